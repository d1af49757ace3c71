/// Whether a number is another or less.
final class AtMostTest: TestOfNumber, TestWord, @unchecked Sendable {
    static let word = "at_most"
    static let about = "the number is this one or less"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = BoundArgument()
    static let examples: [RuleExample] = [
        RuleExample("at_most: 5", of: "5", gives: "true"),
        RuleExample("at_most: 5", of: "5.1", gives: "false"),
    ]

    init(_ bound: Bound) { super.init(bound, "is at most") }

    override func holds(of number: Double, _ bound: Double) -> Bool { number <= bound }
}
