/// Rounds a number.
final class RoundStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "round"
    static let about = "to the nearest multiple of this number, ties to even"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.real]
    static let argument = NumberArgument("N", isPositive: true)
    static let examples: [RuleExample] = [
        RuleExample("{round: 10}", of: "16", gives: "20.0"),
        RuleExample("{round: 2}", of: "5", gives: "4.0"),
    ]

    private let unit: Double

    init(_ unit: Double) {
        self.unit = unit
        super.init(Self.word, mayRefuse: true)
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        .real((number / unit).rounded(.toNearestOrEven) * unit)
    }
}
