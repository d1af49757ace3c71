internal import ObsFITS
internal import ObsTime

/// What must hold for an alternative, a correction or a detection to apply.
///
/// This one never holds. Subclasses are immutable after initialization, which is why they may be used from many threads;
/// they are classes, so that to ask one costs no reference count.
class Condition: @unchecked Sendable {
    /// True, false, or undecided.
    func truth(_ evaluation: inout Evaluation) -> Truth { .no }

    /// The condition as a phrase, for reports.
    var words: String { "never" }

    /// A state of one card without which the condition cannot hold, if there is one that is easy to see.
    var need: CardNeed? { nil }

    /// How a card can be.
    enum CardState: String, CaseIterable, Sendable { case present, absent, defined, undefined }
}

extension Condition {
    static func all(_ conditions: [Condition]) -> Condition { AllCondition(conditions) }
    static func any(_ conditions: [Condition]) -> Condition { AnyCondition(conditions) }
    static func not(_ condition: Condition) -> Condition { NotCondition(condition) }

    /// A condition that never holds.
    static let never = Condition()

    /// Looks at something without a trace in the value that is being made: its flags stay as they are.
    @inline(__always)
    fileprivate static func apart(_ evaluation: inout Evaluation, _ body: (inout Evaluation) -> Truth) -> Truth {
        let outerFlags = evaluation.flags
        let outerDay = evaluation.dayAlone
        evaluation.dayAlone = nil
        let truth = body(&evaluation)
        evaluation.flags = outerFlags
        evaluation.dayAlone = outerDay
        return truth
    }
}

/// `all:`, and a list of conditions: false if one is false, else undecided if one is.
private final class AllCondition: Condition, @unchecked Sendable {
    private let conditions: BorrowedList<Condition>

    init(_ conditions: [Condition]) { self.conditions = BorrowedList(conditions) }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        var open: Truth?
        for place in 0..<conditions.count {
            let truth = conditions.with(place) { $0.truth(&evaluation) }
            switch truth {
            case .yes: continue
            case .no: return .no
            case .undecided: if open == nil { open = truth }
            }
        }
        return open ?? .yes
    }

    override var words: String { conditions.objects.map(\.words).joined(separator: " and ") }

    override var need: CardNeed? {
        let needs = conditions.objects.compactMap(\.need)
        return needs.first { if case .absent = $0.state { false } else { true } } ?? needs.first
    }
}

/// `any:`: true if one is true, else undecided if one is.
private final class AnyCondition: Condition, @unchecked Sendable {
    private let conditions: BorrowedList<Condition>

    init(_ conditions: [Condition]) { self.conditions = BorrowedList(conditions) }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        var open: Truth?
        for place in 0..<conditions.count {
            let truth = conditions.with(place) { $0.truth(&evaluation) }
            switch truth {
            case .yes: return .yes
            case .no: continue
            case .undecided: if open == nil { open = truth }
            }
        }
        return open ?? .no
    }

    override var words: String { "(" + conditions.objects.map(\.words).joined(separator: " or ") + ")" }
}

/// `not:`, which keeps what is undecided.
private final class NotCondition: Condition, @unchecked Sendable {
    private let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func truth(_ evaluation: inout Evaluation) -> Truth { condition.truth(&evaluation).negated }

    override var words: String { "not \(condition.words)" }
}

/// `predicate:`.
final class PredicateCondition: Condition, @unchecked Sendable {
    private let index: Int
    private let name: String

    init(_ index: Int, name: String) {
        self.index = index
        self.name = name
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth { evaluation.truth(ofPredicate: index) }

    override var words: String { name }
}

/// `card:` with `is:`, which is always decided.
final class CardStateCondition: Condition, @unchecked Sendable {
    private let keyword: Keyword
    private let state: CardState

    init(_ keyword: Keyword, _ state: CardState) {
        self.keyword = keyword
        self.state = state
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        switch state {
        case .present: Truth(evaluation.header.contains(keyword))
        case .absent: Truth(!evaluation.header.contains(keyword))
        case .defined: Truth(evaluation.header[keyword].map { !$0.isUndefined } ?? false)
        case .undefined: Truth(evaluation.header[keyword]?.isUndefined ?? false)
        }
    }

    override var words: String { "\(keyword.name) is \(state.rawValue)" }

    override var need: CardNeed? { state == .absent ? CardNeed(keyword: keyword, state: .absent) : nil }
}

/// `corrected:` — whether a correction was made in this header, by us or by whoever repaired it before.
final class CorrectedCondition: Condition, @unchecked Sendable {
    private let name: String

    init(_ name: String) { self.name = name }

    override func truth(_ evaluation: inout Evaluation) -> Truth { evaluation.isCorrected(by: name) }

    override var words: String { "the correction '\(name)' was made" }
}

/// A source with a test.
final class TestCondition: Condition, @unchecked Sendable {
    private let source: Source
    private let steps: StepList
    private let test: ValueTest
    /// The slot that is tested as it is, if that is all.
    private let slot: Int?

    init(_ source: Source, _ steps: [Step], _ test: ValueTest) {
        self.source = source
        self.steps = StepList(steps)
        self.test = test
        slot = steps.isEmpty ? (source as? SlotSource)?.slot : nil
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        if let slot, evaluation.trace == nil,
            let truth = evaluation.truth(ofSlot: slot, test: test, source.subject)
        {
            return truth
        }
        return Self.apart(&evaluation) { evaluation in
            test.truth(of: steps.outcome(of: source, &evaluation), &evaluation, source.subject)
        }
    }

    override var words: String { "\(source.subject) \(test.words)" }

    override var need: CardNeed? {
        guard let keyword = (source as? CardSource)?.only, steps.isEmpty else { return nil }
        return test.texts.map { CardNeed(keyword: keyword, state: $0) }
    }
}

/// `card_matching:` with a test, which one of the cards must pass.
final class AnyCardCondition: Condition, @unchecked Sendable {
    private let cards: CardMatchingSource
    private let steps: StepList
    private let test: ValueTest

    init(_ cards: CardMatchingSource, _ steps: [Step], _ test: ValueTest) {
        self.cards = cards
        self.steps = StepList(steps)
        self.test = test
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        Self.apart(&evaluation) { evaluation in
            cards.anyTruth(&evaluation) { outcome, name, evaluation in
                guard case .value(let value) = outcome else { return test.truth(of: outcome, &evaluation, name) }
                return test.truth(of: steps.apply(to: value, of: cards, &evaluation), &evaluation, name)
            }
        }
    }

    override var words: String { "a card of such a name \(test.words)" }
}
