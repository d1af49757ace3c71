internal import ObsFITS
internal import ObsTime

/// `observing_day:` — the TAI date of a time less an offset.
final class ObservingDayBuilder: Source, @unchecked Sendable {
    let at: Rule
    let offset: Rule

    init(at: Rule, offset: Rule) {
        self.at = at
        self.offset = offset
    }

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
