/// Whether a text contains another.
final class ContainsTest: TestOfText, TestWord, @unchecked Sendable {
    static let word = "contains"
    static let about = "the text contains this one"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = TextArgument("T", mayBeEmpty: true).orIgnoringCase
    static let examples: [RuleExample] = [
        RuleExample("contains: flat", of: "dome flat", gives: "true"),
        RuleExample("contains: FLAT", of: "dome flat", gives: "false"),
    ]

    private let part: String
    private let ignoringCase: Bool

    init(_ told: (String, Bool?)) {
        ignoringCase = told.1 ?? false
        part = ignoringCase ? TextSteps.lower(told.0) : told.0
    }

    override var words: String { "contains '\(part)'" }

    override func holds(of text: String) -> Bool { TextSteps.contains(text, part, ignoringCase: ignoringCase) }
}
