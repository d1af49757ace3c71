/// Turns letters into upper case.
final class UpperStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "upper"
    static let about = "in upper case: ASCII letters only"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("upper", of: "Flat", gives: "FLAT"),
        RuleExample("upper", of: "5", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: false) }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.upper(text)) }
}
