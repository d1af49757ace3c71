/// Rounds a number down.
final class RoundDownStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "round_down"
    static let about = "to the multiple of this number below"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = .number
    static let argument = NumberArgument("N", isPositive: true)
    static let examples: [RuleExample] = [
        RuleExample("{round_down: 10}", of: "19", gives: "10"),
        RuleExample("{round_down: 0.5}", of: "1.9", gives: "1.5"),
    ]

    private let unit: Double

    init(_ unit: Double) {
        self.unit = unit
        super.init(Self.word, mayRefuse: true)
    }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        guard case .integer(let whole) = value, let step = Int(exactly: unit) else {
            return super.apply(to: value, of: source, &evaluation)
        }
        let rest = whole % step
        let (down, overflow) = whole.subtractingReportingOverflow(rest < 0 ? rest + step : rest)
        return overflow ? refuseNumber(value, source, &evaluation) : .value(.integer(down))
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        .real((number / unit).rounded(.down) * unit)
    }
}
