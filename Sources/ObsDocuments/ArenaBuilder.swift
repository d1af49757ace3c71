internal import ObsText

/// Takes nodes in the order of the text and makes an arena of them.
struct ArenaBuilder {
    /// A sequence or mapping whose end has not come yet.
    private struct Frame {
        let record: UInt32
        /// Where its children start in `pending`.
        let firstPending: Int
        /// Nodes in it so far, aliases counted as what they stand for.
        var nodes = 1
        /// Levels below it so far.
        var levels = 0
    }

    /// What a node costs to whoever walks it.
    struct Size {
        var nodes = 1
        /// Levels of nesting in it: 0 for a scalar.
        var levels = 0
    }

    let file: String
    let isJSON: Bool
    let firstLine: UInt32
    let limits: Limits
    /// Problems after which the text can still be read to its end.
    let problems = Problems(limit: 100)
    /// Repeated keys; they make a file wrong, but not unreadable.
    private(set) var duplicates: [DuplicateKey] = []
    private static let mostDuplicates = 1000
    private(set) var records: [Record] = []
    var text: [UInt8]
    private var children: [UInt32] = []
    private var pending: [UInt32] = []
    private var slots: [UInt32] = []
    private var tags: [RecordTag] = []
    private var frames: [Frame] = []

    /// Creates an empty builder.
    ///
    /// `text` is text to which scalars can refer from the start, `expectedNodes` the room to set aside.
    init(file: String, isJSON: Bool, firstLine: UInt32 = 0, limits: Limits, text: [UInt8], expectedNodes: Int) {
        self.file = file
        self.isJSON = isJSON
        self.firstLine = firstLine
        self.limits = limits
        self.text = text
        records.reserveCapacity(expectedNodes)
        children.reserveCapacity(expectedNodes)
        frames.reserveCapacity(min(limits.depth, 64) + 1)
    }

    /// Number of sequences and mappings that are open.
    var depth: Int { frames.count }

    /// Whether there is one node more than allowed.
    var hasTooManyNodes: Bool { records.count > limits.nodes }

    /// Kind of the innermost open sequence or mapping.
    var innermost: RecordKind? { frames.last.map { records[Int($0.record)].kind } }

    /// Number of keys and values (or elements) in the innermost open node.
    var innermostCount: Int { frames.last.map { pending.count - $0.firstPending } ?? 0 }

    /// Adds a scalar whose text lies in `text`.
    @inline(__always)
    mutating func scalar(_ kind: RecordKind, line: UInt32, column: UInt32, start: Int, count: Int) {
        let index = UInt32(truncatingIfNeeded: records.count)
        records.append(
            Record(
                kind: kind, line: line, column: column, start: UInt32(truncatingIfNeeded: start),
                count: UInt32(truncatingIfNeeded: count)))
        add(index, Size())
    }

    /// Adds an alias of a finished node.
    mutating func alias(of target: UInt32, size: Size, line: UInt32, column: UInt32) {
        let index = UInt32(records.count)
        records.append(Record(kind: .alias, line: line, column: column, start: target, count: 0))
        add(index, size)
    }

    /// Begins a sequence or mapping.
    mutating func open(_ kind: RecordKind, line: UInt32, column: UInt32) {
        let index = UInt32(truncatingIfNeeded: records.count)
        records.append(Record(kind: kind, line: line, column: column, start: 0, count: 0))
        frames.append(Frame(record: index, firstPending: pending.count))
    }

    /// Ends the innermost sequence or mapping.
    ///
    /// - Returns: Its record and size.
    @discardableResult
    mutating func close() -> (record: UInt32, size: Size) {
        guard let frame = frames.popLast() else { return (0, Size()) }
        let index = Int(frame.record)
        if records[index].kind == .mapping { closeMapping(frame) }
        let first = children.count
        children.append(contentsOf: pending[frame.firstPending...])
        let count = pending.count - frame.firstPending
        pending.removeLast(count)
        records[index].start = UInt32(truncatingIfNeeded: first)
        records[index].count = UInt32(truncatingIfNeeded: records[index].kind == .mapping ? count / 2 : count)
        let size = Size(nodes: frame.nodes, levels: frame.levels + 1)
        add(frame.record, size)
        return (frame.record, size)
    }

    /// Gives the last record a tag.
    mutating func tagLast(_ tag: String) {
        records[records.count - 1].isTagged = true
        tags.append(RecordTag(record: UInt32(records.count - 1), tag: tag))
    }

    /// Nodes of the whole document so far when they are counted through aliases: grows while frames are open.
    func expandedNodes(adding size: Size) -> Int {
        frames.reduce(size.nodes) { $0.addingReportingOverflow($1.nodes).partialValue }
    }

    /// The arena; the first record is the root.
    func finish() -> Arena {
        Arena(
            file: file, isJSON: isJSON, firstLine: firstLine, records: records, children: children, slots: slots,
            text: text, tags: tags, duplicates: duplicates, root: 0)
    }

