/// `property:`, `value:` — the result of another rule.
final class SlotSource: Source, @unchecked Sendable {
    let slot: Int
    let name: String

    init(slot: Int, name: String) {
        self.slot = slot
        self.name = name
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let outcome = evaluation.outcome(ofSlot: slot)
        if case .value = outcome { return outcome }
        evaluation.note("\(name) has no value")
        return outcome
    }

    override var subject: String { name }

    override var taken: [TakenSource] { [.slot(slot)] }
}
