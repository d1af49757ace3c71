/// `join:` — texts with a separator, those without a value left out.
final class JoinSource: Source, SourceWord, @unchecked Sendable {
    static let word = "join"
    static let about =
        "the texts of those that have a value, with the separator between them; nothing when no part has one"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text]
    static let argument = FieldsArgument("[RULE, …]", what: "a list of rules").with(
        "separator", TextArgument("TEXT", mayBeEmpty: true), "What stands between the texts.")
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{join: [FILTER1, FILTER2], separator: '~'}", of: "{FILTER1: g, FILTER2: nd}", gives: "g~nd"),
        RuleExample("{join: [FILTER1, FILTER2], separator: '~'}", of: "{FILTER2: nd}", gives: "nd"),
        RuleExample("{join: [FILTER1, FILTER2], separator: '~'}", of: "{}", ends: .none),
    ]

    private let rules: BorrowedList<Rule>
    private let separator: String

    init(_ told: ([Rule], String)) {
        rules = BorrowedList(told.0)
        separator = told.1
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        var joined: String?
        for place in 0..<rules.count {
            let outcome = rules.with(place) { $0.outcome(&evaluation) }
            switch outcome {
            case .value(let value):
                if value.isNull { continue }
                if joined == nil {
                    joined = value.description
                } else {
                    joined?.append(separator)
                    joined?.append(value.description)
                }
            case .none: continue
            case .otherForm, .refused, .undecided: return outcome
            }
        }
        return joined.map { .value(.text($0)) } ?? .none
    }

    override var parts: [Rule] { rules.objects }
}
