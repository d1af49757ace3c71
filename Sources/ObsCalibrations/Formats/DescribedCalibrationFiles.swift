package import ObsDocuments

/// The files of calibrations/.
package enum DescribedCalibrationFiles {
    /// The files, in the order in which documents show them.
    package static var all: [FileFormat] {
        [CalibrationKindsKeys.file, AbsenceKeys.file, OwnCalibrationKeys.file, ExternalKeys.file]
    }
}

extension KeyForm where Value == Node {
    /// A date or a date and time, which a reader of validities reads.
    static var date: Self { .node("a date or time, UTC unless it ends in `TAI`", schema: Schema.text) }

    /// A card.
    static var card: Self { .node("the keyword of a card", schema: Schema.text) }

    /// A pattern.
    static var pattern: Self { .node("a pattern that is all of it", schema: Schema.text) }
}
