internal import ObsFITS

/// `card:` with `is:`, which is always decided.
final class IsCondition: Condition, ConditionWord, @unchecked Sendable {
    static let word = "is"
    static let about = "the card is there, is not there, has a value or is there without one; always decided"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = ChoiceArgument(of: CardState.self, what: "the state of a card").with(
        CardSource.word, CardNameArgument(), "The card.")
    static let reads = CardReads.named
    static let examples: [RuleExample] = [
        RuleExample("{card: EXPTIME, is: present}", of: "{EXPTIME: 30}", gives: "true"),
        RuleExample("{card: EXPTIME, is: absent}", of: "{EXPTIME: null}", gives: "false"),
        RuleExample("{card: EXPTIME, is: undefined}", of: "{EXPTIME: null}", gives: "true"),
        RuleExample("{card: EXPTIME, is: defined}", of: "{}", gives: "false"),
    ]

    /// How a card can be.
    enum CardState: String, CaseIterable, Sendable { case present, absent, defined, undefined }

    private let keyword: Keyword
    private let state: CardState

    init(_ told: (CardState, Keyword)) { (state, keyword) = told }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        switch state {
        case .present: Truth(evaluation.header.contains(keyword))
        case .absent: Truth(!evaluation.header.contains(keyword))
        case .defined: Truth(evaluation.header[keyword].map { !$0.isUndefined } ?? false)
        case .undefined: Truth(evaluation.header[keyword]?.isUndefined ?? false)
        }
    }

    override var words: String { "\(keyword.name) is \(state.rawValue)" }

    override var need: CardNeed? { state == .absent ? CardNeed(keyword: keyword, state: .absent) : nil }
}
