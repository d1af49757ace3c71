internal import ObsKit
internal import ObsText
internal import ObsTranslation

extension ConformanceCheck {
    static let correctionsExercised = ConformanceCheck(
        "corrections-exercised", .corrections, .advice, "A golden header shows that corrections work.",
        documentation: """
            Corrections repair headers that are years old, which nobody looks at again: one golden header with wrong cards, and the \
            right observation, keeps them working. A table counts as one correction.
            """
    ) { subject, findings in
        guard subject.hasFixtures else { return }
        for instrument in subject.instruments {
            let corrections = instrument.instrument.translator.corrections
            let names = corrections.all.map(\.name) + corrections.tables.map(\.name)
            if names.isEmpty { continue }
            let reports = subject.goldenHeaders(of: instrument).flatMap { file in
                file.translation?.observations.map(\.report) ?? []
            }
            // One that fails is another check's.
            let failed = Set(
                reports.flatMap(\.diagnostics).filter { $0.code.rawValue == "correction-failed" }.compactMap(\.place))
            let used = Set(
                reports.flatMap { $0.corrections.map(\.name) }
                    + corrections.all.filter { failed.contains($0.place) }.map(\.name))
            let unused = names.filter { !used.contains($0) }
            guard let first = unused.first else { continue }
            findings.add(
                at: instrument.correctionPlace(first),
                "no golden header needs \(unused.count) of \(names.count) corrections, the first is '\(first)'",
                hint: "add a golden header that does", instrument: instrument)
        }
    }
}

extension ConformanceSubject.CheckedInstrument {
    /// Where a correction or a table of corrections stands.
    func correctionPlace(_ name: String) -> SourcePosition? {
        let isTable = instrument.translator.corrections.tables.contains { $0.name == name }
        return place("corrections.yaml", isTable ? "tables" : "corrections", name)
    }
}
