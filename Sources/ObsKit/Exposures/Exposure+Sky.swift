internal import ObsGeometry
internal import ObsTranslation

extension Exposure {
    /// What the camera sees in the exposure, all of its detectors.
    ///
    /// - Parameter outline: which points of each detector the polygons are the hulls of
    /// - Returns: the polygons; of one detector `footprint[detector: id]`
    /// - Throws: `ObsError`: `no-boresight`, `no-rotation`, `rotation-not-on-sky`, `no-camera`, `no-date`, `outside-optics`,
    ///   `no-detectors`, `bad-pointing`
    public func footprint(outline: FootprintOutline = .edges) throws -> Footprint {
        let (camera, pointing) = try placed()
        return try camera.footprint(pointing, outline: outline)
    }

    /// Where a detector looks.
    ///
    /// - Parameter detector: the id of a detector of the camera
    /// - Returns: where it looks; `fitsCards()` of it are its sky coordinates for a FITS header
    /// - Throws: `ObsError`: `no-boresight`, `no-rotation`, `rotation-not-on-sky`, `no-camera`, `no-date`, `unknown-detector`
    public func sky(of detector: Int) throws -> DetectorSky {
        let (camera, pointing) = try placed()
        guard let found = camera.detector(detector) else {
            throw SkyError(
                .unknownDetector,
                "camera \(camera.name) has no detector \(detector); 'obskit camera \(instrument)' lists those that there are"
            )
        }
        return DetectorSky(found, pointing: pointing)
    }

    /// The camera of the exposure and where it looks.
    ///
    /// - Throws: `SkyError` that says which of them is missing, and why
    private func placed() throws -> (camera: Camera, pointing: Pointing) {
        guard let camera else {
            guard interval?.begin != nil else {
                throw SkyError(
                    .noDate, "the exposure does not say when it begins, so nothing says which camera it is of")
            }
            throw SkyError(
                .noCamera, "\(instrument) has no camera, so nothing says where detectors look; describe one in camera/")
        }
        if let pointing { return (camera, pointing) }
        guard let first = observations.first else {
            throw SkyError(
                .noBoresight,
                "a planned exposure does not know where the camera looks; ask the camera: camera.footprint(pointing)")
        }
        // None of the observations has a pointing: the first says what it lacks.
        return (camera, try Pointing(first.info))
    }
}
