/// The steps of a rule or of a condition, in order.
final class StepList: Sendable {
    private final class Entry: Sendable {
        let step: Step
        init(_ step: Step) { self.step = step }
    }

    private let entries: BorrowedList<Entry>

    init(_ steps: [Step]) { entries = BorrowedList(steps.map { Entry($0) }) }

    @inline(__always)
    var isEmpty: Bool { entries.isEmpty }

    /// The value after all steps, or after those before the one that gives null; nil when a step refuses it.
    ///
    /// - Parameters:
    ///   - value: a value
    ///   - source: what gave it, for messages
    ///   - evaluation: takes the reason of a refusal
    /// - Returns: the value, or nil
    func apply(
        to value: consuming PropertyValue, of source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        for place in 0..<entries.count {
            if value.isNull { break }
            guard let next = entries.with(place, { $0.step.apply(to: value, of: source, &evaluation) }) else {
                evaluation.note("\(source.subject): \(entries.objects[place].step.name) refuses \(value.quoted)")
                return nil
            }
            value = next
        }
        return value
    }
}
