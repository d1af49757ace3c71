/// Takes blanks at both ends away.
final class TrimStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "trim"
    static let about = "without outer blanks"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("trim", of: "'  a b '", gives: "a b"),
        RuleExample("trim", of: "5", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: false) }

    override func result(of text: String) -> PropertyValue? { .text(TextSteps.trim(text)) }
}
