internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let instrumentNamed = ConformanceCheck(
        "instrument-named", .translation, .error, "The property instrument is the instrument's name or alias.",
        documentation: """
            Whoever looks a camera up by the `instrument` of an observation finds none when the header's word is passed on. Map it, \
            or make it an alias.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument) else {
                continue
            }
            let names = Set([instrument.name] + instrument.instrument.aliases)
            for (index, observation) in (file.translation?.observations ?? []).enumerated() {
                guard let name = observation.report.info.instrument, !names.contains(name),
                    observation.instrument == instrument.name
                else { continue }
                findings.add(
                    at: file.place(observation: index, "instrument"), "the instrument of the observation is '\(name)'",
                    hint: "write instrument: {constant: \(instrument.name)} in translation.yaml, or add the alias",
                    instrument: instrument)
            }
        }
    }
}
