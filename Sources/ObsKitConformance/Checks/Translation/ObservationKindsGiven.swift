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
        for observation in subject.goldenObservations {
            let instrument = observation.instrument
            guard observation.translated.instrument == instrument.name, let word = observation.info.observationType,
                observation.translated.report.kind == nil
            else { continue }
            findings.add(
                at: instrument.place("translation.yaml", "observation_kinds"),
                "the observation type '\(word)' has no kind", hint: "add it to observation_kinds",
                instrument: instrument)
        }
    }
}
