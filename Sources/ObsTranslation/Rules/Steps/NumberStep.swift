/// Reads a number.
final class NumberStep: Step, StepWord, @unchecked Sendable {
    static let word = "number"
    static let about = "read as a number"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.real]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("number", of: "'1.5'", gives: "1.5"),
        RuleExample("number", of: "x", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: true) }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        var ignored: ValueFlags = []
        guard let number = NumberReading.real(value, &ignored) else { return refuseNumber(value, source, &evaluation) }
        return .value(.real(number))
    }
}
