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
        /// The rotation angle is not measured in the sky.
        package static let rotationNotOnSky = Code(rawValue: "rotation-not-on-sky")
        /// The observation names no detector, or one that the camera does not have.
        package static let unknownDetector = Code(rawValue: "unknown-detector")
        /// The detector has no sky coordinates: its optics are undefined on part of it.
        package static let outsideOptics = Code(rawValue: "outside-optics")
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
