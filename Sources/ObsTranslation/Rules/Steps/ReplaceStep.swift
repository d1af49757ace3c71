/// Replaces parts of a text.
final class ReplaceStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "replace"
    static let about = "every key by its value, one after the other"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = ReplacementsArgument()
    static let examples: [RuleExample] = [
        RuleExample("{replace: {'-': ''}}", of: "'2013-02-10'", gives: "'20130210'"),
        RuleExample("{replace: {a: b, bb: c}}", of: "aab", gives: "cb"),
    ]

    private let pairs: [ReplacementsArgument.Pair]

    init(_ pairs: [ReplacementsArgument.Pair]) {
        self.pairs = pairs
        super.init(Self.word, mayRefuse: false)
    }

    override func result(of text: String) -> PropertyValue? {
        .text(pairs.reduce(text) { TextSteps.replacing($1.old, with: $1.new, in: $0) })
    }
}
