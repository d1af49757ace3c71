extension ConformanceCheck {
    static let releasedDetectorsKept = ConformanceCheck(
        "released-detectors-kept", .identifiers, .error,
        "No detector id of a released version has another name, or is gone.",
        documentation: """
            Stored data says detector 31: it must be the same slot forever. Ids are never given again; a slot that is no more there \
            ends in history.yaml.
            """
    ) { subject, findings in
        guard let released = try? subject.released?.value.get() else { return }
        let now = ReleasedNames(of: subject)
        for old in released.instruments {
            guard let own = now.instruments.first(where: { $0.name == old.name }),
                let instrument = subject.instrument(named: old.name)
            else { continue }
            for (id, name) in old.detectors.sorted(by: { $0.key < $1.key }) where own.detectors[id] != name {
                let change = own.detectors[id].map { "is \($0)" } ?? "is gone"
                findings.add(
                    at: instrument.place("focal-plane.yaml", "slots", own.detectors[id] ?? name),
                    "detector \(id), which was \(name) in version \(released.version), \(change)",
                    hint: "keep the id, and give a new slot a new one", instrument: instrument)
            }
        }
    }
}
