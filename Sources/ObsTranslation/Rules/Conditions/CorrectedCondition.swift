internal import ObsDocuments

/// `corrected:` — whether a correction was made in this header, by us or by whoever repaired it before.
final class CorrectedCondition: Condition, ConditionWord, @unchecked Sendable {
    static let word = "corrected"
    static let about = "the correction of this name was made in this header, now or before it came here"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{corrected: clock}", of: "{DATE-OBS: 1970-01-01}",
            among:
                "{corrections: [{name: clock, when: {card: DATE-OBS, equals: 1970-01-01}, change: [{delete: DATE-OBS}], reason: never set}]}",
            gives: "true"),
        RuleExample(
            "{corrected: clock}", of: "{DATE-OBS: 2020-01-01}",
            among:
                "{corrections: [{name: clock, when: {card: DATE-OBS, equals: 1970-01-01}, change: [{delete: DATE-OBS}], reason: never set}]}",
            gives: "false"),
    ]

    /// The name of a correction.
    struct Argument: RuleArgument {
        let notation: String? = "NAME"
        let schema = #""type": "string", "minLength": 1"#

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> String? {
            guard let name = node.string(compiler.problems) else { return nil }
            compiler.usedCorrections.append((name, node))
            compiler.needs.corrections.insert(name)
            return name
        }
    }

    private let name: String

    init(_ name: String) { self.name = name }

    override func truth(_ evaluation: inout Evaluation) -> Truth { evaluation.isCorrected(by: name) }

    override var words: String { "the correction '\(name)' was made" }
}
