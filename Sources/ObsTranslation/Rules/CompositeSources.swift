internal import ObsYAML

/// A value that other rules are made of, by the name that a template or an expression uses.
struct NamedRule: Sendable {
    let name: String
    let rule: Rule
}

/// `join:` — texts with a separator, those without a value left out.
final class JoinSource: Source, @unchecked Sendable {
    let parts: [Rule]
    let separator: String

    init(parts: [Rule], separator: String) {
        self.parts = parts
        self.separator = separator
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        let texts = parts.compactMap { $0.value(&evaluation).flatMap { $0 == .null ? nil : $0.description } }
        return texts.isEmpty ? nil : .text(texts.joined(separator: separator))
    }
}

/// `text:` — a template with fields.
final class TextSource: Source, @unchecked Sendable {
    /// A piece of a template: literal text, then a field.
    struct Field: Sendable {
        let before: String
        let rule: NamedRule
        let width: Int
    }

    let fields: [Field]
    let end: String

    init(fields: [Field], end: String) {
        self.fields = fields
        self.end = end
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        var result = ""
        for field in fields {
            guard let value = field.rule.rule.value(&evaluation), value != .null else {
                evaluation.note("\(field.rule.name) has no value")
                return nil
            }
            result += field.before
            let text = value.description
            let missing = field.width - text.utf8.count
            if missing > 0, text.utf8.first == UInt8(ascii: "-") {
                result += "-" + String(repeating: "0", count: missing) + text.dropFirst()
            } else {
                result += String(repeating: "0", count: max(0, missing)) + text
            }
        }
        return .text(result + end)
    }
}

/// `integer:` — checked whole-number arithmetic.
final class IntegerSource: Source, @unchecked Sendable {
    let expression: IntegerExpression
    let rules: [NamedRule]

    init(expression: IntegerExpression, rules: [NamedRule]) {
        self.expression = expression
        self.rules = rules
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: rules.count) { numbers in
            for place in rules.indices {
                guard let number = number(rules[place], &evaluation) else { return nil }
                numbers.initializeElement(at: place, to: number)
            }
            return value(UnsafeBufferPointer(numbers), &evaluation)
        }
    }

    private func number(_ named: NamedRule, _ evaluation: inout Evaluation) -> Int? {
        guard let value = named.rule.value(&evaluation), value != .null else {
            evaluation.note("\(named.name) has no value")
            return nil
        }
        guard let number = NumberReading.integer(value, &evaluation.flags) else {
            evaluation.complain(nil, "\(named.name) is \(value.quoted), not a whole number")
            return nil
        }
        return number
    }

    private func value(_ numbers: UnsafeBufferPointer<Int>, _ evaluation: inout Evaluation) -> PropertyValue? {
        guard let result = expression.value(numbers) else {
            let values = zip(rules, numbers).map { "\($0.name) = \($1)" }.joined(separator: ", ")
            evaluation.complain(nil, "\(expression.source) cannot be computed in 64 bits with \(values)")
            return nil
        }
        return .integer(result)
    }
}

/// `pack:` — mixed-radix packing, least significant digit first.
final class PackSource: Source, @unchecked Sendable {
    let digits: [(rule: Rule, size: Int)]

    init(digits: [(rule: Rule, size: Int)]) { self.digits = digits }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        var result = 0
        var weight = 1
        for (index, digit) in digits.enumerated() {
            guard let value = digit.rule.value(&evaluation), value != .null else {
                evaluation.note("the packed number \(index + 1) has no value")
                return nil
            }
            guard let number = NumberReading.integer(value, &evaluation.flags), (0..<digit.size).contains(number) else {
                evaluation.complain(
                    nil, "the packed number \(index + 1) is \(value.quoted), not in 0 ..< \(digit.size)")
                return nil
            }
            // The product of all sizes fits in 64 bits: that is checked when the rule is compiled.
            result += number * weight
            weight = weight.multipliedReportingOverflow(by: digit.size).partialValue
        }
        return .integer(result)
    }
}

/// `hash:` — the first digits of a BLAKE2b hash as a number.
final class HashSource: Source, @unchecked Sendable {
    let rule: Rule
    let hexDigits: Int

    init(rule: Rule, hexDigits: Int) {
        self.rule = rule
        self.hexDigits = hexDigits
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let value = rule.value(&evaluation), value != .null else { return nil }
        guard case .text(let text) = value else {
            evaluation.complain(nil, "\(value.quoted) is no text to be hashed")
            return nil
        }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            evaluation.complain(nil, "\(PropertyValue.text(text).quoted) is not ASCII, so its hash is not defined")
            return nil
        }
        let digest = BLAKE2b.hash(Array(text.utf8))
        var number = 0
        for position in 0..<hexDigits {
            let byte = digest[position / 2]
            number = number << 4 | Int(position.isMultiple(of: 2) ? byte >> 4 : byte & 15)
        }
        return .integer(number)
    }
}
