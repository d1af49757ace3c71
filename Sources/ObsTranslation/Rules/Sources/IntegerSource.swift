/// `integer:` — checked whole-number arithmetic.
final class IntegerSource: Source, @unchecked Sendable {
    private let expression: IntegerExpression
    private let names: [String]
    private let rules: BorrowedList<Rule>

    init(expression: IntegerExpression, rules: [NamedRule]) {
        self.expression = expression
        names = rules.map(\.name)
        self.rules = BorrowedList(rules.map(\.rule))
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        var numbers: [Int] = []
        numbers.reserveCapacity(rules.count)
        for place in 0..<rules.count {
            let outcome = rules.with(place) { $0.outcome(&evaluation) }
            guard let value = outcome.known else {
                evaluation.note("\(names[place]) has no value")
                return outcome.withoutValue
            }
            guard let number = NumberReading.integer(value, &evaluation.flags) else {
                return evaluation.refuse("\(names[place]) is \(value.quoted), not a whole number")
            }
            numbers.append(number)
        }
        guard let result = expression.value(numbers) else {
            let values = zip(names, numbers).map { "\($0) = \($1)" }.joined(separator: ", ")
            return evaluation.refuse("\(expression.source) cannot be computed in 64 bits with \(values)")
        }
        return .value(.integer(result))
    }

    override var parts: [Rule] { rules.objects }
}
