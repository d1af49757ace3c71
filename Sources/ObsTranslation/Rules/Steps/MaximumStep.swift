/// Clips a number from above.
final class MaximumStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "maximum"
    static let about = "clipped from above, and flagged"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = .number
    static let argument = NumberArgument("X")
    static let examples: [RuleExample] = [
        RuleExample("{maximum: 100}", of: "101", gives: "100.0"),
        RuleExample("{maximum: 100}", of: "3", gives: "3"),
    ]

    private let limit: Double

    init(_ limit: Double) {
        self.limit = limit
        super.init(Self.word, mayRefuse: true)
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        if number <= limit { return unchanged }
        evaluation.flags.insert(.clipped)
        return .real(limit)
    }
}
