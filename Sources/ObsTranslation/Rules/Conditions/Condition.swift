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
}

extension Condition {
    static func all(_ conditions: [Condition]) -> Condition { AllCondition(conditions) }
    static func any(_ conditions: [Condition]) -> Condition { AnyCondition(conditions) }
    static func not(_ condition: Condition) -> Condition { NotCondition(condition) }

    /// A condition that never holds.
    static let never = Condition()

    /// Looks at something without a trace in the value that is being made: its flags stay as they are.
    @inline(__always)
    static func apart(_ evaluation: inout Evaluation, _ body: (inout Evaluation) -> Truth) -> Truth {
        let outerFlags = evaluation.flags
        let outerDay = evaluation.dayAlone
        evaluation.dayAlone = nil
        let truth = body(&evaluation)
        evaluation.flags = outerFlags
        evaluation.dayAlone = outerDay
        return truth
    }
}
