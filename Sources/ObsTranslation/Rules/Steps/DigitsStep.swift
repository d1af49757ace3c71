/// Leaves the digits of a text.
final class DigitsStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "digits"
    static let about = "only its digits"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("digits", of: "'2013-02-10'", gives: "'20130210'"),
        RuleExample("digits", of: "5", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: false) }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.digits(text)) }
}