    @inline(__always)
    private mutating func add(_ index: UInt32, _ size: Size) {
        guard !frames.isEmpty else { return }
        pending.append(index)
        let last = frames.count &- 1
        frames[last].nodes &+= size.nodes
        if size.levels > frames[last].levels { frames[last].levels = size.levels }
    }

    private mutating func closeMapping(_ frame: Frame) {
        let merges = isJSON ? [] : takeMerges(frame)
        var added: [UInt32] = []
        let (isIndexed, repeated) = KeyIndex.build(
            pending.span.extracting(frame.firstPending...), records.span, text.span, merges: merges, into: &added)
        let keyIndex = isIndexed ? UInt32(slots.count + 1) : 0
        slots += added
        records[Int(frame.record)].keyIndex = keyIndex
        guard !repeated.isEmpty else { return }
        for (earlier, later) in repeated {
            let key = pending[frame.firstPending + 2 * later]
            reportDuplicate(
                key, named: keyText(key), after: pending[frame.firstPending + 2 * earlier], in: frame.record,
                hint: "remove one of them")
        }
    }

    /// Everything that is wrong so far.
    var allProblems: DiagnosticsError {
        problems.report(duplicates.map(\.diagnostic))
        return DiagnosticsError(problems.sorted)
    }

    /// Removes the merge keys from the pending pairs of a mapping and lists what they merge.
    private mutating func takeMerges(_ frame: Frame) -> [UInt32] {
        var merges: [UInt32] = []
        var firstMerge: UInt32?
        var kept = frame.firstPending
        for at in stride(from: frame.firstPending, to: pending.count - 1, by: 2) {
            let key = pending[at]
            guard isMergeKey(key) else {
                pending[kept] = key
                pending[kept + 1] = pending[at + 1]
                kept += 2
                continue
            }
            if let firstMerge {
                reportDuplicate(
                    key, named: "<<", after: firstMerge, in: frame.record,
                    hint: "merge several mappings with one list: '<<: [*first, *second]'")
            }
            firstMerge = firstMerge ?? key
            addMerges(of: pending[at + 1], to: &merges, isNested: false)
        }
        pending.removeLast(pending.count - kept)
        if merges.count > limits.merges, let firstMerge {
            problems.error(
                .limitExceeded, at: position(of: firstMerge),
                "\(merges.count) mappings are merged here, directly and through each other; "
                    + "at most \(limits.merges) are allowed")
            merges.removeAll()
        }
        return merges
    }

    private mutating func reportDuplicate(
        _ key: UInt32, named name: String, after first: UInt32, in mapping: UInt32, hint: String
    ) {
        records[Int(mapping)].hasDuplicates = true
        guard duplicates.count < Self.mostDuplicates else { return }
        duplicates.append(
            DuplicateKey(
                mapping: mapping,
                diagnostic: Diagnostic(
                    .error, .duplicateKey, at: position(of: key),
                    "duplicate key \(DisplayText.quoted(name)), also at line \(position(of: first).line)", hint: hint)))
    }

    private func isMergeKey(_ index: UInt32) -> Bool {
        let record = records[Int(index)]
        guard record.kind == .plain, record.count == 2 else { return false }
        return text[Int(record.start)] == 0x3C && text[Int(record.start) + 1] == 0x3C
    }

    private func addMerges(of value: UInt32, to merges: inout [UInt32], isNested: Bool) {
        var index = value
        if records[Int(index)].kind == .alias { index = records[Int(index)].start }
        let record = records[Int(index)]
        switch record.kind {
        case .mapping:
            add(merge: index, to: &merges)
            guard record.keyIndex != 0 else { return }
            let header = Int(record.keyIndex) - 1
            for ordinal in 0..<Int(slots[header + 1]) { add(merge: slots[header + 2 + ordinal], to: &merges) }
        case .sequence where !isNested:
            for at in Int(record.start)..<Int(record.start) + Int(record.count) where merges.count <= limits.merges {
                addMerges(of: children[at], to: &merges, isNested: true)
            }
        default:
            problems.error(
                .badMerge, at: position(of: value), "'<<' merges mappings, and this is none",
                hint: "write '<<: *anchor' with the anchor of a mapping, or a list of such")
        }
    }

    private func add(merge: UInt32, to merges: inout [UInt32]) {
        guard merges.count <= limits.merges, !merges.contains(merge) else { return }
        merges.append(merge)
    }

    private func keyText(_ index: UInt32) -> String {
        var record = records[Int(index)]
        if record.kind == .alias { record = records[Int(record.start)] }
        return String(decoding: text[Int(record.start)..<Int(record.start) + Int(record.count)], as: UTF8.self)
    }

    private func position(of index: UInt32) -> SourcePosition {
        let record = records[Int(index)]
        let column = isJSON ? TextPlace.column(ofByte: Int(record.column), in: text.span) : Int(record.column)
        return SourcePosition(file: file, line: Int(firstLine) + Int(record.line) + 1, column: column + 1)
    }
}
