/// Turns letters into lower case.
final class LowerStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "lower"
    static let about = "in lower case: ASCII letters only, since FITS has no others"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("lower", of: "Flat", gives: "flat"),
        RuleExample("lower", of: "5", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: false) }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.lower(text)) }
}
