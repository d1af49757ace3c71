internal import ObsDocuments

/// `value:` — an intermediate result.
final class ValueSource: SlotSource, SourceWord, @unchecked Sendable {
    static let word = "value"
    static let about = "an intermediate result of `values:`"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = .any
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{value: chip}", of: "{CCDNUM: 7}", among: "{values: {chip: {card: CCDNUM}}}", gives: "7"),
        RuleExample("{value: chip}", of: "{}", among: "{values: {chip: {card: CCDNUM}}}", ends: .none),
    ]

    /// The name of an intermediate result.
    struct Argument: RuleArgument {
        let notation: String? = "NAME"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Named? {
            compiler.slot(ofValue: node)
        }
    }
}
