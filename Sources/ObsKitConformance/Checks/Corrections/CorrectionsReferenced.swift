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
            let without = all.filter { $0.1?.isEmpty ?? true }.map(\.0)
            guard let first = without.first else { continue }
            findings.add(
                at: instrument.correctionPlace(first),
                "\(without.count) of \(all.count) corrections have no reference, the first is '\(first)'",
                hint: "add reference: TEXT", instrument: instrument)
        }
    }
}
