/// `all:`, and a list of conditions: false if one is false, else undecided if one is.
final class AllCondition: Condition, @unchecked Sendable {
    private let conditions: BorrowedList<Condition>

    init(_ conditions: [Condition]) { self.conditions = BorrowedList(conditions) }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        var open: Truth?
        for place in 0..<conditions.count {
            let truth = conditions.with(place) { $0.truth(&evaluation) }
            switch truth {
            case .yes: continue
            case .no: return .no
            case .undecided: if open == nil { open = truth }
            }
        }
        return open ?? .yes
    }

    override var words: String { conditions.objects.map(\.words).joined(separator: " and ") }

    override var need: CardNeed? {
        let needs = conditions.objects.compactMap(\.need)
        return needs.first { if case .absent = $0.state { false } else { true } } ?? needs.first
    }
}
