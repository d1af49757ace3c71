internal import ObsDocuments

/// `property:` — the value of another property.
final class PropertySource: SlotSource, SourceWord, @unchecked Sendable {
    static let word = "property"
    static let about = "the value of another property; an extension is called `ext_NAME`"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = .any
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{property: object}", of: "{OBJECT: M31}", among: "{properties: {object: {card: OBJECT}}}", gives: "M31"),
        RuleExample("{property: object}", of: "{}", among: "{properties: {object: {card: OBJECT}}}", ends: .refused),
    ]

    /// The name of a property or an extension.
    struct Argument: RuleArgument {
        let notation: String? = "NAME"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Named? {
            compiler.slot(ofProperty: node)
        }
    }
}
