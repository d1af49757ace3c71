internal import ObsFITS
internal import ObsText

/// How one property or intermediate result is computed: the first alternative that has a value.
final class Rule: Sendable {
    /// The first alternative, which knows the next: a chain costs no reference count on the way.
    let first: Alternative?
    let place: SourcePosition?

    init(_ alternatives: [AlternativeParts], place: SourcePosition?) {
        var next: Alternative?
        for parts in alternatives.reversed() { next = Alternative(parts, next: next) }
        first = next
        self.place = place
    }

    /// How the rule ends: with the value of the first alternative that has one, or where one of them ends it.
    func outcome(_ evaluation: inout Evaluation) -> Outcome {
        first?.outcome(&evaluation) ?? .none
    }

    /// The card that messages name, if the rule's first source is one.
    var keyword: Keyword? { first?.source.keyword }

    /// What messages call the rule's first source.
    func subject(or other: String) -> String { first?.source.subject ?? other }

    /// The alternatives in order.
    var alternatives: some Sequence<Alternative> { sequence(first: first) { $0?.next }.lazy.compactMap { $0 } }

    /// The cards and slots that the rule takes values from.
    var taken: [TakenSource] { alternatives.flatMap(\.source.taken) }
}

/// What an alternative is made of.
struct AlternativeParts {
    var source: Source
    var condition: Condition?
    var steps: [Step] = []
    var unit: PropertyUnit?
    var target: ValueTarget?
    /// Whether a blank text is refused, as one that says nothing.
    var refusesBlank = false
    /// Whether the next alternative tries where this one is refused: `refused: next`.
    var isRefusalPassedOn = false
    /// Whether a value of another form is as good as none, as it is in a condition.
    var isOtherFormNone = false
    /// Which alternative of the rule it is, from 0; the cards of a list are one.
    var number = 0
}

/// One line of a rule: where the value comes from, under which condition, and what is done to it.
final class Alternative: @unchecked Sendable {
    let source: Source
    // There always is one to ask, behind a flag: an optional would count a reference when it is asked.
    private let condition: Condition
    private let hasCondition: Bool
    private let steps: StepList
    let unit: PropertyUnit?
    let target: ValueTarget?
    private let refusesBlank: Bool
    private let isRefusalPassedOn: Bool
    private let isOtherFormNone: Bool
    /// Which alternative of its rule it is, from 0.
    let number: Int
    let next: Alternative?
    /// What later alternatives of the finished rule take values from; set once, before the rule is used.
    var takenLater: Set<TakenSource> = []

    init(_ parts: AlternativeParts, next: Alternative?) {
        source = parts.source
        condition = parts.condition ?? .never
        hasCondition = parts.condition != nil
        steps = StepList(parts.steps)
        unit = parts.unit
        target = parts.target
        refusesBlank = parts.refusesBlank
        isRefusalPassedOn = parts.isRefusalPassedOn
        isOtherFormNone = parts.isOtherFormNone
        number = parts.number
        self.next = next
    }

    /// How the rule ends from this alternative on.
    func outcome(_ evaluation: inout Evaluation) -> Outcome {
        switch ownOutcome(&evaluation) {
        case .value(let value):
            if evaluation.trace != nil { evaluation.trace?.alternative = number }
            return .value(value)
        case .none:
            return next?.outcome(&evaluation) ?? .none
        case let other:
            return outcome(after: other, &evaluation)
        }
    }

    /// How the rule ends behind this alternative, which took another form for none, was refused or is undecided.
    private func outcome(after own: Outcome, _ evaluation: inout Evaluation) -> Outcome {
        if case .otherForm(let form) = own,
            isOtherFormNone || !takenLater.isEmpty && form.isMade(of: takenLater)
        {
            return next?.outcome(&evaluation) ?? own
        }
        // Where no later alternative is written for another form it is refused.
        guard isRefusalPassedOn, let next, let reason = own.reason else { return own }
        let later = next.outcome(&evaluation)
        if case .value = later {
            evaluation.flags.insert(.fallback)
            evaluation.remark(.fallback, reason.text ?? "\(source.subject) has no value")
            return later
        }
        // What was refused is the reason, and not that nothing else was there.
        return later.reason == nil ? own : later
    }

    @inline(never)
    private func ownOutcome(_ evaluation: inout Evaluation) -> Outcome {
        if hasCondition {
            switch condition.truth(&evaluation) {
            case .yes: break
            case .no:
                evaluation.note("its condition does not hold")
                return .none
            case .undecided(let reason): return .undecided(reason)
            }
        }
        let flagsBefore = evaluation.flags
        var value: PropertyValue
        switch source.outcome(&evaluation) {
        case .value(let found): value = found
        case let other:
            evaluation.flags = flagsBefore
            return other
        }
        if value.isNull { return .value(.null) }
        if !steps.isEmpty {
            switch steps.apply(to: value, of: source, &evaluation) {
            case .value(let result): value = result
            case let other:
                evaluation.flags = flagsBefore
                return other
            }
            if value.isNull { return .value(.null) }
        }
        if let unit {
            guard let number = NumberReading.real(value, &evaluation.flags) else {
                evaluation.flags = flagsBefore
                return evaluation.refuse(
                    "\(source.subject) is \(value.quoted), \(ValueTarget.real.refusal(of: value))")
            }
            let canonical = unit.canonical(number)
            value =
                target == .integer ? Int(exactly: canonical).map { .integer($0) } ?? .real(canonical) : .real(canonical)
        }
        if let target, !target.isKind(of: value) {
            guard let typed = target.coerce(value, &evaluation.flags) else {
                evaluation.flags = flagsBefore
                return evaluation.refuse("\(source.subject) is \(value.quoted), \(target.refusal(of: value))")
            }
            value = typed
        }
        if refusesBlank, case .text(let text) = value, TextSteps.isBlank(text) {
            evaluation.flags = flagsBefore
            return evaluation.refuse("\(source.subject) is blank")
        }
        return .value(value)
    }

    /// Tells this alternative and its parts what later alternatives of the finished rule take values from.
    ///
    /// - Parameters:
    ///   - outer: what the alternatives behind the rule that this is a part of take
    ///   - expand: what a slot that is an intermediate result takes
    /// - Returns: what this alternative and those behind it take
    @discardableResult
    func setTakenLater(_ outer: Set<TakenSource>, _ expand: (TakenSource) -> [TakenSource]) -> Set<TakenSource> {
        takenLater = next?.setTakenLater(outer, expand) ?? outer
        for part in source.parts { part.first?.setTakenLater(takenLater, expand) }
        return takenLater.union(source.taken.flatMap(expand))
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
