/// A value that other rules are made of, by the name that a template or an expression uses.
struct NamedRule: Sendable {
    let name: String
    let rule: Rule
}

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

/// `text:` — a template with fields.
final class TextSource: Source, @unchecked Sendable {
    /// A piece of a template: literal text, then a field.
    final class Field: Sendable {
        let before: String
        let name: String
        let rule: Rule
        let width: Int

        init(before: String, rule: NamedRule, width: Int) {
            self.before = before
            name = rule.name
            self.rule = rule.rule
            self.width = width
        }
    }

    private let fields: BorrowedList<Field>
    private let end: String

    init(fields: [Field], end: String) {
        self.fields = BorrowedList(fields)
        self.end = end
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        var result = ""
        for place in 0..<fields.count {
            let outcome = fields.with(place) { field in
                let outcome = field.rule.outcome(&evaluation)
                if let value = outcome.known {
                    Self.write(value.description, field, to: &result)
                } else {
                    evaluation.note("\(field.name) has no value")
                }
                return outcome
            }
            if outcome.known == nil { return outcome.withoutValue }
        }
        if !end.isEmpty { result += end }
        return .value(.text(result))
    }

    override var parts: [Rule] { fields.objects.map(\.rule) }

    private static func write(_ text: String, _ field: Field, to result: inout String) {
        if !field.before.isEmpty { result += field.before }
        let missing = field.width - text.utf8.count
        if missing <= 0 {
            if result.isEmpty { result = text } else { result += text }
        } else if text.utf8.first == UInt8(ascii: "-") {
            result += "-" + String(repeating: "0", count: missing) + text.dropFirst()
        } else {
            result += String(repeating: "0", count: missing) + text
        }
    }
}

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
