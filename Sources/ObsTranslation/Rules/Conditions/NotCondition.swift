/// `not:`, which keeps what is undecided.
final class NotCondition: Condition, ConditionWord, @unchecked Sendable {
    static let word = "not"
    static let about = "this does not hold; what is undecided stays so"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = ConditionArgument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{not: {card: A, equals: 1}}", of: "{A: 2}", gives: "true"),
        RuleExample("{not: {card: A, equals: 1}}", of: "{A: 1}", gives: "false"),
        RuleExample("{not: {card: A, equals: 1}}", of: "{A: n/a}", ends: .undecided),
    ]

    private let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func truth(_ evaluation: inout Evaluation) -> Truth { condition.truth(&evaluation).negated }

    override var words: String { "not \(condition.words)" }
}
