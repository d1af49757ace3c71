/// Believes a number within limits only.
final class RangeStep: StepOnNumber, StepWord, @unchecked Sendable {
    static let word = "range"
    static let about =
        "a number outside is refused, or gives `else:`, flagged as fallback: the number was there and was "
        + "not believed"
    static let takes: Set<ValueTarget> = .number
    static let gives: Set<ValueTarget> = .number
    static let argument = IntervalArgument().with(
        orNot: "else", NumberArgument("X"), "What stands for a number that is not believed.")
    static let examples: [RuleExample] = [
        RuleExample("{range: [700, 850]}", of: "743", gives: "743"),
        RuleExample("{range: [700, 850]}", of: "7430", ends: .refused),
        RuleExample("{range: [700, 850], else: 771.6}", of: "7430", gives: "771.6"),
    ]

    private let believed: ClosedRange<Double>
    private let other: Double?

    init(_ told: (ClosedRange<Double>, Double?)) {
        (believed, other) = told
        super.init(Self.word, mayRefuse: told.1 == nil)
    }

    override func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        if believed.contains(number) { return unchanged }
        guard let other else { return nil }
        // The value is there, and it is not believed.
        evaluation.flags.insert(.fallback)
        evaluation.remark(
            .fallback, "\(number) is outside of \(believed.lowerBound) to \(believed.upperBound), so \(other) is taken")
        return .real(other)
    }
}
