/// Whether a number is less than another.
final class LessThanTest: TestOfNumber, TestWord, @unchecked Sendable {
    static let word = "less_than"
    static let about = "the number is less than this one"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = BoundArgument()
    static let examples: [RuleExample] = [
        RuleExample("less_than: 5", of: "4", gives: "true"),
        RuleExample("less_than: 5", of: "5", gives: "false"),
    ]

    init(_ bound: Bound) { super.init(bound, "is less than") }

    override func holds(of number: Double, _ bound: Double) -> Bool { number < bound }
}
