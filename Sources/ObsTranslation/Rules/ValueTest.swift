internal import ObsText
internal import ObsTime

/// What a condition asks of a value.
///
/// A value is cast to the type of what it is compared with, as a rule's value would be; one that cannot be cast leaves
/// the test undecided.
enum ValueTest: Sendable {
    case equals(PropertyValue, ignoringCase: Bool)
    case oneOf([PropertyValue], ignoringCase: Bool)
    case contains(String, ignoringCase: Bool)
    case startsWith(String, ignoringCase: Bool)
    case endsWith(String, ignoringCase: Bool)
    case matches(Pattern)
    case compared(Relation, Double)
    /// Compared with another rule's number.
    case comparedWith(Relation, Rule)
    case before(Instant)
    case after(Instant)
    case sameAs(Rule)
    case known(Bool)
    indirect case every([ValueTest])

    /// How two numbers can stand to each other.
    enum Relation: Sendable {
        case greater, less, atLeast, atMost

        @inline(__always)
        func holds(_ one: Double, _ two: Double) -> Bool {
            switch self {
            case .greater: one > two
            case .less: one < two
            case .atLeast: one >= two
            case .atMost: one <= two
            }
        }
    }

    /// Whether the test holds of what a source gives: of nothing it does not, unless nothing is asked for.
    func truth(of outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String) -> Truth {
        if let value = outcome.known { return truth(of: value, &evaluation, subject()) }
        switch self {
        case .known(let wanted): return Truth(!wanted)
        case .every(let tests):
            var open: Truth?
            for test in tests {
                let truth = test.truth(of: outcome, &evaluation, subject())
                if case .no = truth { return .no }
                if case .undecided = truth, open == nil { open = truth }
            }
            return open ?? .yes
        case .before(let limit):
            return dayTruth(outcome, &evaluation, subject()) {
                $0.upperBound <= limit
            } no: {
                $0.lowerBound >= limit
            }
        case .after(let limit):
            return dayTruth(outcome, &evaluation, subject()) {
                $0.lowerBound > limit
            } no: {
                $0.upperBound.nanoseconds - 1 <= limit.nanoseconds
            }
        default: return Self.truth(without: outcome)
        }
    }

    /// What a test comes to where one side has no value.
    ///
    /// A missing value passes no test, and of a refused one nothing is known. In a condition a value of another form is
    /// missing.
    private static func truth(without outcome: Outcome) -> Truth {
        switch outcome {
        case .refused(let reason), .undecided(let reason): .undecided(reason)
        case .value, .none, .otherForm: .no
        }
    }

    /// A date without time of day decides where its whole day lies on one side; without a date nothing is decided.
    private func dayTruth(
        _ outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String,
        _ yes: (Range<Instant>) -> Bool, no: (Range<Instant>) -> Bool
    ) -> Truth {
        var reason: Reason?
        switch outcome {
        case .refused(let found), .undecided(let found): reason = found
        case .value, .none, .otherForm: break
        }
        if let day = reason == nil ? evaluation.dayAlone : reason?.day {
            if yes(day) { return .yes }
            if no(day) { return .no }
        }
        if let reason { return .undecided(reason) }
        return .undecided(evaluation.reason("whether \(subject()) \(words) is not known, since it has no value"))
    }

