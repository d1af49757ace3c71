/// Takes the start of a text away.
final class DropPrefixStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "drop_prefix"
    static let about = "the start taken off, as often as it is there"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = TextArgument("T")
    static let examples: [RuleExample] = [
        RuleExample("{drop_prefix: ab}", of: "ababc", gives: "c"),
        RuleExample("{drop_prefix: ab}", of: "cab", gives: "cab"),
    ]

    private let prefix: String

    init(_ prefix: String) {
        self.prefix = prefix
        super.init(Self.word, mayRefuse: false)
    }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.dropping(prefix: prefix, of: text)) }
}
