/// Takes the first characters.
final class TakeStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "take"
    static let about = "the first so many bytes; a shorter text is refused"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = IntegerArgument("N", in: 1...10_000)
    static let examples: [RuleExample] = [
        RuleExample("{take: 2}", of: "abc", gives: "ab"),
        RuleExample("{take: 4}", of: "abc", ends: .refused),
    ]

    private let count: Int

    init(_ count: Int) {
        self.count = count
        super.init(Self.word, mayRefuse: true)
    }

    override func result(of text: String) -> PropertyValue? { TextSteps.prefix(count, of: text).map { .text($0) } }
}
