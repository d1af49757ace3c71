internal import ObsDocuments

/// `predicate:`.
final class PredicateCondition: Condition, ConditionWord, @unchecked Sendable {
    static let word = "predicate"
    static let about = "the condition of this name under `predicates:` holds"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{predicate: onSky}", of: "{DOME: open}", among: "{predicates: {onSky: {card: DOME, equals: open}}}",
            gives: "true"),
        RuleExample(
            "{predicate: onSky}", of: "{DOME: closed}", among: "{predicates: {onSky: {card: DOME, equals: open}}}",
            gives: "false"),
    ]

    /// A predicate, and its name.
    struct Named {
        let index: Int
        let name: String
    }

    /// The name of a predicate.
    struct Argument: RuleArgument {
        let notation: String? = "NAME"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Named? {
            guard let name = node.string(compiler.problems) else { return nil }
            guard let index = compiler.predicateIndices[name] else {
                compiler.error(
                    .unknownName, node, "there is no '\(name)' under predicates:",
                    hint: compiler.nearest(to: name, among: compiler.predicateNames))
                return nil
            }
            compiler.markPredicate(name)
            compiler.usedSlots.insert(compiler.predicateBase + index)
            return Named(index: index, name: name)
        }
    }

    private let index: Int
    private let name: String

    init(_ told: Named) { (index, name) = (told.index, told.name) }

    override func truth(_ evaluation: inout Evaluation) -> Truth { evaluation.truth(ofPredicate: index) }

    override var words: String { name }
}
