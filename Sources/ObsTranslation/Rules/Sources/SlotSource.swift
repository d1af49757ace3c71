/// The result of another rule.
class SlotSource: Source, @unchecked Sendable {
    /// The rule's slot, and the name by which it is asked for.
    struct Named {
        let slot: Int
        let name: String
    }

    final let slot: Int
    private let name: String

    init(_ told: Named) { (slot, name) = (told.slot, told.name) }

    final override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let outcome = evaluation.outcome(ofSlot: slot)
        if case .value = outcome { return outcome }
        evaluation.note("\(name) has no value")
        return outcome
    }

    final override var subject: String { name }

    final override var taken: [TakenSource] { [.slot(slot)] }
}
