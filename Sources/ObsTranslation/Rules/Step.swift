internal import ObsFITS
internal import ObsText
internal import ObsTime

/// One thing that is done to a value, in the order in which the rule lists them.
indirect enum Step: Sendable {
    case trim, lower, upper, digits, length
    case replace([(old: String, new: String)])
    case dropPrefix(String)
    case dropSuffix(String)
    case before(String)
    case after(String)
    case take(Int)
    case split(String, item: Int)
    case pattern(Pattern)
    /// A pattern that another alternative may be written for.
    case form(Pattern)
    case table([String: PropertyValue], others: Others)
    case missing(MissingValues)
    case integer, number, text
    case ordinal
    case scale(Double)
    case offset(Double)
    case wrap(low: Double, high: Double)
    case roundDown(Double)
    case round(Double)
    case minimum(Double)
    case maximum(Double)
    case range(ClosedRange<Double>, otherwise: Double?)
    case sexagesimal
    case daysSince(CalendarDay)
    case secondsSince(Int)

    /// What a table does with a key that it does not have.
    enum Others: Sendable {
        case refuse, keep
        /// Another value in their place, which counts as invented unless it is null.
        case value(PropertyValue)
    }

    /// Whether a number that is not one means that there is none.
    var takesNaNAsMissing: Bool { if case .missing(let values) = self { values.hasNaN } else { false } }

    /// Whether there are values that the step does not take.
    var mayRefuse: Bool {
        switch self {
        case .trim, .lower, .upper, .digits, .length, .replace, .dropPrefix, .dropSuffix, .before, .after, .missing,
            .form, .table(_, .keep), .table(_, .value), .range(_, otherwise: .some):
            false
        default: true
        }
    }

    /// The step's word in the language.
    var name: String {
        switch self {
        case .trim: "trim"
        case .lower: "lower"
        case .upper: "upper"
        case .digits: "digits"
        case .length: "length"
        case .replace: "replace"
        case .dropPrefix: "drop_prefix"
        case .dropSuffix: "drop_suffix"
        case .before: "before"
        case .after: "after"
        case .take: "take"
        case .split: "split"
        case .pattern: "pattern"
        case .table(_, .keep): "rename"
        case .table: "table"
        case .form: "form"
        case .missing: "missing"
        case .integer: "integer"
        case .number: "number"
        case .text: "text"
        case .ordinal: "ordinal"
        case .scale: "scale"
        case .offset: "offset"
        case .wrap: "wrap"
        case .roundDown: "round_down"
        case .round: "round"
        case .minimum: "minimum"
        case .maximum: "maximum"
        case .range: "range"
        case .sexagesimal: "sexagesimal"
        case .daysSince: "days_since"
        case .secondsSince: "seconds_since"
        }
    }

    /// How this step ends.
    ///
    /// - Parameters:
    ///   - value: a value that is not null
    ///   - source: what gave it, for messages
    ///   - evaluation: takes the reason of a refusal
    /// - Returns: a value, none, another form or a refusal
    func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        switch self {
        case .table(let table, let others):
            if let key = value.tableKey, let found = table[key] { return .value(found) }
            switch others {
            case .keep: return .value(value)
            case .refuse:
                return evaluation.refuse("\(source.subject) is \(value.quoted), which the table does not have")
            case .value(let other):
                if !other.isNull { evaluation.flags.insert(.defaulted) }
                return .value(other)
            }
        case .missing(let missing):
            guard missing.contains(value) else { return .value(value) }
            evaluation.note("\(source.subject) is \(value.quoted), which means that there is none")
            return .none
        case .form(let pattern):
            guard let text = value.castText else { return refuse(value, "text", source, &evaluation) }
            if let captured = pattern.capture(min(pattern.captureCount, 1), of: text) { return .value(.text(captured)) }
            let form = Form(value, of: source, notOf: pattern, slot: evaluation.runningSlot)
            evaluation.note(form.words)
            return .otherForm(form)
        case .integer:
            // What a rule says in so many words is no cast that a report should point out.
            var ignored: ValueFlags = []
            guard let number = NumberReading.integer(value, &ignored) else {
                return refuse(value, "a whole number", source, &evaluation)
            }
            return .value(.integer(number))
        case .text:
            var ignored: ValueFlags = []
            guard let text = ValueTarget.text.coerce(value, &ignored) else {
                return refuse(value, "text", source, &evaluation)
            }
            return .value(text)
        case .number, .scale, .offset, .wrap, .roundDown, .round, .minimum, .maximum, .range, .sexagesimal:
            if let result = applyToNumber(value, &evaluation) { return .value(result) }
            guard value.castReal != nil else { return refuse(value, "a number", source, &evaluation) }
            return evaluation.refuse("\(source.subject) is \(value.quoted), which the step \(name) does not take")
        case .daysSince(let first):
            var ignored: ValueFlags = []
            guard let day = NumberReading.integer(value, &ignored), let date = CalendarDay(yyyymmdd: day) else {
                return refuse(value, "a day as YYYYMMDD", source, &evaluation)
            }
            return .value(.integer(date.modifiedJulianDay - first.modifiedJulianDay))
        default:
            guard case .text(let text) = value else {
                return evaluation.refuse("\(source.subject) is \(value.quoted); the step \(name) needs text")
            }
            if let result = applyToText(text) { return .value(result) }
            return evaluation.refuse("\(source.subject) is \(value.quoted), which the step \(name) does not take")
        }
    }

    private func refuse(
        _ value: PropertyValue, _ wanted: String, _ source: Source, _ evaluation: inout Evaluation
    ) -> Outcome {
        evaluation.refuse("\(source.subject) is \(value.quoted), not \(wanted)")
    }

    private func applyToText(_ text: String) -> PropertyValue? {
        switch self {
        case .trim: return .text(TextSteps.trim(text))
        case .lower: return .text(TextSteps.lower(text))
        case .upper: return .text(TextSteps.upper(text))
        case .digits: return .text(TextSteps.digits(text))
        case .length: return .integer(text.utf8.count)
        case .replace(let pairs):
            return .text(pairs.reduce(text) { TextSteps.replacing($1.old, with: $1.new, in: $0) })
        case .dropPrefix(let prefix): return .text(TextSteps.dropping(prefix: prefix, of: text))
        case .dropSuffix(let suffix): return .text(TextSteps.dropping(suffix: suffix, of: text))
        case .before(let mark): return .text(TextSteps.before(mark, in: text))
        case .after(let mark): return .text(TextSteps.after(mark, in: text))
        case .take(let count): return TextSteps.prefix(count, of: text).map { .text($0) }
        case .split(let separator, let item):
            return TextSteps.item(item, of: text, separatedBy: separator).map { .text($0) }
        case .pattern(let pattern):
            return pattern.capture(min(pattern.captureCount, 1), of: text).map { .text($0) }
        case .ordinal:
            guard text.utf8.count == 1, let letter = text.utf8.first, (0x41...0x5A).contains(letter & 0xDF) else {
                return nil
            }
            return .integer(Int(letter & 0xDF) - 0x41)
        case .secondsSince(let zero):
            return CalendarSeconds.parse(text).map { .integer($0 - zero) }
        default: return nil
        }
    }

    private func applyToNumber(_ value: PropertyValue, _ evaluation: inout Evaluation) -> PropertyValue? {
        if case .sexagesimal = self, case .text(let text) = value {
            return (try? Sexagesimal.read(text, as: .angle)).map { .real($0.degrees) }
        }
        if case .roundDown(let unit) = self, case .integer(let whole) = value, let step = Int(exactly: unit), step > 0 {
            let (rest, overflow) = whole.remainderReportingOverflow(dividingBy: step)
            if overflow { return nil }
            let down = whole.subtractingReportingOverflow(rest < 0 ? rest + step : rest)
            return down.overflow ? nil : .integer(down.partialValue)
        }
        // Only `number` and `sexagesimal` say in so many words that text is read.
        var flags = evaluation.flags
        guard let number = NumberReading.real(value, &flags) else { return nil }
        switch self {
        case .number, .sexagesimal: return .real(number)
        default: evaluation.flags = flags
        }
        // A whole number that is not changed stays one.
        let same = value.asInteger == nil ? .real(number) : value
        switch self {
        case .scale(let factor): return finite(number * factor)
        case .offset(let amount): return finite(number + amount)
        case .wrap(let low, let high):
            return number >= low && number < high ? same : finite(Self.wrap(number, low, high))
        case .roundDown(let unit): return finite((number / unit).rounded(.down) * unit)
        case .round(let unit): return finite((number / unit).rounded(.toNearestOrEven) * unit)
        case .minimum(let limit):
            if number >= limit { return same }
            evaluation.flags.insert(.clipped)
            return .real(limit)
        case .maximum(let limit):
            if number <= limit { return same }
            evaluation.flags.insert(.clipped)
            return .real(limit)
        case .range(let range, let otherwise):
            if range.contains(number) { return same }
            guard let otherwise else { return nil }
            // The value is there, and it is not believed.
            evaluation.flags.insert(.fallback)
            evaluation.remark(
                .fallback,
                "\(number) is outside of \(range.lowerBound) to \(range.upperBound), so \(otherwise) is taken")
            return .real(otherwise)
        default: return nil
        }
    }

    private func finite(_ number: Double) -> PropertyValue? { number.isFinite ? .real(number) : nil }

    /// Into low ..< high.
    static func wrap(_ number: Double, _ low: Double, _ high: Double) -> Double {
        if number >= low && number < high { return number }
        let period = high - low
        let turned = (number - low).truncatingRemainder(dividingBy: period)
        let wrapped = turned < 0 ? turned + period + low : turned + low
        // A tiny negative number turns into the upper end by rounding.
        return wrapped >= high ? low : wrapped
    }
}

