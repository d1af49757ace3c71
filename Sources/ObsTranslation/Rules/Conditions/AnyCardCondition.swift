internal import ObsFITS

/// `card_matching:` with a test, which one of the cards must pass.
final class AnyCardCondition: Condition, @unchecked Sendable {
    private let cards: CardMatchingSource
    private let steps: StepList
    private let test: ValueTest

    init(_ cards: CardMatchingSource, _ steps: [Step], _ test: ValueTest) {
        self.cards = cards
        self.steps = StepList(steps)
        self.test = test
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        Self.apart(&evaluation) { evaluation in
            cards.anyTruth(&evaluation) { outcome, name, evaluation in
                guard case .value(let value) = outcome else { return test.truth(of: outcome, &evaluation, name) }
                return test.truth(of: steps.apply(to: value, of: cards, &evaluation), &evaluation, name)
            }
        }
    }

    override var words: String { "a card of such a name \(test.words)" }
}
