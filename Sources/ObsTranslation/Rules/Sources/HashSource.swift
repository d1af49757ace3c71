/// `hash:` — the first digits of a BLAKE2b hash as a number.
final class HashSource: Source, @unchecked Sendable {
    let rule: Rule
    let hexDigits: Int

    init(rule: Rule, hexDigits: Int) {
        self.rule = rule
        self.hexDigits = hexDigits
    }

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
