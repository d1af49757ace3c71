internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `time:` — an instant from cards.
final class TimeBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "time"
    static let about = "an instant"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.instant]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{time: {iso: DATE-OBS, scale: utc}}", of: "{DATE-OBS: '2013-08-31T06:03:30.5'}",
            gives: "2013-08-31T06:03:30.5Z"),
        RuleExample("{time: {mjd: MJD, scale: utc}}", of: "{MJD: 57024.25}", gives: "2015-01-02T06:00:00Z"),
        RuleExample(
            "{time: {date: DATE-OBS, time_of_day: UT, scale: utc, plus: EXPTIME}}",
            of: "{DATE-OBS: 2013-08-31, UT: '23:59:30', EXPTIME: 60}", gives: "2013-09-01T00:00:30Z"),
        RuleExample("{time: {iso: DATE-OBS, scale: utc}}", of: "{DATE-OBS: 2013-08-31}", ends: .none),
        RuleExample("{time: {iso: DATE-OBS, scale: utc}}", of: "{DATE-OBS: yesterday}", ends: .refused),
    ]

    /// What an instant is made of.
    struct Argument: MappingArgument {
        let title = "time"
        let definition = "time"
        let about =
            "A time: one of iso, mjd, of, and date with time_of_day; then a shift and the roll-over past midnight."
        let iso = MappingKey("iso", FieldArgument(.date), "Text of ISO 8601.")
        let mjd = MappingKey("mjd", FieldArgument(), "A Modified Julian Date.")
        let of = MappingKey("of", FieldArgument(), "A time.")
        let date = MappingKey("date", FieldArgument(.date), "A text whose first ten characters are a date.")
        let timeOfDay = MappingKey("time_of_day", FieldArgument(), "h:m:s of that date.")
        let scale = MappingKey("scale", ScaleArgument(), "The scale; the file's `time_scale` where it is not given.")
        let plus = MappingKey("plus", FieldArgument(), "Seconds that are added.")
        let minus = MappingKey("minus", FieldArgument(), "Seconds that are taken off.")
        let half = MappingKey("half", TruthArgument(), "Only half of the seconds.")
        let after = MappingKey(
            "after", FieldArgument(),
            "While the result is before this time, a day is added, at most one: the roll-over past midnight.")
        let notBefore = MappingKey(
            "not_before", FieldArgument(), "A result before this time becomes it, and is flagged as clipped.")

        var forms: [[RuleKey]] {
            [[iso.required], [mjd.required], [of.required], [date.required, timeOfDay.required]]
        }

        var besides: [RuleKey] {
            [
                scale.optional, plus.optional.not(beside: minus.name), minus.optional,
                half.optional.beside(oneOf: plus.name, minus.name), after.optional, notBefore.optional,
            ]
        }

        func value(_ keys: MappingKeys) -> Told? {
            var forms: [Form] = []
            if let iso = keys.optional(iso) { forms.append(.iso(iso)) }
            if let mjd = keys.optional(mjd) { forms.append(.mjd(mjd)) }
            if let of = keys.optional(of) { forms.append(.instant(of)) }
            let (date, timeOfDay) = (keys.optional(date), keys.optional(timeOfDay))
            if let date, let timeOfDay { forms.append(.date(date, timeOfDay: timeOfDay)) }
            let isPaired = (date == nil) == (timeOfDay == nil)
            let scale = scale(keys)
            let shift = shift(keys)
            let (after, notBefore) = (keys.optional(after), keys.optional(notBefore))
            guard let form = forms.first, forms.count == 1, isPaired else {
                keys.error(.badSource, "a time has one of iso:, mjd:, of:, and date: with time_of_day:")
                return nil
            }
            return scale.map { Told(form: form, scale: $0, shift: shift, after: after, notBefore: notBefore) }
        }

        private func scale(_ keys: MappingKeys) -> Scale? {
            if keys.has(scale) { return keys.optional(scale) }
            let slot = keys.compiler.timeScaleSlot
            keys.compiler.usedSlots.insert(slot)
            return .file(slot: slot)
        }

        private func shift(_ keys: MappingKeys) -> Shift? {
            let halfNode = keys.node(half)
            let isHalf = halfNode.flatMap { half.argument.read($0, keys.place, keys.compiler) } ?? false
            let plus = keys.optional(plus)
            if plus != nil, let node = keys.node(minus) {
                keys.compiler.error(.badSource, node, "plus: and minus: cannot stand together")
            }
            guard let rule = plus ?? keys.optional(minus) else {
                if let halfNode {
                    keys.compiler.error(
                        .badSource, halfNode, "half: stands beside plus: or minus:",
                        hint: "add one of them, or take half: away")
                }
                return nil
            }
            return Shift(rule: rule, isNegative: plus == nil, isHalf: isHalf)
        }
    }

    /// A scale, or a rule that gives the name of one.
    struct ScaleArgument: RuleArgument {
        private let scales = ChoiceArgument(
            [TimeScale.utc, .tai, .tt].map { (word: $0.rawValue, choice: $0) }, what: "the time scale")

        var notation: String? { "\(scales.notation ?? "") or {RULE}" }

        var schema: String {
            let rule = ##"{"$ref": "#/$defs/alternative"}"##
            return #""anyOf": [{\#(scales.schema)}, \#(rule), {"type": "array", "items": \#(rule)}]"#
        }

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Scale? {
            if node.kind == .scalar { return scales.read(node, place, compiler).map { .fixed($0) } }
            return .rule(compiler.rule(node, .field("the time scale", .timeScale)))
        }
    }

    /// What is told of an instant.
    struct Told {
        let form: Form
        let scale: Scale
        let shift: Shift?
        let after: Rule?
        let notBefore: Rule?
    }

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

    init(_ told: Told) {
        switch told.form {
        case .iso(let rule): (kind, first, timeOfDay) = (.iso, rule, nil)
        case .mjd(let rule): (kind, first, timeOfDay) = (.mjd, rule, nil)
        case .date(let rule, let timeOfDay): (kind, first, self.timeOfDay) = (.date, rule, timeOfDay)
        case .instant(let rule): (kind, first, timeOfDay) = (.instant, rule, nil)
        }
        scale = told.scale
        shift = told.shift
        after = told.after
        notBefore = told.notBefore
    }

    override var keyword: Keyword? { first.keyword }

    override var subject: String { keyword?.name ?? "the time" }

    override var parts: [Rule] {
        var rules = [first] + [timeOfDay, shift?.rule, after, notBefore].compactMap { $0 }
        if case .rule(let rule) = scale { rules.append(rule) }
        return rules
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        var instant: Instant
        switch self.instant(&evaluation) {
        case .value(let found): instant = found
        case .ended(let outcome): return outcome
        }
        if let shift {
            let outcome = shift.rule.outcome(&evaluation)
            guard let value = outcome.known else {
                evaluation.note("the duration to add has no value")
                return outcome.withoutValue
            }
            guard let seconds = NumberReading.real(value, &evaluation.flags) else {
                return evaluation.refuse("the duration to add is \(value.quoted), not a number of seconds")
            }
            let amount = (shift.isNegative ? -seconds : seconds) * (shift.isHalf ? 0.5 : 1)
            guard let moved = instant.adding(seconds: amount) else {
                return evaluation.refuse("\(subject) moved by \(amount) s is out of range")
            }
            instant = moved
        }
        if let after {
            switch self.instant(of: after, &evaluation) {
            case .ended(let outcome): return outcome
            case .value(let limit):
                if instant < limit, let nextDay = nextDay(instant, &evaluation) { instant = nextDay }
            }
        }
        if let notBefore {
            switch self.instant(of: notBefore, &evaluation) {
            case .value(let limit):
                if instant < limit {
                    instant = limit
                    evaluation.flags.insert(.clipped)
                }
            // Where nothing is known to compare with, it is as if it were not written.
            case .ended(.none): break
            case .ended(let outcome): return outcome
            }
        }
        return .value(.instant(instant))
    }

    /// The same clock on the next day; nil when that is out of range.
    private func nextDay(_ instant: Instant, _ evaluation: inout Evaluation) -> Instant? {
        // A day of UTC may have a leap second.
        let later = instant.adding(seconds: 86_400)
        guard kind == .date, case .value(.utc) = timeScale(&evaluation) else { return later }
        let day = instant.calendarDay(scale: .utc)
        let next = CalendarDay(modifiedJulianDay: day.modifiedJulianDay + 1)
        let clock = instant.isoText(scale: .utc, fractionDigits: 9).utf8.dropFirst(11)
        return (try? Instant(date: next.description, timeOfDay: String(decoding: clock, as: UTF8.self), scale: .utc))
            ?? later
    }

    /// An instant that a rule gives.
    private func instant(of rule: Rule, _ evaluation: inout Evaluation) -> Part<Instant> {
        let outcome = rule.outcome(&evaluation)
        guard let value = outcome.known else { return .ended(outcome.withoutValue) }
        guard case .instant(let instant) = value else {
            return .ended(evaluation.refuse("\(rule.subject(or: subject)) is \(value.quoted), not a time"))
        }
        return .value(instant)
    }

    private func instant(_ evaluation: inout Evaluation) -> Part<Instant> {
        switch kind {
        case .instant: return instant(of: first, &evaluation)
        case .iso:
            switch text(first, &evaluation) {
            case .ended(let outcome): return .ended(outcome)
            case .value(let text):
                return inScale(&evaluation) { scale, evaluation in
                    let reading = try DateReading(text, scale: scale)
                    for note in reading.notes { evaluation.remark(.reading, "\(subject): \(note)") }
                    if let instant = reading.instant { return .value(instant) }
                    evaluation.note("\(subject) has no time of day")
                    evaluation.dayAlone = reading.span
                    return .ended(.none)
                }
            }
        case .mjd:
            let outcome = first.outcome(&evaluation)
            guard let value = outcome.known else { return .ended(outcome.withoutValue) }
            guard let number = NumberReading.real(value, &evaluation.flags) else {
                return .ended(evaluation.refuse("\(subject) is \(value.quoted), not a Modified Julian Date"))
            }
            return inScale(&evaluation) { scale, _ in .value(try Instant(mjd: number, scale: scale)) }
        case .date:
            guard let timeOfDay else { return .ended(.none) }
            let date: String
            switch text(first, &evaluation) {
            case .ended(let outcome): return .ended(outcome)
            case .value(let found): date = found
            }
            switch text(timeOfDay, &evaluation) {
            case .ended(let outcome):
                if outcome.reason == nil { noteDay(date, &evaluation) }
                return .ended(outcome)
            case .value(let time):
                // What is wrong is told of the card that is wrong.
                return inScale(&evaluation, of: timeOfDay, unlessOf: date) { scale, evaluation in
                    let reading = try DateReading(date: date, timeOfDay: time, scale: scale)
                    for note in reading.notes {
                        evaluation.remark(.reading, "\(timeOfDay.subject(or: subject)): \(note)")
                    }
                    return reading.instant.map { .value($0) } ?? .ended(.none)
                }
            }
        }
    }

    /// Remembers the day of a date whose time of day is not there.
    private func noteDay(_ date: String, _ evaluation: inout Evaluation) {
        guard case .value(let scale) = timeScale(&evaluation), let reading = try? DateReading(date, scale: scale)
        else { return }
        evaluation.dayAlone = reading.span
    }

    private func text(_ rule: Rule, _ evaluation: inout Evaluation) -> Part<String> {
        let outcome = rule.outcome(&evaluation)
        guard let value = outcome.known else { return .ended(outcome.withoutValue) }
        guard case .text(let text) = value else {
            return .ended(
                evaluation.refuse("\(rule.subject(or: subject)) is \(value.quoted), not a date or time as text"))
        }
        if TextSteps.isBlank(text) { return .ended(evaluation.refuse("\(rule.subject(or: subject)) is blank")) }
        return .value(text)
    }

    /// What `read` makes in the scale of the dates.
    private func inScale(
        _ evaluation: inout Evaluation, of rule: Rule? = nil, unlessOf date: String = "",
        _ read: (TimeScale, inout Evaluation) throws -> Part<Instant>
    ) -> Part<Instant> {
        switch timeScale(&evaluation) {
        case .ended(let outcome): return .ended(outcome)
        case .value(let scale):
            do {
                return try read(scale, &evaluation)
            } catch {
                let isOfDate = rule == nil || (try? DateReading(date, scale: scale)) == nil
                let name = isOfDate ? subject : rule?.subject(or: subject) ?? subject
                return .ended(evaluation.refuse("\(name): \(error)"))
            }
        }
    }

    private func timeScale(_ evaluation: inout Evaluation) -> Part<TimeScale> {
        switch scale {
        case .fixed(let scale): .value(scale)
        case .rule(let rule): Self.scale(rule.outcome(&evaluation), &evaluation)
        case .file(let slot): Self.scale(evaluation.outcome(ofSlot: slot), &evaluation)
        }
    }

    /// The scale of the file's dates.
    static func fileScale(_ evaluation: inout Evaluation) -> Part<TimeScale> {
        guard let outcome = evaluation.timeScale else { return .value(.utc) }
        return scale(outcome, &evaluation)
    }

    /// The scale of a word.
    static func scale(_ outcome: Outcome, _ evaluation: inout Evaluation) -> Part<TimeScale> {
        guard let value = outcome.known else {
            evaluation.note("the time scale is not known")
            return .ended(outcome.withoutValue)
        }
        guard case .text(let name) = value else {
            return .ended(evaluation.refuse("the time scale is \(value.quoted), not a word"))
        }
        if let scale = TimeScale(word: name) { return .value(scale) }
        do {
            let reading = try TimeScale.reading(fits: name)
            if let note = reading.note { evaluation.remark(.reading, note) }
            return .value(reading.scale)
        } catch {
            return .ended(evaluation.refuse("\(error)"))
        }
    }
}

extension TimeScale {
    /// The scale of a word as nearly all headers and rules have it; `reading(fits:)` takes ten times as long.
    init?(word: String) {
        switch word {
        case "UTC", "utc": self = .utc
        case "TAI", "tai": self = .tai
        case "TT", "tt": self = .tt
        case "GPS", "gps": self = .gps
        default: return nil
        }
    }
}
