/// `test:` — a condition as true or false.
final class TestSource: Source, SourceWord, @unchecked Sendable {
    static let word = "test"
    static let about = "whether this condition holds: true or false"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = ConditionArgument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{test: {card: IMGTYPE, equals: bias}}", of: "{IMGTYPE: bias}", gives: "true"),
        RuleExample("{test: {card: IMGTYPE, equals: bias}}", of: "{}", gives: "false"),
        RuleExample("{test: {card: EXPTIME, greater_than: 0}}", of: "{EXPTIME: n/a}", ends: .undecided),
    ]

    private let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        switch condition.truth(&evaluation) {
        case .yes: .value(.boolean(true))
        case .no: .value(.boolean(false))
        case .undecided(let reason): .undecided(reason)
        }
    }
}
