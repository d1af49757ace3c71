/// Takes the end of a text away.
final class DropSuffixStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "drop_suffix"
    static let about = "the end taken off, as often as it is there"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = TextArgument("T")
    static let examples: [RuleExample] = [
        RuleExample("{drop_suffix: _v1}", of: "flat_v1", gives: "flat"),
        RuleExample("{drop_suffix: ab}", of: "b", gives: "b"),
    ]

    private let suffix: String

    init(_ suffix: String) {
        self.suffix = suffix
        super.init(Self.word, mayRefuse: false)
    }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.dropping(suffix: suffix, of: text)) }
}
