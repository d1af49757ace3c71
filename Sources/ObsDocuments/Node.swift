public import ObsText

/// A value of a document, with its place: a scalar, a sequence or a mapping.
///
/// A node is a reference to the document and a number; it is cheap to copy and keeps the document alive.
/// Aliases are followed and merge keys are resolved when something is looked up, so neither is ever copied.
/// Values are typed by whoever reads them (`Node.integer`, `Node.string`, …): `NO` is text where text is expected.
public struct Node: Sendable {
    /// What a node is made of.
    public enum Kind: Hashable, Sendable {
        /// Text, a number, true, false or null.
        case scalar
        /// A list of nodes.
        case sequence
        /// Pairs of key and value.
        case mapping
    }

    let arena: Arena
    /// The record with the content.
    let index: UInt32
    /// The record with the place: an alias, or the same.
    let place: UInt32

    /// Whether two nodes stand in one file.
    package func isOfTheSameFile(as other: Node) -> Bool { arena === other.arena }

    var record: Record { arena.records[Int(index)] }

    /// What the node is made of.
    public var kind: Kind {
        switch record.kind {
        case .sequence: .sequence
        case .mapping: .mapping
        default: .scalar
        }
    }

    /// Where the node starts; for an alias, where the alias stands.
    public var position: SourcePosition { arena.position(of: place) }

    /// Whether the node is a scalar without quotation marks, so that it can be other than text.
    public var isPlain: Bool {
        let kind = record.kind
        return kind.isScalar && kind != .string
    }

    /// Whether the node is a plain `null`, `~` or nothing at all.
    public var isNull: Bool {
        switch record.kind {
        case .jsonNull: true
        case .plain: withUTF8Text(NumberText.isNull)
        default: false
        }
    }

    /// The text of a scalar as written, with escapes resolved; nil for sequences and mappings.
    public var text: String? {
        guard record.kind.isScalar else { return nil }
        return withUTF8Text { String(decoding: $0) }
    }

    /// The tag that was written, in full (`tag:yaml.org,2002:float`, `!quantity`), or nil.
    ///
    /// Tags of others are data. Of YAML's own only `!!str` and the lone `!` change how a scalar is read: as text.
    public var tag: String? { arena.tag(of: index) }

    /// Calls a function with the text of a scalar in UTF-8, without a copy; empty for sequences and mappings.
    public func withUTF8Text<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        let record = record
        let text = arena.text
        return try body(text.span.extracting(record.kind.isScalar ? record.text : 0..<0))
    }

    /// The value of a key, or nil when the node has no such key or is no mapping.
    ///
    /// Own keys come before merged ones. Where a key is repeated (an error that loading notes) the last one counts.
    public subscript(key: String) -> Node? {
        pair(key).map { arena.node($0.value) }
    }

    /// Reports the keys that this mapping has twice; `MappingReader` does so by itself.
    package func reportDuplicateKeys(_ problems: Problems) {
        guard record.hasDuplicates else { return }
        let known = arena.duplicates.filter { $0.mapping == index }
        problems.report(known.map(\.diagnostic))
        // Only the first thousand of a file are described.
        if known.isEmpty { problems.error(.duplicateKey, at: self, "keys of this mapping come twice") }
    }

    func pair(_ key: String) -> Arena.Pair? {
        guard record.kind == .mapping else { return nil }
        return arena.pair(key.utf8.span, in: index)
    }
}
