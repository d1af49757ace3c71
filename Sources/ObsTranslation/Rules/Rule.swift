internal import ObsFITS
internal import ObsYAML

/// How one property or intermediate result is computed: the first alternative that has a value.
final class Rule: Sendable {
    /// The first alternative, which knows the next: a chain costs no reference count on the way.
    let first: Alternative?
    let place: SourcePosition?
    /// What the rule is where it is no more than that.
    private let shortcut: Shortcut

    /// A rule that only names another value or a card, which many fields of builders do.
    private enum Shortcut {
        case none
        case slot(Int)
        case card(Keyword)

        init(_ alternative: Alternative?) {
            self = .none
            guard let alternative, alternative.isPlain else { return }
            if let source = alternative.source as? SlotSource { self = .slot(source.slot) }
            if let source = alternative.source as? CardSource, source.first.unit == nil, let keyword = source.only {
                self = .card(keyword)
            }
        }
    }

    init(_ alternatives: [AlternativeParts], place: SourcePosition?) {
        var next: Alternative?
        for (number, parts) in alternatives.enumerated().reversed() {
            next = Alternative(parts, number: number, next: next)
        }
        first = next
        shortcut = Shortcut(next)
        self.place = place
    }

    func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        if evaluation.trace != nil { return first?.value(&evaluation) }
        switch shortcut {
        case .none: return first?.value(&evaluation)
        case .slot(let slot): return evaluation.value(ofSlot: slot)
        case .card(let keyword): return CardReading.value(of: keyword, &evaluation)
        }
    }

    /// The card that messages name, if the rule's first source is one.
    var keyword: Keyword? { first?.source.keyword }

    /// What messages call the rule's first source.
    func subject(or other: String) -> String { first?.source.subject ?? other }
}

/// What an alternative is made of.
struct AlternativeParts {
    var source: Source
    var condition: Condition?
    var steps: [Step] = []
    var unit: PropertyUnit?
    var target: ValueTarget?
}

/// One line of a rule: where the value comes from, under which condition, and what is done to it.
final class Alternative: Sendable {
    let source: Source
    // There always is one to ask, behind a flag: an optional would count a reference when it is asked.
    private let condition: Condition
    private let hasCondition: Bool
    private let steps: StepList
    let unit: PropertyUnit?
    let target: ValueTarget?
    /// Which alternative of its rule it is, from 0.
    let number: Int
    let next: Alternative?

    init(_ parts: AlternativeParts, number: Int, next: Alternative?) {
        source = parts.source
        condition = parts.condition ?? .never
        hasCondition = parts.condition != nil
        steps = StepList(parts.steps)
        unit = parts.unit
        target = parts.target
        self.number = number
        self.next = next
    }

    /// Whether this is all of the rule, and nothing is done to what the source gives.
    fileprivate var isPlain: Bool {
        number == 0 && next == nil && !hasCondition && steps.isEmpty && unit == nil && target == nil
    }

    /// The value of this alternative or of the first behind it that has one.
    func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let value = ownValue(&evaluation) else { return next?.value(&evaluation) }
        if evaluation.trace != nil { evaluation.trace?.alternative = number }
        return value
    }

    private func ownValue(_ evaluation: inout Evaluation) -> PropertyValue? {
        if hasCondition, !condition.holds(&evaluation) {
            evaluation.note("its condition does not hold")
            return nil
        }
        let flagsBefore = evaluation.flags
        evaluation.cardUnit = nil
        guard var value = source.value(&evaluation) else {
            evaluation.flags = flagsBefore
            return nil
        }
        let unit = evaluation.cardUnit ?? unit
        if value.isNull { return value }
        // The unit of this card is not that of what a rule around this one makes of it.
        evaluation.cardUnit = nil
        if !steps.isEmpty {
            guard let result = steps.apply(to: value, of: source, &evaluation) else {
                evaluation.flags = flagsBefore
                return nil
            }
            if result.isNull { return result }
            value = result
        }
        if let unit {
            guard let number = NumberReading.real(value, &evaluation.flags) else {
                evaluation.complain(source.keyword, "\(source.subject) is \(value.quoted), not a number")
                evaluation.flags = flagsBefore
                return nil
            }
            let canonical = unit.canonical(number)
            value =
                target == .integer ? Int(exactly: canonical).map { .integer($0) } ?? .real(canonical) : .real(canonical)
        }
        guard let target, !target.isKind(of: value) else { return value }
        guard let typed = target.coerce(value, &evaluation.flags) else {
            evaluation.complain(source.keyword, "\(source.subject) is \(value.quoted), not \(target.words)")
            evaluation.flags = flagsBefore
            return nil
        }
        return typed
    }
}

extension PropertyValue {
    /// The value as a message shows it: bounded, text in quotes.
    var quoted: String {
        switch self {
        case .text(let text):
            text.utf8.count <= 60 ? "'\(text)'" : "'\(String(text.prefix(57)))...'"
        default: description
        }
    }
}
