/// Takes what stands after a mark.
final class AfterStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "after"
    static let about = "the part after the first of these; the whole text when there is none"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = TextArgument("T")
    static let examples: [RuleExample] = [
        RuleExample("{after: _}", of: "run_7_a", gives: "7_a"),
        RuleExample("{after: T}", of: "ab", gives: "ab"),
    ]

    private let mark: String

    init(_ mark: String) {
        self.mark = mark
        super.init(Self.word, mayRefuse: false)
    }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.after(mark, in: text)) }
}
