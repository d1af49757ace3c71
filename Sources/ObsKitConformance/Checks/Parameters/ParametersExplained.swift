internal import ObsKit

extension ConformanceCheck {
    static let parametersExplained = ConformanceCheck(
        "parameters-explained", .parameters, .advice, "A value for some detectors or filters says why they differ.",
        documentation: """
            Years later nobody knows whether the exception is still needed, so nobody dares to take it away. Add `reason:` to the \
            entry.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for parameters in instrument.parameters {
                for exception in parameters.exceptions where exception.reason?.isEmpty ?? true {
                    findings.add(
                        at: exception.place, "an exception of \(parameters.schema.task) does not say why",
                        hint: "add reason: TEXT", instrument: instrument)
                }
            }
        }
    }
}
