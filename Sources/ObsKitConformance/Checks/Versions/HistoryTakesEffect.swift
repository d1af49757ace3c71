internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let historyTakesEffect = ConformanceCheck(
        "history-takes-effect", .versions, .warning, "Every change with a date changes the camera.",
        documentation: """
            An entry that says what already holds is one that was meant otherwise: another slot, another date, another device.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            guard let history = instrument.history else { continue }
            var bounds: Set<Instant> = []
            let editions = [nil] + history.editions.map { $0 }
            for edition in editions {
                let versions = (try? history.versions(edition: edition.map { .asOf($0) } ?? .newest)) ?? []
                for version in versions {
                    bounds.formUnion([version.validity.begin, version.validity.end].compactMap { $0 })
                }
            }
            for (index, entry) in history.entries.enumerated() {
                let own = [entry.validity.begin, entry.validity.end].compactMap { $0 }
                if own.isEmpty || own.contains(where: { bounds.contains($0) }) { continue }
                findings.add(
                    at: instrument.place("history.yaml", "entries", String(index)),
                    "the camera is the same before and after: \(entry.changes.joined(separator: "; "))",
                    hint: "correct the entry or take it away", instrument: instrument)
            }
        }
    }
}
