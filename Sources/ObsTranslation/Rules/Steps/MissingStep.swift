/// Takes some values for none.
final class MissingStep: Step, StepWord, @unchecked Sendable {
    static let word = "missing"
    static let about =
        "these values mean that there is none; `nan` is a number that is not one, `blank` a text of blanks "
        + "alone"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = .any
    static let argument = ValuesArgument()
    static let examples: [RuleExample] = [
        RuleExample("{missing: [-1]}", of: "-1", ends: .none),
        RuleExample("{missing: [blank]}", of: "'  '", ends: .none),
        RuleExample("{missing: [-1]}", of: "5", gives: "5"),
    ]

    private let missing: MissingValues

    init(_ values: [PropertyValue]) {
        missing = MissingValues(values)
        super.init(Self.word, mayRefuse: false)
    }

    override var takesNaNAsMissing: Bool { missing.hasNaN }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        guard missing.contains(value) else { return .value(value) }
        evaluation.note("\(source.subject) is \(value.quoted), which means that there is none")
        return .none
    }
}
