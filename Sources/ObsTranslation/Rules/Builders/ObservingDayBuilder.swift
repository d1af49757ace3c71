internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `observing_day:` — the TAI date of a time less an offset.
final class ObservingDayBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "observing_day"
    static let about = "the TAI date of a time less an offset, as YYYYMMDD"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{observing_day: {at: {time: {iso: DATE-OBS, scale: tai}}, offset: {constant: 43200}}}",
            of: "{DATE-OBS: '2024-03-11T03:00:00'}", gives: "20240310"),
        RuleExample(
            "{observing_day: {at: {time: {iso: DATE-OBS, scale: tai}}, offset: {constant: 0.5}}}",
            of: "{DATE-OBS: '2024-03-11T03:00:00'}", ends: .refused),
    ]

    /// The time and the offset.
    struct Argument: MappingArgument {
        let title = "observing_day"
        let definition = "observing_day"
        let about = "The TAI date of a time less an offset."
        let at = MappingKey("at", FieldArgument(), "The time.")
        let offset = MappingKey("offset", FieldArgument(), "Seconds.")

        var forms: [[RuleKey]] { [[at.required, offset.required]] }

        func value(_ keys: MappingKeys) -> (at: Rule, offset: Rule)? {
            let (at, offset) = (keys.required(at), keys.required(offset))
            guard let at, let offset else { return nil }
            return (at, offset)
        }
    }

    private let at: Rule
    private let offset: Rule

    init(_ told: (at: Rule, offset: Rule)) { (at, offset) = told }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let time = at.outcome(&evaluation)
        guard let value = time.known else { return time.withoutValue }
        let shift = offset.outcome(&evaluation)
        guard let amount = shift.known else { return shift.withoutValue }
        guard let instant = value.asInstant, let number = amount.castReal else {
            return evaluation.refuse(
                "a day is made of a time and an offset, not of \(value.quoted) and \(amount.quoted)")
        }
        guard let seconds = Int(exactly: number), (-86_400...86_400).contains(seconds) else {
            return evaluation.refuse(
                "an observing day's offset is \(number) s; a whole number of seconds up to a day is expected")
        }
        return .value(.integer(ObservingDay.day(of: instant, offset_s: seconds)))
    }

    override var parts: [Rule] { [at, offset] }
}
