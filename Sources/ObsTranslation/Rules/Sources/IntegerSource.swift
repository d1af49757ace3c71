internal import ObsDocuments

/// `integer:` — checked whole-number arithmetic.
final class IntegerSource: Source, SourceWord, @unchecked Sendable {
    static let word = "integer"
    static let about =
        "whole numbers of `with: {NAME: RULE}` beside it, with `+ - *`, `div` and `mod` (floored) and parentheses; overflow "
        + "is refused"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{integer: 'day * 1000 + n', with: {day: {card: DAY}, n: {card: SEQNUM}}}",
            of: "{DAY: 20130210, SEQNUM: 12}", gives: "20130210012"),
        RuleExample("{integer: '-7 div n', with: {n: {card: N}}}", of: "{N: 2}", gives: "-4"),
        RuleExample("{integer: '7 div n', with: {n: {card: N}}}", of: "{N: 0}", ends: .refused),
    ]

    /// An expression, with the rules of its names.
    struct Told {
        let expression: IntegerExpression
        let rules: [NamedRule]
    }

    /// An expression.
    struct Argument: RuleArgument {
        let notation: String? = "EXPRESSION"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Told? {
            guard let text = node.string(compiler.problems) else { return nil }
            do throws(IntegerExpression.ExpressionError) {
                let expression = try IntegerExpression(text)
                let rules = expression.names.compactMap { compiler.namedRule($0, node) }
                return rules.count == expression.names.count ? Told(expression: expression, rules: rules) : nil
            } catch {
                compiler.error(.badExpression, node, "'\(text)': \(error.message)")
                return nil
            }
        }
    }

    private let expression: IntegerExpression
    private let names: [String]
    private let rules: BorrowedList<Rule>

    init(_ told: Told) {
        expression = told.expression
        names = told.rules.map(\.name)
        rules = BorrowedList(told.rules.map(\.rule))
    }

    override var needsUnit: Bool { true }

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
