internal import ObsText

/// Whether a pattern matches a text.
final class MatchesTest: TestOfText, TestWord, @unchecked Sendable {
    static let word = "matches"
    static let about = "the pattern matches the text as a whole"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = PatternArgument()
    static let examples: [RuleExample] = [
        RuleExample("matches: 'HSC[A-Z]\\d+'", of: "HSCA123", gives: "true"),
        RuleExample("matches: 'HSC'", of: "HSCA123", gives: "false"),
    ]

    private let pattern: Pattern

    init(_ pattern: Pattern) { self.pattern = pattern }

    override var words: String { "matches \(pattern)" }

    override func holds(of text: String) -> Bool { pattern.matches(text) }
}
