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
