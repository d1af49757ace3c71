/// Whether a text starts with another.
final class StartsWithTest: TestOfText, TestWord, @unchecked Sendable {
    static let word = "starts_with"
    static let about = "the text starts with this one"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = TextArgument("T", mayBeEmpty: true).orIgnoringCase
    static let examples: [RuleExample] = [
        RuleExample("starts_with: dome", of: "dome flat", gives: "true"),
        RuleExample("starts_with: DOME, ignoring_case: true", of: "Dome flat", gives: "true"),
    ]

    private let part: String
    private let ignoringCase: Bool

    init(_ told: (String, Bool?)) {
        ignoringCase = told.1 ?? false
        part = ignoringCase ? TextSteps.lower(told.0) : told.0
    }

    override var words: String { "starts with '\(part)'" }

    override func holds(of text: String) -> Bool {
        TextSteps.hasPrefix(ignoringCase ? TextSteps.lower(text) : text, part)
    }
}
