/// Multiplies a number.
final class ScaleStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "scale"
    static let about = "times this number"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = [.real]
    static let argument = NumberArgument("X")
    static let examples: [RuleExample] = [
        RuleExample("{scale: 1000}", of: "1.5", gives: "1500.0"),
        RuleExample("{scale: 2}", of: "x", ends: .refused),
    ]

    private let factor: Double

    init(_ factor: Double) {
        self.factor = factor
        super.init(Self.word, mayRefuse: true)
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        .real(number * factor)
    }
}
