import ObsDocuments
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite("IdentifierScheme as it is read")
struct IdentifierSchemeReadingTests {
    private static let parts = """
        exposure_id:
          - {part: sequence, size: 1000}
          - {part: day, size: 100000000, calendar: true}
          - {part: controller, size: 10, words: {O: 1, C: 2}, else: O}

        """

    @Test(
        "is refused with the reason and the place",
        arguments: [
            ("merged: [▸{part: contoller, word: C, into: O, after: 20200101}]", "unknown-name"),
            ("merged: [▸{part: controller, word: X, into: O, after: 20200101}]", "unknown-word"),
            ("merged: [{part: controller, word: C, into: O, after: ▸20200230}]", "out-of-range"),
            ("merged: [▸{part: controller, word: C, into: C, after: 20200101}]", "ambiguous-identifier"),
            (
                """
                merged:
                  - ▸{part: controller, word: C, into: O, after: 20200101}
                  - {part: controller, word: O, into: C, after: 20210101}
                """, "ambiguous-identifier"
            ),
            (
                """
                merged:
                  - {part: controller, word: C, into: O, after: 20200101}
                  - ▸{part: controller, word: C, into: O, after: 20210101}
                """, "duplicate-key"
            ),
            ("packers: {▸group_id: [{part: detector, size: 3}, {part: exposure, size: 3}]}", "duplicate-key"),
            (
                """
                merged: [{part: controller, word: C, into: O, after: 20200101}]
                packers:
                  counted:
                    - {part: detector, size: 10}
                    - ▸{part: controller, size: 2, words: {O: 0, C: 1}, else: O}
                    - {part: exposure, size: 1000}
                """, "missing-key"
            ),
            (
                """
                merged: [{part: controller, word: C, into: O, after: 20200101}]
                detector_exposure_id:
                  - {part: detector, size: 10}
                  - {part: day, size: 1000, days_since: 2020-01-01}
                  - ▸{part: controller, size: 2, words: {C: 1}}
                """, "unknown-word"
            ),
        ])
    func refused(_ text: String, _ code: String) throws {
        let sample = Marked(Self.parts + text)
        let problems = Problems()
        _ = IdentifierScheme(
            instrument: "Toy", layers: [try Document.yaml(text: sample.text, file: sample.file).root],
            problems: problems)
        #expect(
            problems.sorted.contains { $0.code.rawValue == code && $0.place == sample.places[0] }, "\(problems.sorted)")
    }

    @Test("takes merged words of a file beneath that it has no part for, and takes them away with null")
    func inherited() throws {
        let base = Self.parts + "merged: [{part: controller, word: C, into: O, after: 20200101}]"
        let own = try scheme("exposure_id: [{part: exposure}]", bases: [base])
        #expect(try own.exposureID(["exposure": 17]) == 17)
        let kept = try scheme("observing_day: [{offset_s: 0}]", bases: [base])
        #expect(try kept.exposureID(["day": 20_200_102, "sequence": 1, "controller": "C"]) == 120_200_102_001)
        let apart = try scheme("merged: null", bases: [base])
        #expect(try apart.exposureID(["day": 20_200_102, "sequence": 1, "controller": "C"]) == 220_200_102_001)
    }
}
