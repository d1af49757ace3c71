internal import ObsFITS
internal import ObsTime
internal import ObsYAML

/// What must hold for an alternative, a correction or a detection to apply.
indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case predicate(Int, name: String)
    case state(Keyword, CardState)
    case test(ConditionSubject, ValueTest)
    case anyCard(CardMatchingSource, steps: [Step], ValueTest)

    /// How a card can be.
    enum CardState: String, CaseIterable, Sendable { case present, absent, defined, undefined }

    func holds(_ evaluation: inout Evaluation) -> Bool {
        switch self {
        case .all(let conditions):
            for condition in conditions where !condition.holds(&evaluation) { return false }
            return true
        case .any(let conditions):
            for condition in conditions where condition.holds(&evaluation) { return true }
            return false
        case .not(let condition):
            return !condition.holds(&evaluation)
        case .predicate(let index, _):
            return evaluation.holds(predicate: index)
        case .state(let keyword, let state):
            let value = evaluation.header[keyword]
            switch state {
            case .present: return value != nil
            case .absent: return value == nil
            case .defined: return value.map { !$0.isUndefined } ?? false
            case .undefined: return value?.isUndefined ?? false
            }
        case .anyCard(let cards, let steps, let test):
            return Self.apart(&evaluation) { evaluation in
                cards.anyMatch(&evaluation) { value, evaluation in
                    Self.passes(value, steps, test, &evaluation, cards)
                }
            }
        case .test(let subject, let test):
            return Self.apart(&evaluation) { evaluation in
                guard let value = subject.source.value(&evaluation) else { return test.holdsWithoutValue }
                return Self.passes(value, subject.steps, test, &evaluation, subject.source)
            }
        }
    }

    /// Looks at something without a trace in the value that is being made: its flags and unit stay as they are.
    private static func apart(_ evaluation: inout Evaluation, _ body: (inout Evaluation) -> Bool) -> Bool {
        let outerFlags = evaluation.flags
        let outerUnit = evaluation.cardUnit
        let holds = body(&evaluation)
        evaluation.flags = outerFlags
        evaluation.cardUnit = outerUnit
        return holds
    }

    private static func passes(
        _ value: PropertyValue, _ steps: [Step], _ test: ValueTest, _ evaluation: inout Evaluation, _ source: Source
    ) -> Bool {
        var value = value
        for index in steps.indices {
            if case .null = value { break }
            guard let next = steps[index].apply(to: value, of: source, &evaluation) else {
                return test.holdsWithoutValue
            }
            value = next
        }
        return test.holds(value, &evaluation)
    }
}

/// What a condition tests: a source and the steps on the way.
final class ConditionSubject: Sendable {
    let source: Source
    let steps: [Step]

    init(source: Source, steps: [Step]) {
        self.source = source
        self.steps = steps
    }
}

/// What a condition asks of a value.
indirect enum ValueTest: Sendable {
    case equals(PropertyValue, ignoringCase: Bool)
    case oneOf([PropertyValue], ignoringCase: Bool)
    case contains(String, ignoringCase: Bool)
    case startsWith(String, ignoringCase: Bool)
    case endsWith(String, ignoringCase: Bool)
    case matches(Pattern)
    case greaterThan(Double)
    case lessThan(Double)
    case atLeast(Double)
    case atMost(Double)
    case before(Instant)
    case after(Instant)
    case sameAs(Rule)
    case every([ValueTest])
    case known(Bool)
    /// Compared with another rule's number.
    case compared(Relation, Rule)

    /// How two numbers can stand to each other.
    enum Relation: Sendable { case greater, less, atLeast, atMost }

    /// Whether the test holds where there is nothing to test.
    var holdsWithoutValue: Bool {
        if case .known(false) = self { return true }
        return false
    }

    func holds(_ value: PropertyValue, _ evaluation: inout Evaluation) -> Bool {
        switch self {
        case .equals(let wanted, let ignoringCase): return wanted.matches(value, ignoringCase: ignoringCase)
        case .oneOf(let wanted, let ignoringCase):
            for one in wanted where one.matches(value, ignoringCase: ignoringCase) { return true }
            return false
        case .contains(let part, let ignoringCase):
            guard case .text(let text) = value else { return false }
            return TextSteps.contains(text, part, ignoringCase: ignoringCase)
        case .startsWith(let part, let ignoringCase):
            guard case .text(let text) = value else { return false }
            return TextSteps.hasPrefix(ignoringCase ? TextSteps.lower(text) : text, part)
        case .endsWith(let part, let ignoringCase):
            guard case .text(let text) = value else { return false }
            return TextSteps.hasSuffix(ignoringCase ? TextSteps.lower(text) : text, part)
        case .matches(let pattern):
            guard case .text(let text) = value else { return false }
            return pattern.match(text) != nil
        case .greaterThan(let limit): return value.asReal.map { $0 > limit } ?? false
        case .lessThan(let limit): return value.asReal.map { $0 < limit } ?? false
        case .atLeast(let limit): return value.asReal.map { $0 >= limit } ?? false
        case .atMost(let limit): return value.asReal.map { $0 <= limit } ?? false
        case .before(let limit): return value.asInstant.map { $0 < limit } ?? false
        case .after(let limit): return value.asInstant.map { $0 > limit } ?? false
        case .compared(let relation, let rule):
            guard let one = value.asReal, let two = rule.value(&evaluation)?.asReal else { return false }
            return switch relation {
            case .greater: one > two
            case .less: one < two
            case .atLeast: one >= two
            case .atMost: one <= two
            }
        case .known(let wanted): return wanted == (value != .null)
        case .sameAs(let rule): return rule.value(&evaluation).map { $0.matches(value) } ?? false
        case .every(let tests):
            for test in tests where !test.holds(value, &evaluation) { return false }
            return true
        }
    }
}

extension PropertyValue {
    /// Equality as rules mean it: numbers by value, everything else by type and value.
    func matches(_ other: PropertyValue, ignoringCase: Bool = false) -> Bool {
        switch (self, other) {
        case (.integer(let one), .integer(let two)): one == two
        case (.integer, .real), (.real, .integer), (.real, .real): asReal == other.asReal
        case (.text(let one), .text(let two)):
            ignoringCase ? TextSteps.lower(one) == TextSteps.lower(two) : one == two
        default: self == other
        }
    }
}
