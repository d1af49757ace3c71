internal import ObsFITS
internal import ObsTime

/// `airmass:` — sec z of an altitude.
final class AirmassBuilder: Source, @unchecked Sendable {
    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let outcome = rule.outcome(&evaluation)
        guard let value = outcome.known else {
            evaluation.note("there is no alt/az to compute an airmass from")
            return outcome.withoutValue
        }
        guard let seen = value.asHorizontal else {
            return evaluation.refuse("\(rule.subject(or: "the direction")) is \(value.quoted), not an alt/az")
        }
        guard let airmass = seen.airmass else {
            return evaluation.refuse("at an altitude of \(seen.altitude) degrees there is no airmass")
        }
        return .value(.real(airmass))
    }

    override var parts: [Rule] { [rule] }
}
