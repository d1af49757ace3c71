internal import ObsFITS

/// A rule in the place of a source.
class RuleSource: Source, @unchecked Sendable {
    final let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    final override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let alternative = evaluation.trace?.alternative
        defer { if evaluation.trace != nil { evaluation.trace?.alternative = alternative } }
        return rule.outcome(&evaluation)
    }

    final override var keyword: Keyword? { rule.keyword }

    override var subject: String { rule.subject(or: "the value") }

    final override var parts: [Rule] { [rule] }
}

/// Several cards of a condition, each an alternative.
final class CardsSource: RuleSource, @unchecked Sendable {
    private let name: String

    /// - Parameters:
    ///   - rule: the alternatives
    ///   - name: what messages call all of them
    init(_ rule: Rule, name: String) {
        self.name = name
        super.init(rule)
    }

    override var subject: String { name }
}
