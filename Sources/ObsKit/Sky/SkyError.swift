internal import ObsGeometry
internal import ObsText

/// Why an observation or a camera gives no sky coordinates.
package struct SkyError: ObsError, Hashable {
    /// A stable name for the kind of error; there may be more in later versions.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, such as `no-boresight`.
        package let rawValue: String

        /// Creates a code of its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The observation has no position of the boresight.
        package static let noBoresight = Code(rawValue: "no-boresight")
        /// The observation has no rotation angle.
        package static let noRotation = Code(rawValue: "no-rotation")
        /// A pointing has a number that is not finite.
        package static let badPointing = Code(rawValue: "bad-pointing")
        /// The rotation angle is not measured in the sky.
        package static let rotationNotOnSky = Code(rawValue: "rotation-not-on-sky")
        /// The observation names no detector, or one that the camera does not have.
        package static let unknownDetector = Code(rawValue: "unknown-detector")
        /// The detector has no sky coordinates: its optics are undefined on part of it.
        package static let outsideOptics = Code(rawValue: "outside-optics")
        /// The observation has no date, so that nothing says which camera it was made with.
        package static let noDate = Code(rawValue: "no-date")
        /// The instrument has no camera.
        package static let noCamera = Code(rawValue: "no-camera")
        /// The camera has no detectors.
        package static let noDetectors = Code(rawValue: "no-detectors")
        /// Positions lie in no half sphere, so that they have no convex hull.
        package static let beyondHalfSphere = Code(rawValue: "beyond-half-sphere")
        /// Positions enclose nothing.
        package static let noArea = Code(rawValue: "no-area")
    }

    /// What kind of error it is.
    package let code: Code
    /// What is wrong, and what to do.
    package let message: String

    /// Creates an error.
    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    package var description: String { message }
}

extension SkyError {
    /// A detector where the optics are not defined everywhere.
    static func outsideOptics(_ detector: Detector) -> SkyError {
        SkyError(
            .outsideOptics,
            "detector \(detector.name) has points where the optics of the camera are not defined, so it has no sky coordinates"
        )
    }
}
