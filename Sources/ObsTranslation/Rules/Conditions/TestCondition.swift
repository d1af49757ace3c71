internal import ObsFITS

/// A source with a test.
final class TestCondition: Condition, @unchecked Sendable {
    private let source: Source
    private let steps: StepList
    private let test: ValueTest
    /// The slot that is tested as it is, if that is all.
    private let slot: Int?

    init(_ source: Source, _ steps: [Step], _ test: ValueTest) {
        self.source = source
        self.steps = StepList(steps)
        self.test = test
        slot = steps.isEmpty ? (source as? SlotSource)?.slot : nil
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        if let slot, evaluation.trace == nil,
            let truth = evaluation.truth(ofSlot: slot, test: test, source.subject)
        {
            return truth
        }
        return Self.apart(&evaluation) { evaluation in
            test.truth(of: steps.outcome(of: source, &evaluation), &evaluation, source.subject)
        }
    }

    override var words: String { "\(source.subject) \(test.words)" }

    override var need: CardNeed? {
        guard let keyword = (source as? CardSource)?.only, steps.isEmpty else { return nil }
        return test.texts.map { CardNeed(keyword: keyword, state: $0) }
    }
}
