/// `any:`: true if one is true, else undecided if one is.
final class AnyCondition: Condition, ConditionWord, @unchecked Sendable {
    static let word = "any"
    static let about = "one of these holds: true if one is true, else undecided if one is"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = ConditionsArgument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{any: [{card: A, equals: 1}, {card: B, equals: 2}]}", of: "{A: n/a, B: 2}", gives: "true"),
        RuleExample("{any: [{card: A, equals: 1}, {card: B, equals: 2}]}", of: "{A: 3}", gives: "false"),
        RuleExample("{any: [{card: A, equals: 1}, {card: B, equals: 2}]}", of: "{A: n/a}", ends: .undecided),
    ]

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
