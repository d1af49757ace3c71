/// Looks a value up in a table.
final class TableStep: Step, StepWord, @unchecked Sendable {
    static let word = "table"
    static let about =
        "the value under this key; a key that is not there is refused, or gives `else:`, flagged as "
        + "defaulted (`null` as nothing)"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = .any
    static let argument = TableArgument().with(
        orNot: "else", ValueArgument("X"), "What stands for a key that is not in the table.")
    static let examples: [RuleExample] = [
        RuleExample("{table: {a: 1, b: null}}", of: "a", gives: "1"),
        RuleExample("{table: {a: 1}}", of: "c", ends: .refused),
        RuleExample("{table: {a: 1}, else: 7}", of: "c", gives: "7"),
    ]

    private let table: LookupTable
    private let other: PropertyValue?

    init(_ told: (LookupTable, PropertyValue?)) {
        (table, other) = told
        super.init(Self.word, mayRefuse: told.1 == nil)
    }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        if let found = table[value] { return .value(found) }
        guard let other else {
            return evaluation.refuse("\(source.subject) is \(value.quoted), which the table does not have")
        }
        if !other.isNull { evaluation.flags.insert(.defaulted) }
        return .value(other)
    }
}
