package import ObsText

/// What stands behind a key: how it is read, and what documents and schemas say of it.
package struct KeyForm<Value>: DescribedForm {
    /// What is written, in Markdown; takes how to name a format.
    package let words: @Sendable (_ named: (MappingFormat) -> String) -> String
    /// The members of its JSON schema, without braces.
    package let schema: @Sendable () -> String
    /// The formats of the mappings in it.
    package let formats: @Sendable () -> [MappingFormat]
    let read: @Sendable (Node, Problems) -> Value?

    /// A form that has no mappings in it.
    ///
    /// - Parameters:
    ///   - words: What is written, in Markdown.
    ///   - schema: The members of its JSON schema, without braces.
    ///   - read: Reads a value; nil, and what is wrong among the problems, where it cannot.
    package init(_ words: String, schema: String, _ read: @escaping @Sendable (Node, Problems) -> Value?) {
        self.init({ _ in words }, schema: { schema }, formats: { [] }, read)
    }

    init(
        _ words: @escaping @Sendable (_ named: (MappingFormat) -> String) -> String,
        schema: @escaping @Sendable () -> String, formats: @escaping @Sendable () -> [MappingFormat],
        _ read: @escaping @Sendable (Node, Problems) -> Value?
    ) {
        self.words = words
        self.schema = schema
        self.formats = formats
        self.read = read
    }
}

/// What documents and schemas say of what stands behind a key.
package protocol DescribedForm: Sendable {
    /// What is written, in Markdown; takes how to name a format.
    var words: @Sendable (_ named: (MappingFormat) -> String) -> String { get }
    /// The members of its JSON schema, without braces.
    var schema: @Sendable () -> String { get }
    /// The formats of the mappings in it.
    var formats: @Sendable () -> [MappingFormat] { get }
}

extension KeyForm where Value == String {
    /// A text; what looks like a number or a truth value is text here.
    package static var text: Self { Self("a text", schema: Schema.text) { $0.string($1) } }

    /// One of a few words.
    ///
    /// - Parameters:
    ///   - names: The words.
    ///   - former: Older spellings of some words, which are still read; a warning names the new one.
    /// - Returns: The form.
    package static func word(_ names: [String], formerly former: [String: String] = [:]) -> Self {
        let known = Schema.words(names + former.keys.sorted())
        return Self(Schema.listed(names), schema: known) { $0.choice(among: names, formerly: former, $1) }
    }
}

extension KeyForm where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
    /// One of a few words that stand for the cases of an enumeration.
    package static var choice: Self {
        let names = Value.allCases.map(\.rawValue)
        return Self(Schema.listed(names), schema: Schema.words(names)) { $0.choice($1) }
    }
}

extension KeyForm where Value == Bool {
    /// True or false.
    package static var truth: Self { Self("`true` or `false`", schema: #""type": "boolean""#) { $0.boolean($1) } }
}

extension KeyForm where Value == Int {
    /// A whole number in a range.
    package static func integer(_ range: ClosedRange<Int> = .min ... .max) -> Self {
        Self("a whole number" + Schema.within(range), schema: Schema.integer(range)) { $0.integer($1, in: range) }
    }

    /// A whole number from 0.
    package static var count: Self { integer(0...Int(Int32.max)) }
}

extension KeyForm where Value == Double {
    /// A number, which is finite.
    package static var number: Self { Self("a number", schema: #""type": "number""#) { $0.double($1) } }
}

extension KeyForm where Value == [String] {
    /// A list of texts.
    package static var texts: Self {
        Self("a list of texts", schema: Schema.array(Schema.text)) { $0.strings($1) }
    }
}

extension KeyForm where Value == Node {
    /// What a reader reads by itself.
    ///
    /// - Parameters:
    ///   - words: What is written, in Markdown.
    ///   - schema: The members of its JSON schema, without braces.
    /// - Returns: The form.
    package static func node(_ words: String, schema: String) -> Self {
        Self(words, schema: schema) { node, _ in node }
    }

    /// A condition of the rule language.
    package static var condition: Self {
        .node("a condition of RuleLanguage.md", schema: ##""$ref": "translation.schema.json#/$defs/condition""##)
    }

    /// A mapping of a format.
    package static func mapping(_ format: @escaping @autoclosure @Sendable () -> MappingFormat) -> Self {
        Self({ "keys of \($0(format()))" }, schema: { format().reference }, formats: { [format()] }) { node, _ in node }
    }

    /// A list of mappings of a format.
    ///
    /// - Parameters:
    ///   - format: What each element is.
    ///   - rules: Further members of the schema of the list.
    /// - Returns: The form.
    package static func list(
        _ format: @escaping @autoclosure @Sendable () -> MappingFormat, rules: String = ""
    ) -> Self {
        Self(
            { "a list, each with keys of \($0(format()))" }, schema: { Schema.array(format().reference, rules) },
            formats: { [format()] }
        ) { node, _ in node }
    }

    /// Mappings of a format by name.
    ///
    /// - Parameters:
    ///   - format: What stands behind each name.
    ///   - null: What null stands for in the place of a mapping; nil where it is not allowed.
    /// - Returns: The form.
    package static func byName(
        _ format: @escaping @autoclosure @Sendable () -> MappingFormat, null: String? = nil
    ) -> Self {
        let end = null.map { "; null \($0)" } ?? ""
        return Self(
            { "names, each with keys of \($0(format()))\(end)" },
            schema: {
                let one = "{\(format().reference)}"
                return Schema.byName(null == nil ? one : #"{"anyOf": [\#(one), {"type": "null"}]}"#)
            }, formats: { [format()] }
        ) { node, _ in node }
    }

    /// A list of one form each.
    ///
    /// - Parameters:
    ///   - form: What each element is.
    ///   - rules: Further members of the schema of the list.
    /// - Returns: The form.
    package static func elements(_ form: KeyForm<Node>, rules: String = "") -> Self {
        Self(
            { "a list, each \(form.words($0))" }, schema: { Schema.array(form.schema(), rules) },
            formats: { form.formats() }
        ) { node, _ in node }
    }

    /// Names, each with one form.
    package static func each(_ form: KeyForm<Node>) -> Self {
        Self(
            { "names, each with \(form.words($0))" },
            schema: { #""type": "object", "additionalProperties": {\#(form.schema())}"# }, formats: { form.formats() }
        ) { node, _ in node }
    }

    /// A form that is made of another one.
    ///
    /// - Parameters:
    ///   - words: What is written, in Markdown.
    ///   - schema: The members of its JSON schema, without braces.
    ///   - form: The form, whose mappings are in it.
    /// - Returns: The form.
    package static func either(
        _ words: @escaping @Sendable (_ named: (MappingFormat) -> String) -> String,
        schema: @escaping @Sendable () -> String, of form: KeyForm<Node>
    ) -> Self {
        Self(words, schema: schema, formats: { form.formats() }) { node, _ in node }
    }

    /// This form or another.
    package func or(_ other: KeyForm<Node>) -> Self {
        Self(
            { "\(self.words($0)), or \(other.words($0))" },
            schema: { #""anyOf": [{\#(self.schema())}, {\#(other.schema())}]"# },
            formats: { self.formats() + other.formats() }
        ) { node, _ in node }
    }
}
