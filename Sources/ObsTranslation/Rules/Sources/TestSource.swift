/// `test:` — a condition as true or false.
final class TestSource: Source, @unchecked Sendable {
    let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        switch condition.truth(&evaluation) {
        case .yes: .value(.boolean(true))
        case .no: .value(.boolean(false))
        case .undecided(let reason): .undecided(reason)
        }
    }
}
