/// Brings a number into an interval by whole turns.
final class WrapStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "wrap"
    static let about = "into 0 ..< P, or LOW ..< HIGH"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = .number
    static let argument = PeriodArgument()
    static let examples: [RuleExample] = [
        RuleExample("{wrap: 360}", of: "-90", gives: "270.0"),
        RuleExample("{wrap: [-180, 180]}", of: "190", gives: "-170.0"),
    ]

    private let low: Double
    private let high: Double

    init(_ ends: ClosedRange<Double>) {
        (low, high) = (ends.lowerBound, ends.upperBound)
        super.init(Self.word, mayRefuse: true)
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        number >= low && number < high ? unchanged : .real(Self.wrap(number, low, high))
    }

    /// A number, brought into low ..< high by whole turns.
    static func wrap(_ number: Double, _ low: Double, _ high: Double) -> Double {
        if number >= low && number < high { return number }
        let period = high - low
        let turned = (number - low).truncatingRemainder(dividingBy: period)
        let wrapped = turned < 0 ? turned + period + low : turned + low
        // A tiny negative number turns into the upper end by rounding.
        return wrapped >= high ? low : wrapped
    }
}
