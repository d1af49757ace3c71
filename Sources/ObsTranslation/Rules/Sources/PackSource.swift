/// `pack:` — mixed-radix packing, least significant digit first.
final class PackSource: Source, @unchecked Sendable {
    private let rules: BorrowedList<Rule>
    private let sizes: [Int]

    init(digits: [(rule: Rule, size: Int)]) {
        rules = BorrowedList(digits.map(\.rule))
        sizes = digits.map(\.size)
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        var result = 0
        var weight = 1
        for place in 0..<rules.count {
            let outcome = rules.with(place) { $0.outcome(&evaluation) }
            guard let value = outcome.known else {
                evaluation.note("the packed number \(place + 1) has no value")
                return outcome.withoutValue
            }
            let size = sizes[place]
            guard let number = NumberReading.integer(value, &evaluation.flags), (0..<size).contains(number) else {
                return evaluation.refuse("the packed number \(place + 1) is \(value.quoted), not in 0 ..< \(size)")
            }
            // The product of all sizes fits in 64 bits: that is checked when the rule is compiled.
            result += number * weight
            weight = weight.multipliedReportingOverflow(by: size).partialValue
        }
        return .value(.integer(result))
    }

    override var parts: [Rule] { rules.objects }
}
