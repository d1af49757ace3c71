/// Takes one of the parts between separators.
final class SplitStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "split"
    static let about = "the N-th part, from 0, between these; refused when there are fewer"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = TextArgument("T").with(
        "item", IntegerArgument("N", in: 0...10_000), "Which part of split:, from 0.")
    static let examples: [RuleExample] = [
        RuleExample("{split: ',', item: 2}", of: "'a,b,c'", gives: "c"),
        RuleExample("{split: ',', item: 3}", of: "'a,b,c'", ends: .refused),
    ]

    private let separator: String
    private let item: Int

    init(_ told: (String, Int)) {
        (separator, item) = told
        super.init(Self.word, mayRefuse: true)
    }

    override func result(of text: String) -> PropertyValue? {
        TextSteps.item(item, of: text, separatedBy: separator).map { .text($0) }
    }
}
