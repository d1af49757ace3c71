/// `any:`: true if one is true, else undecided if one is.
final class AnyCondition: Condition, @unchecked Sendable {
    private let conditions: BorrowedList<Condition>

    init(_ conditions: [Condition]) { self.conditions = BorrowedList(conditions) }

    override func truth(_ evaluation: inout Evaluation) -> Truth {
        var open: Truth?
        for place in 0..<conditions.count {
            let truth = conditions.with(place) { $0.truth(&evaluation) }
            switch truth {
            case .yes: return .yes
            case .no: continue
            case .undecided: if open == nil { open = truth }
            }
        }
        return open ?? .no
    }

    override var words: String { "(" + conditions.objects.map(\.words).joined(separator: " or ") + ")" }
}
