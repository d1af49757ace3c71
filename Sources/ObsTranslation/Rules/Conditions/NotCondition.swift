/// `not:`, which keeps what is undecided.
final class NotCondition: Condition, @unchecked Sendable {
    private let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func truth(_ evaluation: inout Evaluation) -> Truth { condition.truth(&evaluation).negated }

    override var words: String { "not \(condition.words)" }
}
