public import ObsGeometry
public import ObsTranslation

/// What a camera sees in one exposure: the convex polygon of each detector, and of the focal plane.
///
/// Refraction, aberration and flexure are not in it, as in `DetectorSky`. The centers of all pixels are inside. Where optics bend the
/// edges of a detector inward, its convex polygon reaches beyond them, by 11.1 pixels in HSC, 2.8 in MegaPrime, 0.6 in DECam and 0.3 in
/// the Rubin cameras; where they bend them outward, the chords of 9 points leave out up to 0.21 pixels.
public struct Footprint: Hashable, Sendable {
    /// The footprint of one detector.
    public struct Part: Hashable, Sendable {
        /// The number of the detector.
        public let detector: Int
        /// The name of the detector, unique in the camera.
        public let name: String
        /// What it sees.
        public let polygon: SkyPolygon
    }

    /// The name of the camera.
    public let camera: String
    /// Where the camera looks.
    public let pointing: Pointing
    /// Which points of each detector the polygons are the hulls of.
    public let outline: FootprintOutline
    /// The detectors, in the order of their ids.
    public let detectors: [Part]
    /// The hull of all detectors, with the gaps between them.
    public let focalPlane: SkyPolygon

    /// The footprint of a detector; nil where the camera does not have it.
    public subscript(detector id: Int) -> SkyPolygon? { detectors.first { $0.detector == id }?.polygon }
}

extension Camera {
    /// What the camera sees.
    ///
    /// - Parameters:
    ///   - pointing: where it looks
    ///   - outline: which points of each detector the polygons are the hulls of
    /// - Returns: the polygons
    /// - Throws: `ObsError`: `outside-optics` where the optics are not defined on an edge, `no-detectors`, `bad-pointing`
    public func footprint(_ pointing: Pointing, outline: FootprintOutline = .edges) throws -> Footprint {
        try pointing.checkFinite()
        guard !detectors.isEmpty else {
            throw SkyError(.noDetectors, "camera \(name) has no detectors, so it has no footprint")
        }
        var points: [Point] = []
        points.reserveCapacity(detectors.count * outline.count)
        for detector in detectors { outline.add(detector.box, to: &points) { detector.pixelsToFocalPlane($0) } }
        focalPlaneToFieldAngle.followed(by: Transform(.affine(pointing.fieldAngleToPlane))).apply(to: &points)
        if let index = points.firstIndex(where: { !$0.isFinite }) {
            throw SkyError.outsideOptics(detectors[index / outline.count])
        }
        let plane = TangentPlane(at: pointing.boresight)
        var all: [Point] = []
        let parts = try detectors.enumerated().map { index, detector in
            let edge = points[(index * outline.count)..<((index + 1) * outline.count)]
            let corners = PlaneHull.corners(of: edge, straightness: SkyPolygon.straightness)
            all += corners
            return Footprint.Part(
                detector: detector.id, name: detector.name, polygon: try SkyPolygon(corners: corners, on: plane))
        }
        return Footprint(
            camera: name, pointing: pointing, outline: outline, detectors: parts,
            focalPlane: try SkyPolygon(hullOf: all[...], on: plane))
    }

    /// What the camera sees in an exposure.
    ///
    /// - Parameters:
    ///   - observation: a translated header of this camera, of the date of the camera
    ///   - outline: which points of each detector the polygons are the hulls of
    /// - Returns: the polygons
    /// - Throws: `ObsError`: `no-boresight`, `no-rotation`, `rotation-not-on-sky`, `outside-optics`, `no-detectors`, `bad-pointing`
    public func footprint(of observation: ObservationInfo, outline: FootprintOutline = .edges) throws -> Footprint {
        try footprint(Pointing(observation), outline: outline)
    }
}

extension DetectorSky {
    /// What the detector sees, as a convex polygon.
    ///
    /// - Parameter outline: which points of the detector it is the hull of
    /// - Returns: the polygon
    /// - Throws: `ObsError`: `outside-optics` where the optics are not defined on an edge, `bad-pointing`
    public func footprint(_ outline: FootprintOutline = .edges) throws -> SkyPolygon {
        try pointing.checkFinite()
        var points: [Point] = []
        outline.add(detector.box, to: &points) { $0 }
        pixelsToPlane.apply(to: &points)
        guard points.allSatisfy(\.isFinite) else { throw SkyError.outsideOptics(detector) }
        return try SkyPolygon(hullOf: points[...], on: TangentPlane(at: pointing.boresight))
    }
}
