internal import ObsTime

/// Reads an angle.
final class SexagesimalStep: Step, StepWord, @unchecked Sendable {
    static let word = "sexagesimal"
    static let about = "`h:m:s` or decimal text as a number, in the unit in which it is written"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.real]
    static let argument = NoArgument()
    static let examples: [RuleExample] = [
        RuleExample("sexagesimal", of: "'-30:30:00'", gives: "-30.5"),
        RuleExample("sexagesimal", of: "x", ends: .refused),
    ]

    init(_: Void) { super.init(Self.word, mayRefuse: true) }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        if case .text(let text) = value {
            guard let angle = try? Sexagesimal.read(text, as: .angle) else {
                return refuseNumber(value, source, &evaluation)
            }
            return .value(.real(angle.degrees))
        }
        var ignored: ValueFlags = []
        guard let number = NumberReading.real(value, &ignored) else { return refuseNumber(value, source, &evaluation) }
        return .value(.real(number))
    }
}
