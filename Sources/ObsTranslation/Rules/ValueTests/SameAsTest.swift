/// Whether another rule gives the value too.
final class SameAsTest: ValueTest, TestWord, @unchecked Sendable {
    static let word = "same_as"
    static let about = "this rule gives the value too"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = PartArgument("RULE")
    static let examples: [RuleExample] = [
        RuleExample("same_as: {constant: 5}", of: "5", gives: "true"),
        RuleExample("same_as: {constant: 5}", of: "6", gives: "false"),
    ]

    private let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    override var words: String { "is the same as another" }

    override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        let other = rule.outcome(&evaluation)
        guard let wanted = other.known else { return Self.truth(without: other) }
        return wanted.isEqual(to: value).map { Truth($0) }
            ?? undecided(value, wanted.kindName, &evaluation, subject())
    }
}
