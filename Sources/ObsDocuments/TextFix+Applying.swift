public import ObsText

extension TextFix {
    /// A text after changes that a tool made.
    public struct FixedText: Sendable {
        /// The text.
        public let bytes: [UInt8]
        /// The changes that were made, by place.
        public let made: [TextFix]
        /// The changes that could not be made, by place: a person has to.
        public let left: [TextFix]
    }

    /// Makes changes in a YAML text; every byte that no change names stays as it is.
    ///
    /// A comment is only written where it is one: where it would become a part of a text that goes over several lines, it
    /// stands at the end of the next line at which it does not. A line that has the comment gets no second one.
    ///
    /// - Parameters:
    ///   - fixes: the changes, whose places are of this text
    ///   - bytes: the text
    /// - Returns: the new text, and what was changed
    public static func apply(_ fixes: some Sequence<TextFix>, to bytes: [UInt8]) -> FixedText {
        let lines = TextLines(bytes)
        var made: [TextFix] = []
        var left: [TextFix] = []
        var edits: [Edit] = []
        var marks: [Mark] = []
        for fix in Set(fixes).sorted(by: { ($0.place, $0.order) < ($1.place, $1.order) }) {
            switch fix.action {
            case .replace(let old, let new):
                if let range = lines.range(of: old, at: fix.place) {
                    edits.append(Edit(range: range, text: Array(new.utf8)))
                    made.append(fix)
                } else {
                    left.append(fix)
                }
            case .mark(let comment):
                guard lines.ends.indices.contains(fix.place.line - 1) else {
                    left.append(fix)
                    continue
                }
                let mark = Mark(line: fix.place.line - 1, text: Array("# \(comment)".utf8))
                if lines.hasText(mark.text, inLine: mark.line) || marks.contains(mark) { continue }
                marks.append(mark)
                made.append(fix)
            }
        }
        let replaced = Edit.make(edits, in: bytes)
        let placed = place(marks, edits, bytes, lines, besides: replaced)
        for mark in marks where !placed.contains(where: { $0.mark == mark }) {
            let lost = made.filter { $0.place.line == mark.line + 1 && $0.action.isMark }
            made.removeAll { lost.contains($0) }
            left += lost
        }
        return FixedText(
            bytes: Edit.make(edits + placed.map(\.edit), in: bytes), made: made,
            left: left.sorted { $0.place < $1.place })
    }

    /// Finds the end of a line for each comment, such that the text says what it said without them.
    private static func place(
        _ marks: [Mark], _ edits: [Edit], _ bytes: [UInt8], _ lines: TextLines, besides replaced: [UInt8]
    ) -> [(mark: Mark, edit: Edit)] {
        guard !marks.isEmpty, let wanted = try? Document.yaml(replaced, file: "") else { return [] }
        func isKept(_ edit: [Edit]) -> Bool {
            guard let found = try? Document.yaml(Edit.make(edits + edit, in: bytes), file: "") else { return false }
            return found.saysTheSame(as: wanted)
        }
        let simple = marks.map { ($0, $0.edit(atEndOf: $0.line, lines, bytes)) }
        if isKept(simple.map(\.1)) { return simple }
        // Some line ends inside of a text; each comment is tried by itself.
        return marks.compactMap { mark in
            for line in mark.line..<min(mark.line + 100, lines.ends.count) {
                let edit = mark.edit(atEndOf: line, lines, bytes)
                if isKept([edit]) { return (mark, edit) }
            }
            return nil
        }
    }

    /// Replacements before comments, where both are at one place.
    private var order: Int { action.isMark ? 1 : 0 }
}

extension TextFix.Action {
    /// Whether it writes a comment for a person.
    public var isMark: Bool { if case .mark = self { true } else { false } }
}

/// Bytes in the place of others.
private struct Edit {
    let range: Range<Int>
    let text: [UInt8]

    /// A text with some of its bytes replaced.
    static func make(_ edits: [Edit], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 0
        for edit in edits.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        })
        where edit.range.lowerBound >= at {
            result += bytes[at..<edit.range.lowerBound] + edit.text
            at = edit.range.upperBound
        }
        return result + bytes[at...]
    }
}

/// A comment that a line needs.
private struct Mark: Equatable {
    let line: Int
    let text: [UInt8]

    func edit(atEndOf line: Int, _ lines: TextLines, _ bytes: [UInt8]) -> Edit {
        let end = lines.ends[line]
        let isSpaced = end > lines.starts[line] && bytes[end - 1] == UInt8(ascii: " ")
        return Edit(range: end..<end, text: Array((isSpaced ? " " : "  ").utf8) + text)
    }
}

/// Where the lines of a YAML text begin and end, by the line breaks that libyaml knows.
private struct TextLines {
    let bytes: [UInt8]
    let starts: [Int]
    /// The ends, without what ends them.
    let ends: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        var ends: [Int] = []
        var at = 0
        while at < bytes.count {
            let length = Self.lineBreak(bytes, at)
            if length > 0 {
                ends.append(at)
                starts.append(at + length)
            }
            at += max(1, length)
        }
        ends.append(bytes.count)
        self.starts = starts
        self.ends = ends
    }

    /// The bytes of the line break at a place: LF, CR, both, NEL, LS or PS; 0 where there is none.
    private static func lineBreak(_ bytes: [UInt8], _ at: Int) -> Int {
        switch bytes[at] {
        case 0x0A: return 1
        case 0x0D: return at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
        case 0xC2: return at + 1 < bytes.count && bytes[at + 1] == 0x85 ? 2 : 0
        case 0xE2:
            let isSeparator = at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] & 0xFE == 0xA8
            return isSeparator ? 3 : 0
        default: return 0
        }
    }

    func hasText(_ text: [UInt8], inLine line: Int) -> Bool {
        var at = starts[line]
        while at + text.count <= ends[line] {
            if bytes[at..<at + text.count].elementsEqual(text) { return true }
            at += 1
        }
        return false
    }

    /// The bytes of a scalar that begins at a place, without its quotation marks, its anchor and its tag.
    func range(of text: String, at place: SourcePosition) -> Range<Int>? {
        guard starts.indices.contains(place.line - 1) else { return nil }
        var start = starts[place.line - 1]
        // A byte order mark is no character of the first line.
        if start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        let end = ends[place.line - 1]
        for _ in 1..<max(1, place.column) {
            guard start < end else { return nil }
            start += 1
            while start < end && bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
        while start < end, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
            while start < end && bytes[start] != 0x20 && bytes[start] != 0x09 { start += 1 }
            while start < end && (bytes[start] == 0x20 || bytes[start] == 0x09) { start += 1 }
        }
        let wanted = Array(text.utf8)
        if start < end, bytes[start] == UInt8(ascii: "'") || bytes[start] == UInt8(ascii: "\"") {
            let inner = start + 1..<start + 1 + wanted.count
            guard inner.upperBound < end, bytes[inner.upperBound] == bytes[start] else { return nil }
            return bytes[inner].elementsEqual(wanted) ? inner : nil
        }
        let range = start..<start + wanted.count
        return range.upperBound <= end && bytes[range].elementsEqual(wanted) ? range : nil
    }
}

extension Document {
    /// Whether two documents have the same nodes, wherever these stand.
    fileprivate func saysTheSame(as other: Document) -> Bool {
        arena.children == other.arena.children && arena.text == other.arena.text
            && arena.records.elementsEqual(other.arena.records) {
                $0.kind == $1.kind && $0.start == $1.start && $0.count == $1.count
            }
    }
}
