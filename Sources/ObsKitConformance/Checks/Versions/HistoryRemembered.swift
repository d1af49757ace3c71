internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let historyRemembered = ConformanceCheck(
        "history-remembered", .versions, .advice, "Changes of the camera are known better than from memory.",
        documentation: """
            An entry of `confidence: from-memory` waits for somebody to look at the data of that night.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for (index, entry) in (instrument.history?.entries ?? []).enumerated() where entry.confidence == .fromMemory
            {
                findings.add(
                    at: instrument.place("history.yaml", "entries", String(index), "confidence"),
                    "it is only remembered that \(entry.changes.joined(separator: "; "))",
                    hint: "find data or a document that says so", instrument: instrument)
            }
        }
    }
}
