/// `constant:` — a fact about the instrument.
final class ConstantSource: LiteralSource, SourceWord, @unchecked Sendable {
    static let word = "constant"
    static let about = "this value, a fact about the instrument; `constant: null` is null"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text, .integer, .real, .boolean, .instant]
    static let argument = LiteralArgument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{constant: Subaru}", of: "{}", gives: "Subaru"),
        RuleExample("{constant: 8.2}", of: "{}", gives: "8.2"),
    ]

    override func outcome(_ evaluation: inout Evaluation) -> Outcome { .value(literal) }
}
