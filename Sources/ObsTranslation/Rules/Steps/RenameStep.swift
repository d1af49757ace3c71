/// Gives some values another name.
final class RenameStep: Step, StepWord, @unchecked Sendable {
    static let word = "rename"
    static let about = "the value under this key; other keys stay as they are"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = .any
    static let argument = TableArgument()
    static let examples: [RuleExample] = [
        RuleExample("{rename: {dome flat: flat}}", of: "dome flat", gives: "flat"),
        RuleExample("{rename: {a: b}}", of: "c", gives: "c"),
    ]

    private let table: LookupTable

    init(_ table: LookupTable) {
        self.table = table
        super.init(Self.word, mayRefuse: false)
    }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        .value(table[value] ?? value)
    }
}
