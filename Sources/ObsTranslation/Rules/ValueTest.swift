internal import ObsTime
internal import ObsYAML

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

    /// Whether a value passes after some steps; one that a step refuses is none.
    func holds(
        _ value: PropertyValue, after steps: StepList, of source: Source, _ evaluation: inout Evaluation
    ) -> Bool {
        if steps.isEmpty { return holds(value, &evaluation) }
        guard let result = steps.apply(to: value, of: source, &evaluation) else { return holdsWithoutValue }
        return holds(result, &evaluation)
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
        case .known(let wanted): return wanted == (!value.isNull)
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
