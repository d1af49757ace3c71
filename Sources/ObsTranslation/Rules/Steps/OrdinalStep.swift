/// Turns a letter into its place in the alphabet.
final class OrdinalStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "ordinal"
    static let about = "of a letter: A is 0"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("ordinal", of: "C", gives: "2"),
        RuleExample("ordinal", of: "AB", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: true) }

    override func result(of text: String) -> PropertyValue? {
        guard text.utf8.count == 1, let letter = text.utf8.first, (0x41...0x5A).contains(letter & 0xDF) else {
            return nil
        }
        return .integer(Int(letter & 0xDF) - 0x41)
    }
}
