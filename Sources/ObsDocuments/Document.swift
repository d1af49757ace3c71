public import ObsText

/// One YAML or JSON document: an immutable arena of nodes with their places.
///
/// Loading resolves no values and follows no aliases, so that its time and memory follow the size of the text.
/// A walk over the whole document is bounded by the limits under which it was loaded.
public struct Document: Sendable {
    let arena: Arena

    /// Repeated keys, each at its second place; a reader of the file reports them with its own problems.
    ///
    /// `MappingReader` reports them too, for the mapping that it reads.
    public var duplicateKeys: [Diagnostic] { arena.duplicates.map(\.diagnostic).sorted() }

    /// Name of the file, as the caller gave it.
    public var file: String { arena.file }

    /// Whether the text was JSON.
    public var isJSON: Bool { arena.isJSON }

    /// The outermost node; null for an empty YAML file.
    public var root: Node { arena.node(arena.root) }

    /// Loads a file with one YAML document.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - file: Name of the file for diagnostics.
    ///   - limits: What it may cost.
    /// - Returns: The document.
    /// - Throws: `DiagnosticsError` with everything because of which the text is no YAML document.
    public static func yaml(_ bytes: [UInt8], file: String, limits: Limits = .default) throws -> Document {
        try yaml(bytes.span, file: file, limits: limits)
    }

    /// Loads one YAML document from bytes that are lent.
    ///
    /// - Throws: `DiagnosticsError` with everything because of which the text is no YAML document.
    public static func yaml(_ bytes: Span<UInt8>, file: String, limits: Limits = .default) throws -> Document {
        try YAMLComposer.document(bytes, file: file, limits: limits)
    }

    /// Loads one YAML document from a string.
    ///
    /// - Throws: `DiagnosticsError` with everything because of which the text is no YAML document.
    public static func yaml(text: String, file: String, limits: Limits = .default) throws -> Document {
        try yaml(Array(text.utf8), file: file, limits: limits)
    }

    /// Loads a JSON text (RFC 8259).
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8; a byte order mark is skipped.
    ///   - file: Name of the file for diagnostics.
    ///   - allowNonFinite: Whether the numbers `NaN`, `Infinity` and `-Infinity` are allowed.
    ///   - limits: What it may cost.
    /// - Returns: The document.
    /// - Throws: `DiagnosticsError` with everything because of which the text is not JSON.
    public static func json(
        _ bytes: [UInt8], file: String, allowNonFinite: Bool = false, limits: Limits = .default
    ) throws -> Document {
        try json(bytes.span, file: file, allowNonFinite: allowNonFinite, limits: limits)
    }

    /// Loads a part of a JSON text that is a value by itself, for diagnostics on the line of the file that it begins on.
    ///
    /// - Parameters:
    ///   - bytes: The part in UTF-8.
    ///   - file: Name of the file for diagnostics.
    ///   - firstLine: The line on which it begins, counted from 0.
    /// - Returns: The document.
    /// - Throws: `DiagnosticsError` with everything because of which the part is not JSON.
    package static func json(_ bytes: [UInt8], file: String, firstLine: UInt32) throws -> Document {
        try JSONScanner.document(bytes.span, file: file, firstLine: firstLine, allowNonFinite: false, limits: .default)
    }

    /// Loads a JSON text from bytes that are lent.
    ///
    /// - Throws: `DiagnosticsError` with everything because of which the text is not JSON.
    public static func json(
        _ bytes: Span<UInt8>, file: String, allowNonFinite: Bool = false, limits: Limits = .default
    ) throws -> Document {
        try JSONScanner.document(bytes, file: file, allowNonFinite: allowNonFinite, limits: limits)
    }

    /// Loads a JSON text from a string.
    ///
    /// - Throws: `DiagnosticsError` with everything because of which the text is not JSON.
    public static func json(
        text: String, file: String, allowNonFinite: Bool = false, limits: Limits = .default
    ) throws -> Document {
        try json(Array(text.utf8), file: file, allowNonFinite: allowNonFinite, limits: limits)
    }

    /// The lines of an NDJSON text, each of which is a document or has problems of its own; blank lines are skipped.
    public static func jsonLines(
        _ bytes: [UInt8], file: String, allowNonFinite: Bool = false, limits: Limits = .default
    ) -> JSONLines {
        JSONLines(bytes: bytes, file: file, allowNonFinite: allowNonFinite, limits: limits)
    }

    /// Reads a file: JSON when its name ends in `.json`, else YAML.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - allowNonFinite: Whether JSON may have `NaN`, `Infinity` and `-Infinity`.
    ///   - limits: What it may cost.
    /// - Returns: The document.
    /// - Throws: `DiagnosticsError`, also when the file cannot be read.
    public static func read(path: String, allowNonFinite: Bool = false, limits: Limits = .default) throws -> Document {
        let bytes = try FileBytes.read(path, limits: limits)
        guard path.utf8.suffix(5).map({ $0 | 0x20 }) == Array(".json".utf8) else {
            return try yaml(bytes, file: path, limits: limits)
        }
        return try json(bytes, file: path, allowNonFinite: allowNonFinite, limits: limits)
    }
}

/// The documents of an NDJSON text.
public struct JSONLines: Sequence, Sendable {
    /// The document of a line, or what is wrong with the line.
    public typealias Element = Result<Document, DiagnosticsError>

    let bytes: [UInt8]
    let file: String
    let allowNonFinite: Bool
    let limits: Limits

    /// Starts at the first line.
    public func makeIterator() -> Iterator { Iterator(lines: self) }

    /// Reads line after line.
    public struct Iterator: IteratorProtocol {
        let lines: JSONLines
        private var at = 0
        private var line: UInt32 = 0

        init(lines: JSONLines) { self.lines = lines }

        /// The next line that is not blank, or nil behind the last one.
        public mutating func next() -> Element? {
            let bytes = lines.bytes
            while at < bytes.count {
                let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
                // A line may end with CR LF, which then is not a line more.
                let range = at..<(end > at && bytes[end - 1] == 0x0D ? end - 1 : end)
                let number = line
                at = end + 1
                line += 1
                if bytes[range].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                return document(range, number)
            }
            return nil
        }

        private func document(_ range: Range<Int>, _ number: UInt32) -> Element {
            Result.diagnosing(else: .syntax) {
                try JSONScanner.document(
                    lines.bytes.span.extracting(range), file: lines.file, firstLine: number,
                    allowNonFinite: lines.allowNonFinite, limits: lines.limits)
            }
        }
    }
}
