/// Counts the bytes of a text.
final class LengthStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "length"
    static let about = "its number of bytes"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("length", of: "abc", gives: "3"),
        RuleExample("length", of: "5", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: false) }

    override func result(of text: String) -> PropertyValue? { .integer(text.utf8.count) }
}
