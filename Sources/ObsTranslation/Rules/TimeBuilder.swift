internal import ObsFITS
internal import ObsTime

/// `time:` — an instant from cards.
final class TimeSource: Source, @unchecked Sendable {
    enum Form: Sendable {
        case iso(Rule)
        case mjd(Rule)
        case date(Rule, timeOfDay: Rule)
        case instant(Rule)
    }

    enum Scale: Sendable {
        case fixed(TimeScale)
        case rule(Rule)
        case file(slot: Int)
    }

    /// Seconds to add, a half of them if `isHalf`, taken away if `isNegative`.
    struct Shift: Sendable {
        let rule: Rule
        let isNegative: Bool
        let isHalf: Bool
    }

    /// Which form it is; its parts stand beside it, so that they are asked without being copied.
    private enum Kind { case iso, mjd, date, instant }

    private let kind: Kind
    private let first: Rule
    private let timeOfDay: Rule?
    private let scale: Scale
    private let shift: Shift?
    /// A result before this one is of the next day.
    private let after: Rule?
    /// A result before this one becomes it.
    private let notBefore: Rule?

    init(form: Form, scale: Scale, shift: Shift?, after: Rule?, notBefore: Rule?) {
        switch form {
        case .iso(let rule): (kind, first, timeOfDay) = (.iso, rule, nil)
        case .mjd(let rule): (kind, first, timeOfDay) = (.mjd, rule, nil)
        case .date(let rule, let timeOfDay): (kind, first, self.timeOfDay) = (.date, rule, timeOfDay)
        case .instant(let rule): (kind, first, timeOfDay) = (.instant, rule, nil)
        }
        self.scale = scale
        self.shift = shift
        self.after = after
        self.notBefore = notBefore
    }

    override var keyword: Keyword? { first.keyword }

    override var subject: String { keyword?.name ?? "the time" }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard var instant = instant(&evaluation) else { return nil }
        if let shift {
            guard let value = shift.rule.value(&evaluation), !value.isNull else {
                evaluation.note("the duration to add has no value")
                return nil
            }
            guard let seconds = NumberReading.real(value, &evaluation.flags) else {
                evaluation.complain(keyword, "the duration to add is \(value.quoted), not a number of seconds")
                return nil
            }
            let amount = (shift.isNegative ? -seconds : seconds) * (shift.isHalf ? 0.5 : 1)
            guard let moved = instant.adding(seconds: amount) else {
                evaluation.complain(keyword, "\(subject) moved by \(amount) s is out of range")
                return nil
            }
            instant = moved
        }
        if let limit = after?.value(&evaluation)?.asInstant, instant < limit,
            let nextDay = nextDay(instant, &evaluation)
        {
            instant = nextDay
        }
        if let limit = notBefore?.value(&evaluation)?.asInstant, instant < limit {
            instant = limit
            evaluation.flags.insert(.clipped)
        }
        return .instant(instant)
    }

    /// The same time of day on the next day, which is later by a second more where a leap second lies between.
    private func nextDay(_ instant: Instant, _ evaluation: inout Evaluation) -> Instant? {
        let later = instant.adding(seconds: 86_400)
        guard kind == .date, timeScale(&evaluation) == .utc else { return later }
        let day = instant.calendarDay(scale: .utc)
        let next = CalendarDay(modifiedJulianDay: day.modifiedJulianDay + 1)
        let clock = instant.isoText(scale: .utc, fractionDigits: 9).utf8.dropFirst(11)
        return (try? Instant(date: next.description, timeOfDay: String(decoding: clock, as: UTF8.self), scale: .utc))
            ?? later
    }

    private func instant(_ evaluation: inout Evaluation) -> Instant? {
        switch kind {
        case .instant:
            guard let value = first.value(&evaluation), !value.isNull else { return nil }
            if value.asInstant == nil { evaluation.complain(keyword, "\(subject) is \(value.quoted), not a time") }
            return value.asInstant
        case .iso:
            guard let text = text(first, &evaluation), let scale = timeScale(&evaluation) else { return nil }
            return attempt(&evaluation) { try Instant(iso: text, scale: scale) }
        case .mjd:
            guard let value = first.value(&evaluation), !value.isNull, let scale = timeScale(&evaluation) else {
                return nil
            }
            guard let number = NumberReading.real(value, &evaluation.flags) else {
                evaluation.complain(keyword, "\(subject) is \(value.quoted), not a Modified Julian Date")
                return nil
            }
            return attempt(&evaluation) { try Instant(mjd: number, scale: scale) }
        case .date:
            guard let date = text(first, &evaluation), let timeOfDay, let time = text(timeOfDay, &evaluation),
                let scale = timeScale(&evaluation)
            else { return nil }
            return attempt(&evaluation) { try Instant(date: date, timeOfDay: time, scale: scale) }
        }
    }

    private func text(_ rule: Rule, _ evaluation: inout Evaluation) -> String? {
        guard let value = rule.value(&evaluation), !value.isNull else { return nil }
        guard case .text(let text) = value else {
            evaluation.complain(keyword, "\(subject) is \(value.quoted), not a date as text")
            return nil
        }
        return text
    }

    private func attempt(_ evaluation: inout Evaluation, _ read: () throws -> Instant) -> Instant? {
        do {
            return try read()
        } catch {
            evaluation.complain(keyword, "\(subject): \(error)")
            return nil
        }
    }

    private func timeScale(_ evaluation: inout Evaluation) -> TimeScale? {
        let value: PropertyValue?
        switch scale {
        case .fixed(let scale): return scale
        case .rule(let rule): value = rule.value(&evaluation)
        case .file(let slot): value = evaluation.value(ofSlot: slot)
        }
        guard case .text(let name)? = value, let scale = TimeScale(word: name) else {
            evaluation.complain(nil, "the time scale is \(value?.quoted ?? "not known"); utc, tai and tt can be read")
            return nil
        }
        return scale
    }
}

/// `observingDay:` — the TAI date of a time less an offset.
final class ObservingDaySource: Source, @unchecked Sendable {
    let at: Rule
    let offset: Rule

    init(at: Rule, offset: Rule) {
        self.at = at
        self.offset = offset
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let instant = at.value(&evaluation)?.asInstant, let shift = offset.value(&evaluation)?.asReal else {
            evaluation.note("there is no time or no offset to make a day of")
            return nil
        }
        guard let seconds = Int(exactly: shift), (-86_400...86_400).contains(seconds) else {
            evaluation.complain(
                nil, "an observing day's offset is \(shift) s; a whole number of seconds up to a day is expected")
            return nil
        }
        return .integer(ObservingDay.day(of: instant, offset_s: seconds))
    }
}

/// `civilOffset:` — how far civil time at a place is behind UTC.
final class CivilOffsetSource: Source, @unchecked Sendable {
    let zone: CivilTimeZone
    let at: Rule

    init(zone: CivilTimeZone, at: Rule) {
        self.zone = zone
        self.at = at
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let instant = at.value(&evaluation)?.asInstant else {
            evaluation.note("there is no time to look the zone's offset up for")
            return nil
        }
        return .integer(-zone.offset(at: instant))
    }
}

extension TimeScale {
    /// The scale of a word in lower case, as rules write it; `init(rawValue:)` takes ten times as long.
    init?(word: String) {
        switch word {
        case "utc": self = .utc
        case "tai": self = .tai
        case "tt": self = .tt
        case "gps": self = .gps
        default: return nil
        }
    }
}
