internal import ObsDocuments

/// `pack:` — mixed-radix packing, least significant digit first.
final class PackSource: Source, SourceWord, @unchecked Sendable {
    static let word = "pack"
    static let about = "mixed-radix packing, least significant first; a digit outside 0 ..< size is refused"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{pack: [{of: CCDNUM, size: 100}, {of: EXPNUM, size: 1000}]}", of: "{CCDNUM: 7, EXPNUM: 12}", gives: "1207"),
        RuleExample(
            "{pack: [{of: CCDNUM, size: 100}, {of: EXPNUM, size: 1000}]}", of: "{CCDNUM: 100, EXPNUM: 12}",
            ends: .refused),
        RuleExample("{pack: [{of: CCDNUM, size: 100}]}", of: "{}", ends: .none),
    ]

    /// A digit, from 0 to below its size.
    struct Digit {
        let rule: Rule
        let size: Int
        /// Where it stands.
        let node: Node
    }

    /// One digit of a packed number.
    private struct DigitArgument: MappingArgument {
        let title = "a packed number"
        let definition = "digit"
        let about = "A digit of a packed number."
        let of = MappingKey("of", FieldArgument(as: "RULE"), "The digit, from 0 to below its size.")
        let size = MappingKey("size", IntegerArgument("N", in: 1...Int.max), "How many values the digit can have.")

        var forms: [[RuleKey]] { [[of.required, size.required]] }

        func value(_ keys: MappingKeys) -> Digit? {
            let (rule, size) = (keys.required(of), keys.required(size))
            guard let rule, let size else { return nil }
            return Digit(rule: rule, size: size, node: keys.reader.node)
        }
    }

    /// Digits whose sizes multiply to what 64 bits hold.
    struct Argument: RuleArgument {
        private let digits = ListArgument(of: DigitArgument(), what: "a list of {of: RULE, size: N}")

        var notation: String? { digits.notation }
        var innerKeys: [RuleKey] { digits.innerKeys }
        var schema: String { digits.schema }
        var definitions: [String: String] { digits.definitions }

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Digit]? {
            guard let found = digits.read(node, place, compiler) else { return nil }
            var product = 1
            for digit in found {
                let next = product.multipliedReportingOverflow(by: digit.size)
                if next.overflow {
                    compiler.error(
                        .packTooLarge, digit.node, "the sizes up to here multiply to more than 64 bits",
                        hint: "make them smaller")
                    return nil
                }
                product = next.partialValue
            }
            return found
        }
    }

    private let rules: BorrowedList<Rule>
    private let sizes: [Int]

    init(_ digits: [Digit]) {
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
