internal import ObsDocuments
internal import ObsTime

/// The keys of golden look-ups.
enum GoldenLookupsKeys {
    static let about = FileKey("about", .text, "How the answers are known.", example: "By the log of the camera.")
    static let instrument = FileKey("instrument", .text, "The instrument.", example: "LATISS")
    static let lookups = FileKey(
        "lookups", .list(lookup), "The look-ups.",
        example: "[{kind: defects, at: 2024-03-10, file: defects/w/20240101T000000.ecsv}]")

    static let file = FileFormat(
        "obskit/golden-lookups/1", at: "conformance/lookups/<name>.yaml", "golden look-ups",
        "Which curated calibration goes with which exposure.", [about, instrument, lookups],
        needs: [about, instrument, lookups],
        example: """
            schema: obskit/golden-lookups/1
            about: By the log of the camera.
            instrument: Example
            lookups:
              - {kind: defects, detector: W, at: 2024-03-10T03:00:00, end: 2024-03-10T03:01:00, file: defects/w/20240101T000000.ecsv}
              # Nothing holds before the first file.
              - {kind: defects, detector: W, at: 2023-12-31T23:59:59, file: ~}

            """)

    static let kind = FileKey("kind", .text, "The kind of calibration.", example: "defects")
    static let detector = FileKey("detector", .text, "The detector's name or id.", default: "none", example: "W")
    static let filter = FileKey("filter", .text, "The physical filter.", default: "none", example: "r1")
    static let begin = FileKey("at", .date, "The begin of the exposure.", example: "2024-03-10T03:00:00")
    static let end = FileKey(
        "end", .date, "Its end.", default: "a nanosecond after its begin", example: "2024-03-10T03:01:00")
    static let answer = FileKey(
        "file",
        .node(
            "a path from the folder calibrations/, or `~`", schema: #""type": ["string", "number", "boolean", "null"]"#),
        "The answer; null when there is none.", example: "defects/w/20240101T000000.ecsv")

    /// A look-up.
    static let lookup = MappingFormat(
        "a look-up", "An exposure, and the calibration that goes with it.",
        [kind, detector, filter, begin, end, answer], needs: [kind, begin, answer])
}
