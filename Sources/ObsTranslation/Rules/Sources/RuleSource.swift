internal import ObsFITS

/// A rule in the place of a source: `super: true`, and several cards of a condition.
final class RuleSource: Source, @unchecked Sendable {
    let rule: Rule
    /// What messages call it, where the rule's first source is not all of it.
    private let name: String?

    init(_ rule: Rule, name: String? = nil) {
        self.rule = rule
        self.name = name
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let alternative = evaluation.trace?.alternative
        defer { if evaluation.trace != nil { evaluation.trace?.alternative = alternative } }
        return rule.outcome(&evaluation)
    }

    override var keyword: Keyword? { rule.keyword }

    override var subject: String { name ?? rule.subject(or: "the value") }

    override var parts: [Rule] { [rule] }
}
