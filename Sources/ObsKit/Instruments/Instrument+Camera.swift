public import ObsGeometry
internal import ObsText
public import ObsTime

extension Instrument {
    /// The camera of an instant, as the newest edition describes it.
    ///
    /// - Parameter instant: when
    /// - Returns: the camera, made when it is first asked for and kept
    /// - Throws: `DiagnosticsError` when the instrument describes no camera, or with everything that is wrong with its files
    public func camera(at instant: Instant) throws -> Camera { try camera(at: instant, edition: .newest) }
}

extension Instrument {
    /// The camera of an instant, as of an edition.
    ///
    /// - Parameters:
    ///   - instant: when
    ///   - edition: what the description said at which date
    /// - Returns: the camera, made when it is first asked for and kept
    /// - Throws: `DiagnosticsError` when the instrument describes no camera, or with everything that is wrong with its files;
    ///   `GeometryError` of an edition before the first
    public func camera(at instant: Instant, edition: Edition) throws -> Camera {
        try cameraHistory().camera(at: instant, edition: edition)
    }

    /// The numbers of all detectors that the camera ever had, sorted; nil when there is no camera, or its files are broken.
    package var detectorNumbers: [Int]? { cameraDirectory?.numbers }

    /// The camera through time.
    ///
    /// - Throws: `DiagnosticsError` when the instrument describes no camera, or with everything that is wrong with its files
    package func cameraHistory() throws -> CameraHistory {
        guard let cameraDirectory else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noCamera, at: nil, "\(name) has no camera: package \(package) describes no focal plane",
                    hint: "a package describes one in the folder camera/ beside instrument.yaml")
            ])
        }
        return try cameraDirectory.history()
    }
}

extension Diagnostic.Code {
    /// The instrument describes no focal plane.
    package static let noCamera = Self(rawValue: "no-camera")
}
