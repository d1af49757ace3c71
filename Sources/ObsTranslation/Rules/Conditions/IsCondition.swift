internal import ObsFITS

/// `card:` with `is:`, which is always decided.
final class IsCondition: Condition, @unchecked Sendable {
    private let keyword: Keyword
    private let state: CardState

    init(_ keyword: Keyword, _ state: CardState) {
        self.keyword = keyword
        self.state = state
    }

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
