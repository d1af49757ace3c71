internal import ObsKit

extension ConformanceCheck {
    static let parametersEffective = ConformanceCheck(
        "parameters-effective", .parameters, .warning, "A value for some detectors or filters changes something.",
        documentation: """
            A value that is the same without the entry, for each of its detectors or filters, was left behind when the value \
            beneath it changed, or is hidden by another file. Whoever reads it believes that it matters. Take it away.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for parameters in instrument.parameters {
                for exception in parameters.exceptions {
                    let values =
                        exception.detectors.compactMap { try? parameters.values(detector: $0) }
                        + exception.filters.compactMap { try? parameters.values(filter: $0) }
                    for setting in exception.settings {
                        let changes = values.contains { values in
                            values.entries.contains { entry in
                                entry.setting == setting && entry.overridden.first?.value != setting.value
                            }
                        }
                        guard !changes else { continue }
                        findings.add(
                            at: setting.place,
                            "'\(setting.path)' of \(parameters.schema.task) is \(setting.value) here, and would be without",
                            hint: "take it away", instrument: instrument)
                    }
                }
            }
        }
    }
}
