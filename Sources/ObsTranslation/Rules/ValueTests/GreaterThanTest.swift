/// Whether a number is greater than another.
final class GreaterThanTest: TestOfNumber, TestWord, @unchecked Sendable {
    static let word = "greater_than"
    static let about = "the number is greater than this one"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = BoundArgument()
    static let examples: [RuleExample] = [
        RuleExample("greater_than: 10000", of: "'74390.0'", gives: "true"),
        RuleExample("greater_than: 5", of: "5", gives: "false"),
        RuleExample("greater_than: 5", of: "n/a", ends: .undecided),
    ]

    init(_ bound: Bound) { super.init(bound, "is greater than") }

    override func holds(of number: Double, _ bound: Double) -> Bool { number > bound }
}
