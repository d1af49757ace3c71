internal import ObsFITS

/// What must hold for an alternative, a correction or a detection to apply.
///
/// This one never holds. Subclasses are immutable after initialisation, which is why they may be used from many threads;
/// they are classes, so that to ask one costs no reference count.
class Condition: @unchecked Sendable {
    func holds(_ evaluation: inout Evaluation) -> Bool { false }

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

    /// Looks at something without a trace in the value that is being made: its flags and unit stay as they are.
    @inline(__always)
    fileprivate static func apart(_ evaluation: inout Evaluation, _ body: (inout Evaluation) -> Bool) -> Bool {
        let outerFlags = evaluation.flags
        let outerUnit = evaluation.cardUnit
        let holds = body(&evaluation)
        evaluation.flags = outerFlags
        evaluation.cardUnit = outerUnit
        return holds
    }
}

/// `all:`, and a list of conditions.
private final class AllCondition: Condition, @unchecked Sendable {
    private let conditions: BorrowedList<Condition>

    init(_ conditions: [Condition]) { self.conditions = BorrowedList(conditions) }

    override func holds(_ evaluation: inout Evaluation) -> Bool {
        !conditions.contains { !$0.holds(&evaluation) }
    }

    override var words: String { conditions.objects.map(\.words).joined(separator: " and ") }

    override var need: CardNeed? {
        let needs = conditions.objects.compactMap(\.need)
        return needs.first { if case .absent = $0.state { false } else { true } } ?? needs.first
    }
}

/// `any:`.
private final class AnyCondition: Condition, @unchecked Sendable {
    private let conditions: BorrowedList<Condition>

    init(_ conditions: [Condition]) { self.conditions = BorrowedList(conditions) }

    override func holds(_ evaluation: inout Evaluation) -> Bool { conditions.contains { $0.holds(&evaluation) } }

    override var words: String { "(" + conditions.objects.map(\.words).joined(separator: " or ") + ")" }
}

/// `not:`.
private final class NotCondition: Condition, @unchecked Sendable {
    private let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func holds(_ evaluation: inout Evaluation) -> Bool { !condition.holds(&evaluation) }

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

    override func holds(_ evaluation: inout Evaluation) -> Bool { evaluation.holds(predicate: index) }

    override var words: String { name }
}

/// `card:` with `is:`.
final class CardStateCondition: Condition, @unchecked Sendable {
    private let keyword: Keyword
    private let state: CardState

    init(_ keyword: Keyword, _ state: CardState) {
        self.keyword = keyword
        self.state = state
    }

    override func holds(_ evaluation: inout Evaluation) -> Bool {
        switch state {
        case .present: evaluation.header.contains(keyword)
        case .absent: !evaluation.header.contains(keyword)
        case .defined: evaluation.header[keyword].map { !$0.isUndefined } ?? false
        case .undefined: evaluation.header[keyword]?.isUndefined ?? false
        }
    }

    override var words: String { "\(keyword.name) is \(state.rawValue)" }

    override var need: CardNeed? { state == .absent ? CardNeed(keyword: keyword, state: .absent) : nil }
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

    override func holds(_ evaluation: inout Evaluation) -> Bool {
        if let slot, evaluation.trace == nil { return evaluation.valueOfSlot(slot, passes: test) }
        return Self.apart(&evaluation) { evaluation in
            guard let value = source.value(&evaluation) else { return test.holdsWithoutValue }
            return test.holds(value, after: steps, of: source, &evaluation)
        }
    }

    override var words: String { "\(source.subject) \(test.words)" }

    override var need: CardNeed? {
        guard let keyword = (source as? CardSource)?.only, steps.isEmpty else { return nil }
        return test.texts.map { CardNeed(keyword: keyword, state: $0) }
    }
}

/// `cardMatching:` with a test, which one of the cards must pass.
final class AnyCardCondition: Condition, @unchecked Sendable {
    private let cards: CardMatchingSource
    private let steps: StepList
    private let test: ValueTest

    init(_ cards: CardMatchingSource, _ steps: [Step], _ test: ValueTest) {
        self.cards = cards
        self.steps = StepList(steps)
        self.test = test
    }

    override func holds(_ evaluation: inout Evaluation) -> Bool {
        Self.apart(&evaluation) { evaluation in
            cards.anyMatch(&evaluation) { value, evaluation in
                test.holds(value, after: steps, of: cards, &evaluation)
            }
        }
    }

    override var words: String { "a card of such a name \(test.words)" }
}
