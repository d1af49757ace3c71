internal import ObsText

/// What a record of an arena is.
enum RecordKind: UInt8 {
    /// Stands for another record (`start`); it only adds a place.
    case alias
    case sequence
    case mapping
    /// A YAML scalar without quotation marks: its type is resolved when it is asked for.
    case plain
    /// A YAML scalar in quotation marks, a block scalar, or a JSON string: text and nothing else.
    case string
    case jsonNumber
    case jsonTrue
    case jsonFalse
    case jsonNull
    /// `NaN`, `Infinity` or `-Infinity` in JSON that allows them.
    case jsonNonFinite

    var isScalar: Bool { rawValue > RecordKind.mapping.rawValue }
}

/// One node in an arena.
struct Record {
    var kind: RecordKind
    var isTagged = false
    /// Mapping: whether a key comes twice.
    var hasDuplicates = false
    /// Line, counted from 0.
    var line: UInt32
    /// YAML: column in characters, counted from 0.
    ///
    /// JSON: offset in the text in bytes.
    var column: UInt32
    /// Scalar: offset in the text.
    ///
    /// Sequence, mapping: offset of its first child. Alias: the record that it stands for.
    var start: UInt32
    /// Scalar: bytes of text.
    ///
    /// Sequence: elements. Mapping: pairs of key and value.
    var count: UInt32
    /// Mapping: 1 + the offset of its `KeyIndex` in `slots`, or 0 when it has none.
    var keyIndex: UInt32 = 0

    /// Where the text of a scalar is.
    @inline(__always)
    var text: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// The tag of a record, when it is not the one that its text implies.
struct RecordTag {
    let record: UInt32
    let tag: String
}

/// A key that a mapping has already.
struct DuplicateKey {
    let mapping: UInt32
    let diagnostic: Diagnostic
}

/// All nodes of one document in flat arrays, immutable once it is built.
///
/// An array of records instead of a tree of objects: loading allocates a handful of buffers whatever the size of the
/// file, an alias is a number, and a node is a reference to the arena with an index.
final class Arena: Sendable {
    let file: String
    let isJSON: Bool
    /// Number of the line (from 0) at which the text starts in its file; lines of NDJSON are documents of their own.
    let firstLine: UInt32
    let records: [Record]
    let children: [UInt32]
    let slots: [UInt32]
    let text: [UInt8]
    let tags: [RecordTag]
    let duplicates: [DuplicateKey]
    let root: UInt32

    init(
        file: String, isJSON: Bool, firstLine: UInt32, records: [Record], children: [UInt32], slots: [UInt32],
        text: [UInt8], tags: [RecordTag], duplicates: [DuplicateKey], root: UInt32
    ) {
        self.file = file
        self.isJSON = isJSON
        self.firstLine = firstLine
        self.records = records
        self.children = children
        self.slots = slots
        self.text = text
        self.tags = tags
        self.duplicates = duplicates
        self.root = root
    }

    /// The record that an index means once aliases are followed.
    @inline(__always)
    func resolved(_ index: UInt32) -> UInt32 {
        let record = records[Int(index)]
        return record.kind == .alias ? record.start : index
    }

    func node(_ index: UInt32) -> Node {
        Node(arena: self, index: resolved(index), place: index)
    }

    func tag(of index: UInt32) -> String? {
        guard records[Int(index)].isTagged else { return nil }
        let place = tags.partitioningIndex { $0.record >= index }
        return place < tags.count && tags[place].record == index ? tags[place].tag : nil
    }

    func position(of index: UInt32) -> SourcePosition {
        let record = records[Int(index)]
        let bytes = text
        let column = isJSON ? TextPlace.column(ofByte: Int(record.column), in: bytes.span) : Int(record.column)
        return SourcePosition(file: file, line: Int(firstLine) + Int(record.line) + 1, column: column + 1)
    }
}
