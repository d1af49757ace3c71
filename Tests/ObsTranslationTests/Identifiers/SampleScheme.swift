import ObsDocuments
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// A scheme from its text, `identifiers:` of an instrument.yaml.
func scheme(_ text: String, bases: [String] = []) throws -> IdentifierScheme {
    let problems = Problems()
    let layers = try ([text] + bases).map { try Document.yaml(text: $0, file: "sample").root }
    let scheme = IdentifierScheme(instrument: "Toy", layers: layers, problems: problems)
    try problems.throwIfErrors()
    return scheme
}

extension IdentifierScheme {
    /// Exposures of day, sequence and controller; detectors packed with their parts, or with the whole.
    static let sampleText = """
        exposure_id:
          - {part: sequence, size: 100000}
          - {part: day, size: 10000000, first: 20000000, calendar: true}
          - {part: controller, size: 10, words: {O: 2, C: 3}, else: O}
        merged: [{part: controller, word: C, into: O, after: 20231004}]
        detector_exposure_id:
          - {part: detector, size: 256}
          - {part: sequence, size: 32768}
          - {part: day, size: 16384, days_since: 2010-01-01}
          - {part: controller, size: 8, words: {O: 0, C: 1}, else: O}
        packers: {whole: [{part: detector, size: 1000}, {part: exposure, size: 7050123200000}]}
        group_id: [number, {time_since: 2015-01-01}]
        observing_day: [{offset_s: 43200}]
        """
}
