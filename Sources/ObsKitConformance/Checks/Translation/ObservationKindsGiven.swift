internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let observationKindsGiven = ConformanceCheck(
        "observation-kinds-given", .translation, .advice, "Every type of observation has a kind.",
        documentation: """
            `zero`, `bias` and `cal_bias` are one thing: `observation_kinds:` maps the instrument's words to words that are the same \
            for all, so that queries over cameras work.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument) else {
                continue
            }
            for observation in file.translation?.observations ?? [] where observation.instrument == instrument.name {
                guard let word = observation.report.info.observationType, observation.report.kind == nil else {
                    continue
                }
                findings.add(
                    at: instrument.place("translation.yaml", "observation_kinds"),
                    "the observation type '\(word)' has no kind", hint: "add it to observation_kinds",
                    instrument: instrument)
            }
        }
    }
}
