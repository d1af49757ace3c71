internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `airmass:` — sec z of an altitude.
final class AirmassBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "airmass"
    static let about = "sec z of an altitude"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.real]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{airmass: {altaz: {altaz: {azimuth: AZ, altitude: ALT}}}}", of: "{AZ: 0, ALT: 90}", gives: "1.0"),
        RuleExample(
            "{airmass: {altaz: {altaz: {azimuth: AZ, altitude: ALT}}}}", of: "{AZ: 0, ALT: -5}", ends: .refused),
    ]

    /// The direction.
    struct Argument: MappingArgument {
        let title = "airmass"
        let definition = "airmass"
        let about = "sec z of an altitude."
        let altaz = MappingKey("altaz", FieldArgument(), "The direction.")

        var forms: [[RuleKey]] { [[altaz.required]] }

        func value(_ keys: MappingKeys) -> Rule? { keys.required(altaz) }
    }

    private let rule: Rule

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
