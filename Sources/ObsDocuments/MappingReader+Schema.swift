package import ObsText

extension MappingReader {
    /// Reports a schema line that is missing or of another kind of file.
    package func requireSchema(_ schema: String) {
        guard let node = required("schema"), let found = node.string(problems), found != schema else { return }
        problems.error(
            .unknownSchema, at: node, "the schema is \(DisplayText.quoted(found)), not \(schema)",
            hint: "write schema: \(schema)")
    }
}

extension Diagnostic.Code {
    /// A file of another kind or version than its name says.
    package static let unknownSchema = Self(rawValue: "unknown-schema")
}
