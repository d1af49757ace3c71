/// Adds to a number.
final class OffsetStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "offset"
    static let about = "plus this number"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.real]
    static let argument = NumberArgument("X")
    static let examples: [RuleExample] = [
        RuleExample("{offset: 273.15}", of: "0", gives: "273.15"),
        RuleExample("{offset: 2}", of: "x", ends: .refused),
    ]

    private let amount: Double

    init(_ amount: Double) {
        self.amount = amount
        super.init(Self.word, mayRefuse: true)
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        .real(number + amount)
    }
}
