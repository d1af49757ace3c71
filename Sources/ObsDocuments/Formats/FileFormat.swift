/// A file of a package: where it stands, its first line, its keys, an example.
package struct FileFormat: Sendable {
    /// The line with which such a file begins, behind `schema:`.
    package let schema: String
    /// Where a package has it.
    package let path: String
    /// What it is for, in Markdown.
    package let about: String
    /// Its keys, `schema` before the others.
    package let root: MappingFormat
    /// A file with comments, which is right.
    package let example: String
    private let schemaKey: FileKey<String>

    /// Describes a file.
    ///
    /// - Parameters:
    ///   - schema: The line with which it begins, behind `schema:`.
    ///   - path: Where a package has it.
    ///   - what: What it is, for messages.
    ///   - about: What it is for, in Markdown.
    ///   - keys: Its keys behind `schema`, in the order in which documents show them.
    ///   - needed: Those that must be there.
    ///   - rules: What else the JSON schema asks for: members beside its properties, without braces.
    ///   - example: A file with comments, which is right.
    package init(
        _ schema: String, at path: String, _ what: String, _ about: String, _ keys: [any DescribedKey],
        needs needed: [any DescribedKey] = [], rules: String = "", example: String
    ) {
        self.schema = schema
        self.path = path
        self.about = about
        self.example = example
        schemaKey = FileKey(
            "schema", KeyForm("`\(schema)`", schema: "\"const\": \(Schema.quoted(schema))") { $0.string($1) },
            "What the file is; always the first line.", example: schema)
        root = MappingFormat(what, about, [schemaKey] + keys, needs: [schemaKey] + needed, rules: rules)
    }

    /// The name of its sort, as its schema is called: `sensors`.
    package var name: String { String(schema.split(separator: "/")[1]) }

    /// The JSON schema of such files, on one line.
    package var jsonSchema: String {
        let definitions = root.inner.filter { $0 !== root }.map { (key: $0.definition, value: "{\($0.schema)}") }
        precondition(Set(definitions.map(\.key)).count == definitions.count, "two formats of \(name) have one name")
        let head = Schema.object([
            ("$schema", Schema.quoted("https://json-schema.org/draft/2020-12/schema")),
            ("$id", Schema.quoted("\(name).schema.json")),
        ])
        let end = definitions.isEmpty ? "" : ", \"$defs\": \(Schema.object(definitions.sorted { $0.key < $1.key }))"
        return "\(head.dropLast()), \(root.schema)\(end)}"
    }
}
