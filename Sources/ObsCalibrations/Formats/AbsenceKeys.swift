internal import ObsDocuments

/// The keys of absences.yaml.
enum AbsenceKeys {
    static let absences = FileKey(
        "absences", .list(absence), "The times.", example: "[{begin: 2024-07-01, reason: the filter was sold}]")

    static let file = FileFormat(
        "obskit/calibration-absences/1", at: "calibrations/<kind>/absences.yaml", "absences.yaml",
        "Times in which there is no curated calibration of a kind: an end, a gap, or since nothing holds any more.",
        [absences], needs: [absences],
        example: """
            schema: obskit/calibration-absences/1
            absences:
              - {detector: W, begin: 2024-07-01, end: 2024-08-01, reason: The chip was in the laboratory.}

            """)

    static let detector = FileKey("detector", .text, "The detector's name.", default: "all", example: "W")
    static let filter = FileKey("filter", .text, "The physical filter.", default: "all", example: "r1")
    static let begin = FileKey("begin", .date, "From when.", example: "2024-07-01")
    static let end = FileKey("end", .date, "Until when.", default: "forever", example: "2024-08-01")
    static let reason = FileKey("reason", .text, "Why nothing holds.", example: "The chip was in the laboratory.")

    /// An absence.
    static let absence = MappingFormat(
        "an absence", "A time in which nothing holds.", [detector, filter, begin, end, reason],
        needs: [begin, reason])
}
