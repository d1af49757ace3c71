/// A mapping of files of a package: the keys that it may have.
package final class MappingFormat: Sendable {
    /// What the mapping describes, for messages: `slot`.
    package let what: String
    /// What it is for, in Markdown.
    package let about: String
    /// Its keys, in the order in which documents show them.
    package let keys: [any DescribedKey]
    /// What else the JSON schema asks for: members beside its properties, without braces.
    package let rules: String
    private let needed: Set<String>

    /// Describes a mapping.
    ///
    /// - Parameters:
    ///   - what: What the mapping describes, for messages.
    ///   - about: What it is for, in Markdown.
    ///   - keys: Its keys, in the order in which documents show them.
    ///   - needed: Those that must be there.
    ///   - rules: What else the JSON schema asks for: members beside its properties, without braces.
    package init(
        _ what: String, _ about: String = "", _ keys: [any DescribedKey], needs needed: [any DescribedKey] = [],
        rules: String = ""
    ) {
        self.what = what
        self.about = about
        self.keys = keys
        self.rules = rules
        self.needed = Set(needed.map(\.name))
    }

    /// Whether a key must be there.
    package func needs(_ key: any DescribedKey) -> Bool { needed.contains(key.name) }

    /// Whether the mapping may have a key.
    func has(_ key: any DescribedKey) -> Bool { keys.contains { $0 === key } }

    /// The name of its definition in a JSON schema: `changeOfASlot`.
    var definition: String {
        let words = what.split { !$0.isLetter && !$0.isNumber }
        return (words.first.map { $0.lowercased() } ?? "")
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The member of a JSON schema that refers to the definition.
    var reference: String { ##""$ref": "#/$defs/\##(definition)""## }

    /// The members of its JSON schema, without braces.
    var schema: String {
        var members = [(key: "title", value: Schema.quoted(what))]
        if !about.isEmpty { members.append(("description", Schema.quoted(about))) }
        members.append(("type", Schema.quoted("object")))
        members.append(("properties", Schema.object(keys.map { ($0.name, $0.schema) })))
        let required = keys.filter(needs).map { Schema.quoted($0.name) }
        if !required.isEmpty { members.append(("required", "[\(required.joined(separator: ", "))]")) }
        members.append(("additionalProperties", "false"))
        return String(Schema.object(members).dropFirst().dropLast()) + (rules.isEmpty ? "" : ", " + rules)
    }

    /// The formats that are in it, and in those, each once; itself not, unless it is in itself.
    package var inner: [MappingFormat] {
        var found: [MappingFormat] = []
        func visit(_ format: MappingFormat) {
            for one in format.keys.flatMap({ $0.form.formats() }) where !found.contains(where: { $0 === one }) {
                found.append(one)
                visit(one)
            }
        }
        visit(self)
        return found
    }
}

extension DescribedKey {
    /// Its JSON schema.
    fileprivate var schema: String {
        var text = about
        if let unit { text += " Unit: \(unit)." }
        if let whenAbsent { text += " Where it is not given: \(whenAbsent)." }
        let schema = form.schema()
        return "{\"description\": \(Schema.quoted(text))\(schema.isEmpty ? "" : ", ")\(schema)}"
    }
}
