internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTime

/// The keys of golden points.
enum GoldenPointsKeys {
    static let about = FileKey("about", .text, "Where the numbers come from.", example: "By hand, from the drawing.")
    static let instrument = FileKey("instrument", .text, "The instrument.", example: "DECam")
    static let date = FileKey(
        "at", .date, "The date of the camera.", default: "the last version", example: "2024-02-10")
    static let detectors = FileKey(
        "detectors", .count, "How many detectors the camera has.", default: "not compared", example: "62")
    static let firstDetector = FileKey(
        "first_detector", .text, "The name of the detector with the lowest id.", default: "not compared",
        example: "S29")
    static let plateScale = FileKey(
        "plate_scale_arcsec_per_mm", .number, "The scale at the center of the field.", unit: "arcseconds per mm",
        default: "not compared", example: "17.575")
    static let tolerance = FileKey(
        "tolerance", .mapping(tolerances), "By how much a point may be off.", default: "see there",
        example: "{pixels_px: 0.01}")
    static let points = FileKey(
        "points", .list(point), "The points.",
        example: "[{detector: W, pixels_px: [0, 0], focal_plane_mm: [-3.9125, -0.9525]}]")

    static let file = FileFormat(
        "obskit/golden-points/1", at: "conformance/points/<name>.yaml", "golden points",
        "Points of a camera in several frames, by numbers from an independent source.",
        [about, instrument, date, detectors, firstDetector, plateScale, tolerance, points],
        needs: [about, instrument, points],
        example: """
            schema: obskit/golden-points/1
            about: By hand, from the positions of the chips in the drawing; 20 arcseconds for each millimeter.
            instrument: Example
            detectors: 2
            first_detector: W
            plate_scale_arcsec_per_mm: 20
            tolerance: {pixels_px: 0.01, focal_plane_mm: 1.0e-4}
            points:
              - {detector: W, pixels_px: [0, 0], focal_plane_mm: [-3.9125, -0.9525]}
              - {detector: E, pixels_px: [0, 0], field_angle_rad: [2.5e-4, -1.4e-4]}

            """)

    static let pixelTolerance = FileKey(
        "pixels_px", .number, "By how much pixels may be off.", unit: "pixels", default: "0.001", example: "0.01")
    static let focalPlaneTolerance = FileKey(
        "focal_plane_mm", .number, "By how much places in the focal plane may be off.", unit: "mm",
        default: "0.00001", example: "1.0e-4")
    static let fieldAngleTolerance = FileKey(
        "field_angle_rad", .number, "By how much field angles may be off.", unit: "radians", default: "1e-9",
        example: "1.0e-8")

    /// Tolerances.
    static let tolerances = MappingFormat(
        "tolerance", "By how much a point may be off.", [pixelTolerance, focalPlaneTolerance, fieldAngleTolerance])

    static let detector = FileKey("detector", .text, "The detector's name.", example: "N1")
    static let pixels = FileKey(
        "pixels_px", .pair, "The place on the detector, where an integer is the center of a pixel.", unit: "pixels",
        default: "not compared", example: "[0, 0]")
    static let focalPlane = FileKey(
        "focal_plane_mm", .pair, "The place in the focal plane.", unit: "mm", default: "not compared",
        example: "[-3.9125, -0.9525]")
    static let fieldAngle = FileKey(
        "field_angle_rad", .pair, "The place on the sky.", unit: "radians", default: "not compared",
        example: "[-3.8e-4, -9.25e-5]")

    /// A point.
    static let point = MappingFormat(
        "a point", "A point of a detector, in two frames at least.", [detector, pixels, focalPlane, fieldAngle],
        needs: [detector], rules: #""minProperties": 3"#)
}

extension KeyForm where Value == Instant {
    /// A date or a date and time.
    static var date: Self {
        Self("a date or time, UTC unless it ends in `TAI`", schema: Schema.text) { $0.instant($1) }
    }
}

extension KeyForm where Value == Point {
    /// Two numbers.
    static var pair: Self {
        Self("[x, y]", schema: Schema.pair) { list, problems in
            guard let numbers = list.doubles(problems) else { return nil }
            if numbers.count == 2 { return Point(numbers[0], numbers[1]) }
            problems.error(
                .wrongType, at: list, "a point has two numbers, not \(numbers.count)", hint: "write [x, y]")
            return nil
        }
    }
}
