internal import ObsDocuments

/// `text:` — a template with fields.
final class TextSource: Source, SourceWord, @unchecked Sendable {
    static let word = "text"
    static let about =
        "this template, each `{NAME}` replaced by what is called so in `with: {NAME: RULE}` beside it; `{NAME:05}` pads a "
        + "number with zeros"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{text: 'ccd{n:02}', with: {n: {card: CCDNUM}}}", of: "{CCDNUM: 7}", gives: "ccd07"),
        RuleExample("{text: 'ccd{n:02}', with: {n: {card: CCDNUM}}}", of: "{}", ends: .none),
    ]

    /// The fields of a template, and the text behind the last.
    struct Told {
        let fields: [Field]
        let end: String
    }

    /// A template.
    struct Argument: RuleArgument {
        let notation: String? = "TEMPLATE"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Told? {
            guard let text = node.string(compiler.problems) else { return nil }
            var fields: [Field] = []
            var before = ""
            var rest = text[...]
            while let open = rest.firstIndex(of: "{") {
                guard let close = rest[open...].firstIndex(of: "}") else {
                    compiler.error(.badTemplate, node, "a { without a } in '\(text)'")
                    return nil
                }
                before += rest[..<open]
                let parts = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
                rest = rest[rest.index(after: close)...]
                guard let name = parts.first, let named = compiler.namedRule(String(name), node) else {
                    if parts.isEmpty { compiler.error(.badTemplate, node, "an empty {} in '\(text)'") }
                    return nil
                }
                var width = 0
                if parts.count == 2 {
                    guard let wanted = Int(parts[1]), (1...40).contains(wanted), parts[1].hasPrefix("0") else {
                        compiler.error(
                            .badTemplate, node, "'\(parts[1])' is no width",
                            hint: "write {\(name):05} for five digits with zeros")
                        return nil
                    }
                    width = wanted
                }
                fields.append(Field(before: before, rule: named, width: width))
                before = ""
            }
            return Told(fields: fields, end: before + rest)
        }
    }

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

    init(_ told: Told) {
        fields = BorrowedList(told.fields)
        end = told.end
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
