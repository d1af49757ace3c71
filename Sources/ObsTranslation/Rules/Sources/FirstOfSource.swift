internal import ObsDocuments

/// `first_of:` — alternatives in the place of one.
final class FirstOfSource: RuleSource, SourceWord, @unchecked Sendable {
    static let word = "first_of"
    static let about =
        "what the first of these gives that has a value, so that a condition or steps stand once beside several"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = .any
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{first_of: [{card: A}, {card: B}], steps: [lower]}", of: "{B: FLAT}", gives: "flat"),
        RuleExample("{first_of: [{card: A}, {card: B}]}", of: "{}", ends: .none),
    ]

    /// A list of alternatives.
    struct Argument: RuleArgument {
        let notation: String? = "[ALTERNATIVE, …]"
        let schema = ##"""
            "type": "array", "minItems": 1, "items": {"anyOf": [{"$ref": "#/$defs/alternative"}, {"type": "null"}]}
            """##

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Rule? {
            if node.kind == .sequence { return compiler.rule(node, place.context) }
            node.wrongType("a list of alternatives", compiler.problems)
            return nil
        }
    }
}