    /// Whether a value that is not null passes.
    func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        switch self {
        case .equals(let wanted, let ignoringCase):
            return wanted.isEqual(to: value, ignoringCase: ignoringCase).map { Truth($0) }
                ?? undecided(value, wanted.kindName, &evaluation, subject())
        case .oneOf(let wanted, let ignoringCase):
            var isOpen = false
            for one in wanted {
                guard let isEqual = one.isEqual(to: value, ignoringCase: ignoringCase) else {
                    isOpen = true
                    continue
                }
                if isEqual { return .yes }
            }
            return isOpen ? undecided(value, "one of the types in the list", &evaluation, subject()) : .no
        case .contains(let part, let ignoringCase):
            return onText(value, &evaluation, subject()) { TextSteps.contains($0, part, ignoringCase: ignoringCase) }
        case .startsWith(let part, let ignoringCase):
            return onText(value, &evaluation, subject()) {
                TextSteps.hasPrefix(ignoringCase ? TextSteps.lower($0) : $0, part)
            }
        case .endsWith(let part, let ignoringCase):
            return onText(value, &evaluation, subject()) {
                TextSteps.hasSuffix(ignoringCase ? TextSteps.lower($0) : $0, part)
            }
        case .matches(let pattern): return onText(value, &evaluation, subject()) { pattern.match($0) != nil }
        case .compared(let relation, let limit):
            guard let number = value.castReal else { return undecided(value, "a number", &evaluation, subject()) }
            return Truth(relation.holds(number, limit))
        case .comparedWith(let relation, let rule):
            let other = rule.outcome(&evaluation)
            guard let limit = other.known else { return Self.truth(without: other) }
            guard let one = value.castReal else { return undecided(value, "a number", &evaluation, subject()) }
            guard let two = limit.castReal else {
                return undecided(limit, "a number", &evaluation, rule.subject(or: "the other value"))
            }
            return Truth(relation.holds(one, two))
        case .before(let limit), .after(let limit):
            guard case .instant(let instant) = value else {
                return dateTruth(value, limit, &evaluation, subject())
            }
            if case .before = self { return Truth(instant < limit) }
            return Truth(instant > limit)
        case .known(let wanted): return Truth(wanted)
        case .sameAs(let rule):
            let other = rule.outcome(&evaluation)
            guard let wanted = other.known else { return Self.truth(without: other) }
            return wanted.isEqual(to: value).map { Truth($0) }
                ?? undecided(value, wanted.kindName, &evaluation, subject())
        case .every(let tests):
            var open: Truth?
            for test in tests {
                let truth = test.truth(of: value, &evaluation, subject())
                if case .no = truth { return .no }
                if case .undecided = truth, open == nil { open = truth }
            }
            return open ?? .yes
        }
    }

    /// A text is a date in the scale of the file's dates.
    private func dateTruth(
        _ value: PropertyValue, _ limit: Instant, _ evaluation: inout Evaluation,
        _ subject: @autoclosure () -> String
    ) -> Truth {
        guard case .text(let text) = value else { return undecided(value, "a date", &evaluation, subject()) }
        let scale: TimeScale
        switch TimeSource.fileScale(&evaluation) {
        case .value(let found): scale = found
        case .ended(let outcome):
            return .undecided(outcome.reason ?? evaluation.reason("the scale of \(subject()) is not known"))
        }
        guard let reading = try? DateReading(text, scale: scale) else {
            return undecided(value, "a date", &evaluation, subject())
        }
        if let instant = reading.instant { return truth(of: .instant(instant), &evaluation, subject()) }
        let outer = evaluation.dayAlone
        evaluation.dayAlone = reading.span
        defer { evaluation.dayAlone = outer }
        return truth(of: Outcome.none, &evaluation, subject())
    }

    @inline(__always)
    private func onText(
        _ value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String,
        _ passes: (String) -> Bool
    ) -> Truth {
        if case .text(let text) = value { return Truth(passes(text)) }
        guard let text = value.castText else { return undecided(value, "text", &evaluation, subject()) }
        return Truth(passes(text))
    }

    private func undecided(
        _ value: PropertyValue, _ wanted: String, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        let reason = evaluation.reason(
            "whether \(subject()) \(words) cannot be decided: it is \(value.quoted), not \(wanted)")
        evaluation.note(reason.text ?? "")
        return .undecided(reason)
    }
}

extension PropertyValue {
    /// The value as a number: also of text that is one.
    var castReal: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        case .text(let text): NumberReading.real(text)
        default: nil
        }
    }

    /// The value as text: also of a number.
    var castText: String? {
        switch self {
        case .text(let text): text
        case .integer, .real: description
        default: nil
        }
    }

    /// Whether another value, cast to this one's type, is the same; nil when it cannot be cast.
    func isEqual(to other: PropertyValue, ignoringCase: Bool = false) -> Bool? {
        switch (self, other) {
        case (.text(let one), .text(let two)):
            return ignoringCase ? TextSteps.lower(one) == TextSteps.lower(two) : one == two
        case (.integer(let one), .integer(let two)): return one == two
        case (.text(let one), .integer), (.text(let one), .real): return one == other.description
        case (.integer(let one), .text(let text)):
            // Whole numbers beyond 2^53 keep all their digits.
            if let two = NumberReading.integer(text) { return one == two }
            return NumberReading.real(text).map { Double(one) == $0 }
        case (.integer, .real), (.real, .integer), (.real, .real), (.real, .text):
            return other.castReal.map { asReal == $0 }
        default: return kindName == other.kindName ? self == other : nil
        }
    }
}
