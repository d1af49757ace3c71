/// Whether there is a value.
final class KnownTest: ValueTest, TestWord, @unchecked Sendable {
    static let word = "known"
    static let about = "whether the source has a value that is not null"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = TruthArgument()
    static let examples: [RuleExample] = [
        RuleExample("known: true", of: "5", gives: "true"),
        RuleExample("known: false", of: "5", gives: "false"),
    ]

    private let isWanted: Bool

    init(_ isWanted: Bool) { self.isWanted = isWanted }

    override var words: String { isWanted ? "has a value" : "has no value" }

    override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        Truth(isWanted)
    }

    override func truth(
        without outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth { Truth(!isWanted) }
}
