public import ObsDocuments
public import ObsGeometry
internal import ObsKit
public import ObsText
public import ObsTime

/// Golden points of a package: where points of a camera must lie in its frames, by numbers from an independent source.
public struct GoldenPoints: Sendable {
    /// The schema that the file begins with.
    public static let schema = GoldenPointsKeys.file.schema

    /// A point in several frames.
    public struct Point: Sendable {
        /// The detector's name.
        public let detector: String
        /// Pixels of the detector, where the integer is the center of a pixel.
        public let pixels: ObsGeometry.Point?
        /// Millimeters in the focal plane.
        public let focalPlane: ObsGeometry.Point?
        /// Radians on the sky.
        public let fieldAngle: ObsGeometry.Point?
        /// Where it is written.
        public let place: SourcePosition

        /// The frames in which the point is given, with what it is there.
        public var frames: [(frame: Frame, point: ObsGeometry.Point)] {
            [(Frame.pixels, pixels), (.focalPlane, focalPlane), (.fieldAngle, fieldAngle)].compactMap { frame, point in
                point.map { (frame, $0) }
            }
        }
    }

    /// Where the numbers come from.
    public let about: String
    /// The instrument.
    public let instrument: String
    /// The date of the camera; nil for the last version.
    public let date: Instant?
    /// How many detectors the camera has.
    public let detectorCount: Int?
    /// The name of the detector with the lowest id.
    public let firstDetector: String?
    /// Arcseconds for each millimeter at the center of the field.
    public let plateScale: Double?
    /// The points.
    public let points: [Point]
    /// By how much a point may be off: pixels, millimeters, radians.
    public let tolerances: (pixels: Double, focalPlane: Double, fieldAngle: Double)
    /// Where the file's statements are, for findings.
    public let document: Document

    /// Reads golden points.
    ///
    /// - Parameter document: a file of a package's conformance/points
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(document: Document) throws { try self.init(document: document, Problems()) }

    package init(document: Document, _ problems: Problems) throws {
        problems.report(document.duplicateKeys)
        guard let reader = FormatReader(document.root, GoldenPointsKeys.file.root, problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        self.document = document
        reader.requireSchema(GoldenPointsKeys.file)
        about = reader[GoldenPointsKeys.about] ?? ""
        instrument = reader[GoldenPointsKeys.instrument] ?? ""
        date = reader[GoldenPointsKeys.date]
        detectorCount = reader[GoldenPointsKeys.detectors]
        firstDetector = reader[GoldenPointsKeys.firstDetector]
        plateScale = reader[GoldenPointsKeys.plateScale]
        var limits = (pixels: 1e-3, focalPlane: 1e-5, fieldAngle: 1e-9)
        if let own = reader.given(GoldenPointsKeys.tolerance).flatMap({
            FormatReader($0, GoldenPointsKeys.tolerances, problems)
        }) {
            limits.pixels = own[GoldenPointsKeys.pixelTolerance] ?? limits.pixels
            limits.focalPlane = own[GoldenPointsKeys.focalPlaneTolerance] ?? limits.focalPlane
            limits.fieldAngle = own[GoldenPointsKeys.fieldAngleTolerance] ?? limits.fieldAngle
            own.finish()
        }
        tolerances = limits
        points = (reader.given(GoldenPointsKeys.points)?.items("points", problems) ?? []).compactMap {
            Self.point($0, problems)
        }
        reader.finish()
        try problems.throwIfErrors()
    }

    private static func point(_ node: Node, _ problems: Problems) -> Point? {
        guard let reader = FormatReader(node, GoldenPointsKeys.point, problems) else { return nil }
        defer { reader.finish() }
        let point = Point(
            detector: reader[GoldenPointsKeys.detector] ?? "", pixels: reader[GoldenPointsKeys.pixels],
            focalPlane: reader[GoldenPointsKeys.focalPlane], fieldAngle: reader[GoldenPointsKeys.fieldAngle],
            place: node.position)
        if point.frames.count < 2 && !problems.hasErrors {
            problems.error(
                .missingKey, at: node, "a golden point is given in two frames at least",
                hint: "add pixels_px, focal_plane_mm or field_angle_rad")
        }
        return point
    }
}
