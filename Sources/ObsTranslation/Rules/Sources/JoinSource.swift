/// `join:` — texts with a separator, those without a value left out.
final class JoinSource: Source, @unchecked Sendable {
    private let rules: BorrowedList<Rule>
    private let separator: String

    init(parts: [Rule], separator: String) {
        rules = BorrowedList(parts)
        self.separator = separator
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
