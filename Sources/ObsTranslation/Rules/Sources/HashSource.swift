/// `hash:` — the first digits of a BLAKE2b hash as a number.
final class HashSource: Source, SourceWord, @unchecked Sendable {
    static let word = "hash"
    static let about =
        "the first `hex_digits:` hexadecimal digits of the BLAKE2b-512 hash of this ASCII text, as an integer"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = FieldArgument(as: "RULE").with(
        "hex_digits", IntegerArgument("N", in: 1...15), "How many hexadecimal digits of the hash are taken.")
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        // RFC 7693, appendix A: the hash of abc begins with BA 80 A5 3F.
        RuleExample("{hash: GROUPID, hex_digits: 8}", of: "{GROUPID: abc}", gives: "3128993087"),
        RuleExample("{hash: GROUPID, hex_digits: 8}", of: "{GROUPID: 5}", ends: .refused),
        RuleExample("{hash: GROUPID, hex_digits: 8}", of: "{}", ends: .none),
    ]

    private let rule: Rule
    private let hexDigits: Int

    init(_ told: (Rule, Int)) { (rule, hexDigits) = told }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let outcome = rule.outcome(&evaluation)
        guard let value = outcome.known else { return outcome.withoutValue }
        guard case .text(let text) = value else {
            return evaluation.refuse("\(value.quoted) is no text to be hashed")
        }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return evaluation.refuse("\(value.quoted) is not ASCII, so its hash is not defined")
        }
        let digest = BLAKE2b.hash(Array(text.utf8))
        var number = 0
        for position in 0..<hexDigits {
            let byte = digest[position / 2]
            number = number << 4 | Int(position.isMultiple(of: 2) ? byte >> 4 : byte & 15)
        }
        return .value(.integer(number))
    }

    override var parts: [Rule] { [rule] }
}
