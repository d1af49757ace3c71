internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let goldenHeadersTranslate = ConformanceCheck(
        "golden-headers-translate", .translation, .error, "Every golden header gives the observations that it says.",
        documentation: """
            All 40 properties are compared, and those that the golden header does not name must have no value. \
            `obskit translate --explain FILE` says which card and which rule a value came of. Correct the rule; correct the golden \
            header only when an independent source says so.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument),
                let translation = file.translation, translation.identification.names == [golden.instrument]
            else { continue }
            if translation.observations.count != golden.observations.count {
                findings.add(
                    at: file.place(observation: 0),
                    "the header holds \(translation.observations.count) observations, not \(golden.observations.count)",
                    hint: "correct headers: in instrument.yaml", instrument: instrument)
                continue
            }
            for (index, observation) in translation.observations.enumerated() {
                let expected = golden.observations[index]
                let info = observation.report.info
                for property in info.differences(from: expected) {
                    let found = info[property].map { "\($0)" } ?? "no value"
                    let reason = observation.report.failures.first { $0.property == property.name }?.summary
                    findings.add(
                        at: file.place(observation: index, property.name),
                        "\(property.name) is \(found), not \(expected[property].map { "\($0)" } ?? "without a value")"
                            + (reason.map { ": \($0)" } ?? ""), instrument: instrument)
                }
                if let name = expected.translatorName, name != observation.report.translatorName {
                    findings.add(
                        at: file.place(observation: index, "_translator"),
                        "the translator is \(observation.report.translatorName), not \(name)",
                        instrument: instrument)
                }
            }
        }
    }
}
