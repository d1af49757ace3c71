/// `all:`, and a list of conditions: false if one is false, else undecided if one is.
final class AllCondition: Condition, ConditionWord, @unchecked Sendable {
    static let word = "all"
    static let about =
        "all of these hold, as where a list stands alone: false if one is false, else undecided if one is"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = ConditionsArgument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{all: [{card: A, equals: 1}, {card: B, equals: 2}]}", of: "{A: 1, B: 2}", gives: "true"),
        RuleExample("{all: [{card: A, equals: 1}, {card: B, equals: 2}]}", of: "{A: 1}", gives: "false"),
        RuleExample("{all: [{card: A, equals: 1}, {card: B, equals: 2}]}", of: "{A: n/a, B: 2}", ends: .undecided),
    ]

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
