package import ObsGeometry
package import ObsTime
package import ObsTranslation

extension Instrument {
    /// The camera of the date of an observation.
    ///
    /// - Parameters:
    ///   - observation: a translated header of this instrument
    ///   - instant: another date; the observation's where it is nil
    /// - Returns: the camera
    /// - Throws: `ObsError`: `no-date`, and what `camera(at:)` throws (`no-camera`)
    package func camera(of observation: ObservationInfo, at instant: Instant? = nil) throws -> Camera {
        // Whether there is a camera at all is said before which date is asked for.
        let history = try cameraHistory()
        guard let date = instant ?? observation.datetimeBegin else {
            throw SkyError(
                .noDate,
                "\(observation.observationID.map { "observation \($0)" } ?? "the observation") has no datetime_begin, so nothing "
                    + "says which camera it was made with; name a date")
        }
        return try history.camera(at: date)
    }
}

extension Camera {
    /// The detector of an observation.
    ///
    /// - Parameter observation: a translated header of this camera, of the date of the camera
    /// - Returns: the detector
    /// - Throws: `ObsError` (`unknown-detector`)
    package func detector(of observation: ObservationInfo) throws -> Detector {
        guard let id = observation.detectorNum else {
            throw SkyError(.unknownDetector, "the observation names no detector (detector_num)")
        }
        guard let detector = detector(id) else {
            throw SkyError(
                .unknownDetector, "camera \(name) has no detector \(id); check the date of the camera")
        }
        return detector
    }
}
