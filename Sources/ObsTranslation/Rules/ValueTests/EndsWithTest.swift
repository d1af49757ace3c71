/// Whether a text ends with another.
final class EndsWithTest: TestOfText, TestWord, @unchecked Sendable {
    static let word = "ends_with"
    static let about = "the text ends with this one"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = TextArgument("T", mayBeEmpty: true).orIgnoringCase
    static let examples: [RuleExample] = [
        RuleExample("ends_with: flat", of: "dome flat", gives: "true"),
        RuleExample("ends_with: dome", of: "dome flat", gives: "false"),
    ]

    private let part: String
    private let ignoringCase: Bool

    init(_ told: (String, Bool?)) {
        ignoringCase = told.1 ?? false
        part = ignoringCase ? TextSteps.lower(told.0) : told.0
    }

    override var words: String { "ends with '\(part)'" }

    override func holds(of text: String) -> Bool {
        TextSteps.hasSuffix(ignoringCase ? TextSteps.lower(text) : text, part)
    }
}
