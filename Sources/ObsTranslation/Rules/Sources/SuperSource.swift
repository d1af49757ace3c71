internal import ObsDocuments

/// `super:` — the rule of the base.
final class SuperSource: RuleSource, SourceWord, @unchecked Sendable {
    static let word = "super"
    static let about = "what the base's rule of this entry gives"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = .any
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{super: true, steps: [upper]}", of: "{}", among: "{base: {constant: m31}}", gives: "M31"),
        RuleExample("{super: true}", of: "{}", among: "{base: {card: OBJECT}}", ends: .none),
    ]

    /// True.
    struct Argument: RuleArgument {
        let notation: String? = "true"
        let schema = #""const": true"#

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Rule? {
            guard node.boolean(compiler.problems) == true else { return nil }
            guard let position = compiler.position, position.section != .predicates else {
                compiler.error(.notAllowedHere, node, "there is nothing that super could stand for here")
                return nil
            }
            var context = place.context
            context.name = position.name
            guard let rule = compiler.compileEntry(position.section, context, from: position.layer + 1) else {
                compiler.error(
                    .unknownName, node, "no base has '\(position.name)'", hint: "take super away, or add extends:")
                return nil
            }
            return rule
        }
    }
}