/// Calendar dates and times as seconds on a calendar without leap seconds.
enum CalendarSeconds {
    /// Whole seconds since 1858-11-17T00:00:00 of `YYYY-MM-DDTHH:MM:SS`, what follows the seconds ignored.
    static func parse(_ text: String) -> Int? {
        let bytes = text.utf8.span
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A,
            bytes[16] == 0x3A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var sum = 0
            for index in range {
                let digit = Int(bytes[index]) - 0x30
                guard (0...9).contains(digit) else { return nil }
                sum = sum * 10 + digit
            }
            return sum
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), hour < 24, minute < 60, second < 60,
            let date = CalendarDay(yyyymmdd: year * 10_000 + month * 100 + day)
        else { return nil }
        return date.modifiedJulianDay * 86_400 + hour * 3600 + minute * 60 + second
    }
}

/// What `missing:` lists: values that mean that there is none.
struct MissingValues: Sendable {
    let values: [PropertyValue]
    /// Whether a text without a letter is one.
    let hasBlank: Bool
    /// Whether a number that is not one, also as text, is one.
    let hasNaN: Bool

    init(_ listed: [PropertyValue]) {
        hasBlank = listed.contains(.text("blank"))
        hasNaN = listed.contains(.text("nan"))
        values = listed.filter { $0 != .text("blank") && $0 != .text("nan") }
    }

    func contains(_ value: PropertyValue) -> Bool {
        for one in values where one.isEqual(to: value) == true { return true }
        guard hasBlank || hasNaN, case .text(let text) = value else { return false }
        if hasBlank && TextSteps.isBlank(text) { return true }
        return hasNaN && TextSteps.lower(TextSteps.trim(text)) == "nan"
    }
}

extension PropertyValue {
    /// The value as a key of a table; nil for values that are none.
    fileprivate var tableKey: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): Int(exactly: number).map { String($0) }
        case .boolean(let truth): truth ? "true" : "false"
        default: nil
        }
    }
}
