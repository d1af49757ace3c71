/// Takes what stands before a mark.
final class BeforeStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "before"
    static let about = "the part before the first of these; the whole text when there is none"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = TextArgument("T")
    static let examples: [RuleExample] = [
        RuleExample("{before: T}", of: "'2013-02-10T03:04'", gives: "'2013-02-10'"),
        RuleExample("{before: T}", of: "ab", gives: "ab"),
    ]

    private let mark: String

    init(_ mark: String) {
        self.mark = mark
        super.init(Self.word, mayRefuse: false)
    }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.before(mark, in: text)) }
}
