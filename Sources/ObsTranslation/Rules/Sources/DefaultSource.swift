/// `default:` — what stands where the header does not say it.
final class DefaultSource: LiteralSource, SourceWord, @unchecked Sendable {
    static let word = "default"
    static let about = "this value, flagged in the report as invented"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text, .integer, .real, .boolean, .instant]
    static let argument = LiteralArgument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{default: none}", of: "{}", gives: "none"), RuleExample("{default: 1}", of: "{}", gives: "1"),
    ]

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        evaluation.flags.insert(.defaulted)
        return .value(literal)
    }
}
