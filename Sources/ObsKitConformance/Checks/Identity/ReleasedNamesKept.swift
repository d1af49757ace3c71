internal import ObsKit

extension ConformanceCheck {
    static let releasedNamesKept = ConformanceCheck(
        "released-names-kept", .identity, .error,
        "No instrument, alias or filter of a released version is gone or changed.",
        documentation: """
            Data that was stored with a name cannot be found without it. conformance/released.yaml says what a released version \
            promised (`obskit conformance FOLDER --record-release` writes it, `--released FILE` compares with another one). Keep \
            an old name as an alias; a filter that is used no more stays in filters.yaml; a filter in another band is \
            another filter.
            """
    ) { subject, findings in
        guard let released = try? subject.released?.value.get() else { return }
        let since = "version \(released.version)"
        for old in released.instruments {
            guard
                let instrument = subject.instruments.first(where: {
                    $0.name == old.name || $0.instrument.aliases.contains(old.name)
                })
            else {
                if subject.package.instrumentNames.contains(old.name) { continue }
                findings.add(
                    at: released.place(old.name), "the instrument '\(old.name)' of \(since) is gone",
                    hint: "keep it, or keep its name as an alias")
                continue
            }
            for alias in old.aliases where alias != instrument.name && !instrument.instrument.aliases.contains(alias) {
                findings.add(
                    at: instrument.place("instrument.yaml", "aliases"), "the alias '\(alias)' of \(since) is gone",
                    hint: "keep it", instrument: instrument)
            }
            for (name, band) in old.filters.sorted(by: { $0.key < $1.key }) {
                guard let filter = instrument.instrument.filters[name] else {
                    findings.add(
                        at: instrument.place("filters.yaml", "filters"), "the filter '\(name)' of \(since) is gone",
                        hint: "keep it, as an alias at least", instrument: instrument)
                    continue
                }
                if filter.band == band { continue }
                findings.add(
                    at: instrument.place("filters.yaml", "filters", filter.name, "band"),
                    "the filter '\(name)' was of band \(band) in \(since), and is of \(filter.band)",
                    hint: "describe another filter", instrument: instrument)
            }
        }
    }
}
