internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let correctionsReferenced = ConformanceCheck(
        "corrections-referenced", .corrections, .advice, "Every correction says where it comes from.",
        documentation: """
            `reference:` names a ticket, a night log or a paper, so that somebody can ask in ten years why a header is overruled.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let corrections = instrument.instrument.translator.corrections
            let all =
                corrections.all.map { ($0.name, $0.reference) } + corrections.tables.map { ($0.name, $0.reference) }
            for (name, reference) in all where reference?.isEmpty ?? true {
                findings.add(
                    at: instrument.place("corrections.yaml", "corrections", name),
                    "the correction '\(name)' has no reference", hint: "add reference: TEXT", instrument: instrument)
            }
        }
    }
}
