/// The steps of a rule or of a condition, in order.
final class StepList: Sendable {
    private let steps: BorrowedList<Step>

    init(_ steps: [Step]) { self.steps = BorrowedList(steps) }

    @inline(__always)
    var isEmpty: Bool { steps.isEmpty }

    /// How a source ends with the steps behind it.
    @inline(__always)
    func outcome(of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        let outcome = source.outcome(&evaluation)
        guard !isEmpty, case .value(let value) = outcome else { return outcome }
        return apply(to: value, of: source, &evaluation)
    }

    /// How the steps end: with the value after all of them, or after those before the one that gives null.
    ///
    /// - Parameters:
    ///   - value: a value
    ///   - source: what gave it, for messages
    ///   - evaluation: takes the reason of a refusal
    /// - Returns: a value, none, another form or a refusal
    func apply(to value: consuming PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        for place in 0..<steps.count {
            if value.isNull { break }
            switch steps.with(place, { $0.apply(to: value, of: source, &evaluation) }) {
            case .value(let next): value = next
            case let other: return other
            }
        }
        return .value(value)
    }
}
