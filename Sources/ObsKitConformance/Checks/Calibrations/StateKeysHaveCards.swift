internal import ObsCalibrations
internal import ObsKit

extension ConformanceCheck {
    static let stateKeysHaveCards = ConformanceCheck(
        "state-keys-have-cards", .calibrations, .warning,
        "Every key of the instrument's state says which card has its value.",
        documentation: """
            A calibration that demands a read mode is found only for exposures of which the read mode is known. `card` says \
            where pipelines find it; without it each of them must know by itself.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for kind in instrument.instrument.calibrationKinds.all {
                for rule in kind.state where rule.card == nil && rule.match != .notApplicable {
                    findings.add(
                        at: instrument.place("calibrations/kinds.yaml", "kinds", kind.name, "keys", rule.name),
                        "the key \(rule.name) of \(kind.name) has no card", hint: "write card: and its name",
                        instrument: instrument)
                }
            }
        }
    }
}
