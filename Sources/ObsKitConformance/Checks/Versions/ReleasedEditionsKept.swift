extension ConformanceCheck {
    static let releasedEditionsKept = ConformanceCheck(
        "released-editions-kept", .versions, .error,
        "Past editions of a camera say what they said when they were released.",
        documentation: """
            Whoever asks for the camera as of an old date wants what was believed then, mistakes included: that is what results were \
            made with. A correction is a new entry with an `edition:`, and what no longer holds gets `withdrawn:`; an old entry \
            is not edited. conformance/released.yaml has a hash of each edition.
            """
    ) { subject, findings in
        guard let released = try? subject.released?.value.get() else { return }
        let now = ReleasedNames(of: subject)
        for old in released.instruments {
            guard let own = now.instruments.first(where: { $0.name == old.name }),
                let instrument = subject.instrument(named: old.name)
            else { continue }
            for (edition, hash) in old.editions.sorted(by: { $0.key < $1.key }) where own.editions[edition] != hash {
                findings.add(
                    at: released.place(old.name, "editions", edition),
                    own.editions[edition] == nil
                        ? "the edition \(edition) of version \(released.version) is gone"
                        : "the edition \(edition) says something else than in version \(released.version)",
                    hint: "say it in an entry with a new edition", instrument: instrument)
            }
        }
    }
}
