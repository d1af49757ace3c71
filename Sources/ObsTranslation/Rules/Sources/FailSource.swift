/// `fail:` — no value, and why.
final class FailSource: Source, SourceWord, @unchecked Sendable {
    static let word = "fail"
    static let about = "refused, with this reason"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = []
    static let argument = TextArgument("TEXT", mayBeEmpty: true)
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{fail: no such mode is known}", of: "{}", ends: .refused),
        RuleExample("{fail: the shutter was broken}", of: "{MODE: 3}", ends: .refused),
    ]

    private let reason: String

    init(_ reason: String) { self.reason = reason }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome { evaluation.refuse(reason) }
}
