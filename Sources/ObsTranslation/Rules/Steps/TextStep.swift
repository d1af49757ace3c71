/// Turns a value into text.
final class TextStep: Step, StepWord, @unchecked Sendable {
    static let word = "text"
    static let about = "made text"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.text]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("text", of: "12", gives: "'12'"),
        RuleExample("text", of: "a", gives: "a"),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: true) }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        var ignored: ValueFlags = []
        guard let text = ValueTarget.text.coerce(value, &ignored) else {
            return refuse(value, "text", source, &evaluation)
        }
        return .value(text)
    }
}
