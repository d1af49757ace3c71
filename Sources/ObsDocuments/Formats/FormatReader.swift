package import ObsText

/// Decodes a mapping strictly by its format: a key that the format does not describe cannot be asked for.
///
/// ```swift
/// guard let reader = FormatReader(node, AmplifierKeys.whole, problems) else { return nil }
/// let name = reader[AmplifierKeys.name]
/// let gain = reader[AmplifierKeys.gain]
/// reader.finish()
/// ```
package struct FormatReader {
    /// What the mapping may have.
    package let format: MappingFormat
    private let reader: MappingReader

    /// Starts to read a mapping; what `MappingReader` reports is reported.
    package init?(_ node: Node, _ format: MappingFormat, _ problems: Problems) {
        guard let reader = MappingReader(node, format.what, problems) else { return nil }
        self.reader = reader
        self.format = format
    }

    /// The mapping.
    package var node: Node { reader.node }
    /// What the mapping describes, for messages.
    package var what: String { reader.what }
    /// Takes what is wrong.
    package var problems: Problems { reader.problems }

    /// The value of a key; nil where it is not there or cannot be read.
    ///
    /// Reports what is wrong with the value, and that the key is missing where the format needs it.
    package subscript<Value>(key: FileKey<Value>) -> Value? {
        given(key).flatMap { key.read($0, problems) }
    }

    /// The value of a key that must be there in this case, though the format does not always need it.
    package subscript<Value>(needed key: FileKey<Value>) -> Value? {
        needed(key).flatMap { key.read($0, problems) }
    }

    /// What stands behind a key; reports that it is missing where the format needs it.
    package func given(_ key: any DescribedKey) -> Node? {
        assert(format.has(key), "\(key.name) is no key of \(format.what)")
        return format.needs(key) ? reader.required(key.name) : reader.optional(key.name)
    }

    /// What stands behind a key that must be there in this case, though the format does not always need it.
    package func needed(_ key: any DescribedKey) -> Node? {
        assert(format.has(key), "\(key.name) is no key of \(format.what)")
        return reader.required(key.name)
    }

    /// What stands behind a key that may be absent in this case, though the format needs it.
    package func ifGiven(_ key: any DescribedKey) -> Node? {
        assert(format.has(key), "\(key.name) is no key of \(format.what)")
        return reader.optional(key.name)
    }

    /// Whether the mapping has a key; does not count as asking for its value.
    package func contains(_ key: any DescribedKey) -> Bool { reader.contains(key.name) }

    /// Reports that a key is missing, as `MappingReader` does.
    package func reportMissing(_ key: any DescribedKey, _ message: String? = nil, hint: String? = nil) {
        reader.reportMissing(key.name, message, hint: hint)
    }

    /// Reports a schema line that is missing or of another kind of file.
    package func requireSchema(_ file: FileFormat) { reader.requireSchema(file.schema) }

    /// What stands behind a key that no mapping of this format may have, so that a reader can say why.
    package func refused(_ name: String) -> Node? { reader.contains(name) ? reader.optional(name) : nil }

    /// Reports the keys that were not asked for; to be called once, when everything was.
    package func finish() { reader.finish() }
}
