/// Reads a whole number.
final class IntegerStep: Step, StepWord, @unchecked Sendable {
    static let word = "integer"
    static let about = "read as a whole number"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("integer", of: "'0012'", gives: "12"),
        RuleExample("integer", of: "1.5", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: true) }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        // What a rule says in so many words is no cast that a report should point out.
        var ignored: ValueFlags = []
        guard let number = NumberReading.integer(value, &ignored) else {
            return refuse(value, "a whole number", source, &evaluation)
        }
        return .value(.integer(number))
    }
}
