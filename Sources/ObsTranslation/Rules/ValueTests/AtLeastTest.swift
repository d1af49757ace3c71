/// Whether a number is another or greater.
final class AtLeastTest: TestOfNumber, TestWord, @unchecked Sendable {
    static let word = "at_least"
    static let about = "the number is this one or greater"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = BoundArgument()
    static let examples: [RuleExample] = [
        RuleExample("at_least: 5", of: "5", gives: "true"),
        RuleExample("at_least: 5", of: "4.9", gives: "false"),
    ]

    init(_ bound: Bound) { super.init(bound, "is at least") }

    override func holds(of number: Double, _ bound: Double) -> Bool { number >= bound }
}
