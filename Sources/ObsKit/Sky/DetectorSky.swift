public import ObsGeometry
public import ObsTime
public import ObsTranslation

/// Where the pixels of a detector look in the sky, as far as pointing and camera tell: the coordinates from which an
/// astrometric fit begins.
///
/// The field angle is taken for the coordinates of the plane that touches the sky at the boresight. Refraction, aberration and
/// flexure are not in it.
public struct DetectorSky: Sendable {
    /// The detector.
    public let detector: Detector
    /// Where the camera looks.
    public let pointing: Pointing

    /// From `pixels` to the tangent plane at the boresight, rad, x to the east and y to the north.
    let pixelsToPlane: Transform
    private let planeToPixels: Transform
    private let plane: TangentPlane

    /// Creates the sky coordinates of a detector.
    ///
    /// - Parameters:
    ///   - detector: a detector of the camera of that date
    ///   - pointing: where the camera looks
    public init(_ detector: Detector, pointing: Pointing) {
        self.detector = detector
        self.pointing = pointing
        pixelsToPlane = detector.pixelsToFieldAngle.followed(by: Transform(.affine(pointing.fieldAngleToPlane)))
        planeToPixels = pixelsToPlane.inverse
        plane = TangentPlane(at: pointing.boresight)
    }

    /// What a point of `pixels` sees; nil where the optics are not defined.
    ///
    /// - Parameter pixel: 0-based, whole numbers at pixel centers
    /// - Returns: the position
    public func position(of pixel: Point) -> SkyPosition? { plane.position(pixelsToPlane(pixel)) }

    /// What points of `pixels` see, in their order; nil where the optics are not defined.
    ///
    /// - Parameter pixels: 0-based, whole numbers at pixel centers
    /// - Returns: one for each point
    public func positions(of pixels: [Point]) -> [SkyPosition?] { pixelsToPlane(pixels).map(plane.position) }

    /// The point of `pixels`, on the detector or beside it, that sees a position; nil where there is none.
    ///
    /// - Parameter position: a position less than 90 degrees from the boresight
    /// - Returns: the point
    public func pixel(of position: SkyPosition) -> Point? {
        guard let point = plane.point(position) else { return nil }
        let pixel = planeToPixels(point)
        return pixel.isFinite ? pixel : nil
    }

    /// Whether the detector sees a position.
    ///
    /// - Parameter position: a position in the sky
    /// - Returns: whether it does
    public func contains(_ position: SkyPosition) -> Bool { pixel(of: position).map(detector.box.contains) ?? false }

    /// What the center of the detector sees; nil where the optics are not defined.
    public var center: SkyPosition? { position(of: detector.box.center) }

    /// The outline of the detector in the sky: from the lower left corner along the lower edge and around.
    ///
    /// Edges are curved in the sky; more points on each follow them more closely. Nil when the optics are not defined on all of it.
    ///
    /// - Parameter pointsPerEdge: how many points stand for each edge, its end not counted: 1 gives the four corners
    /// - Returns: the points, in order
    package func outline(pointsPerEdge: Int = 1) -> [SkyPosition]? {
        let count = min(max(pointsPerEdge, 1), 10_000)
        let corners = detector.box.corners
        var points: [Point] = []
        for (index, corner) in corners.enumerated() {
            let next = corners[(index + 1) % corners.count]
            for step in 0..<count {
                let part = Double(step) / Double(count)
                points.append(Point(corner.x + part * (next.x - corner.x), corner.y + part * (next.y - corner.y)))
            }
        }
        let positions = positions(of: points).compactMap(\.self)
        return positions.count == points.count ? positions : nil
    }

    /// The linear map that touches the pixel coordinates at a point: its matrix leads to degrees to the east and north there.
    ///
    /// - Parameter pixel: 0-based, whole numbers at pixel centers
    /// - Returns: degrees per pixel; nil where the optics are not defined
    package func linearization(at pixel: Point) -> Matrix2? {
        let jacobian = pixelsToPlane.jacobian(at: pixel)
        guard jacobian.isFinite, let turn = plane.derivatives(at: pixelsToPlane(pixel)) else { return nil }
        let matrix = turn * jacobian
        let degrees = 180 / Double.pi
        return Matrix2(matrix.xx * degrees, matrix.xy * degrees, matrix.yx * degrees, matrix.yy * degrees)
    }
}

extension Camera {
    /// Where each detector looks, in the order of their ids.
    ///
    /// - Parameter pointing: where the camera looks
    /// - Returns: one for each detector
    public func sky(_ pointing: Pointing) -> [DetectorSky] { detectors.map { DetectorSky($0, pointing: pointing) } }

    /// Where the detector of an observation looks.
    ///
    /// - Parameter observation: a translated header of this camera, of the date of the camera
    /// - Returns: where it looks
    /// - Throws: `ObsError`: `no-boresight`, `no-rotation`, `rotation-not-on-sky`, `unknown-detector`
    public func sky(of observation: ObservationInfo) throws -> DetectorSky {
        let pointing = try Pointing(observation)
        return DetectorSky(try detector(of: observation), pointing: pointing)
    }

    /// The detectors that see a position, in the order of their ids.
    ///
    /// - Parameters:
    ///   - position: a position in the sky
    ///   - pointing: where the camera looks
    /// - Returns: those that do
    public func detectors(seeing position: SkyPosition, pointing: Pointing) -> [DetectorSky] {
        sky(pointing).filter { $0.contains(position) }
    }
}
