internal import ObsText

/// Writes YAML in one canonical form: block style, two blanks a level, quotation marks only where they are needed.
///
/// What it writes is read alike by YAML 1.1 and 1.2: text that either takes for something else is quoted.
///
/// ```swift
/// var writer = YAMLWriter()
/// writer.beginMapping()
/// writer.member("name", "DECam")
/// writer.key("position_mm")
/// writer.beginSequence(flow: true)
/// writer.value(1.5)
/// writer.value(0.0)
/// writer.endSequence()
/// writer.endMapping()
/// writer.text    // name: DECam\nposition_mm: [1.5, 0.0]\n
/// ```
///
/// Calls that would not give YAML, such as a value without a key in a mapping, are mistakes of the program and trap.
public struct YAMLWriter: MemberWriter {
    private struct Level {
        let isMapping: Bool
        /// Whether it stands in brackets on one line.
        let isFlow: Bool
        var isEmpty = true
        var hasKey = false
        /// Whether the first entry stands on the line of the dash before it.
        let isCompact: Bool
    }

    /// Longest key that libyaml reads without a question mark, in bytes, with a margin.
    private static let longestPlainKey = 1000

    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private var levels: [Level] = []
    private var isDone = false

    /// Creates a writer.
    public init() {}

    /// What was written so far, as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes lines of comment before a document or, in block style, before an entry.
    public mutating func comment(_ text: String) {
        precondition(!(levels.last.map { $0.isFlow || $0.hasKey } ?? isDone), "a comment stands before an entry")
        if let last = levels.indices.last, levels[last].isEmpty, !bytes.isEmpty, bytes.last != 0x0A {
            bytes.append(0x0A)
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            indent(levels.count - 1)
            let shown = DisplayText.visible(String(line))
            bytes.append(contentsOf: (shown.isEmpty ? "#" : "# " + shown).utf8)
            bytes.append(0x0A)
        }
    }

    /// Begins a mapping.
    ///
    /// - Parameter flow: Whether it stands in braces on one line.
    public mutating func beginMapping(flow: Bool = false) { begin(isMapping: true, flow) }

    /// Ends the innermost mapping.
    public mutating func endMapping() { end(isMapping: true) }

    /// Begins a sequence.
    ///
    /// - Parameter flow: Whether it stands in brackets on one line.
    public mutating func beginSequence(flow: Bool = false) { begin(isMapping: false, flow) }

    /// Ends the innermost sequence.
    public mutating func endSequence() { end(isMapping: false) }

    /// Writes the key of the next value.
    public mutating func key(_ name: String) {
        guard let last = levels.indices.last, levels[last].isMapping, !levels[last].hasKey else {
            preconditionFailure("a key stands in a mapping, before its value")
        }
        beforeEntry(last)
        levels[last].hasKey = true
        let start = bytes.count
        YAMLText.append(name, to: &bytes)
        if bytes.count - start > Self.longestPlainKey {
            bytes.insert(contentsOf: "? ".utf8, at: start)
            if levels[last].isFlow {
                bytes.append(0x20)
            } else {
                bytes.append(0x0A)
                indent(last)
            }
        }
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a text.
    public mutating func value(_ text: String) {
        scalar { YAMLText.append(text, to: &$0) }
    }

    /// Writes a whole number of any size.
    ///
    /// - Parameter digits: its digits, behind a minus sign if it is negative, without zeros in front
    package mutating func value(wholeNumber digits: String) {
        scalar { $0.append(contentsOf: digits.utf8) }
    }

    /// Writes an integer.
    public mutating func value(_ number: Int) {
        scalar { $0.append(contentsOf: number.description.utf8) }
    }

    /// Writes a number so that reading it gives the same one; `.nan` and `.inf` where it is not finite.
    public mutating func value(_ number: Double) {
        scalar { YAMLText.append(number, to: &$0) }
    }

    /// Writes a truth value.
    public mutating func value(_ truth: Bool) {
        scalar { $0.append(contentsOf: truth ? "true".utf8 : "false".utf8) }
    }

    /// Writes null.
    public mutating func null() {
        scalar { $0.append(contentsOf: "null".utf8) }
    }

    private mutating func scalar(_ write: (inout [UInt8]) -> Void) {
        beforeValue()
        write(&bytes)
        afterValue()
    }

    private mutating func begin(isMapping: Bool, _ flow: Bool) {
        let isFlow = flow || (levels.last?.isFlow ?? false)
        let inSequence = levels.last.map { !$0.isMapping } ?? false
        let before = levels.last
        if isFlow {
            beforeValue()
            bytes.append(isMapping ? UInt8(ascii: "{") : UInt8(ascii: "["))
        } else if let last = levels.indices.last, inSequence {
            beforeEntry(last)
            bytes.append(UInt8(ascii: "-"))
        } else if before == nil {
            precondition(!isDone, "a document has one value")
            isDone = true
        }
        levels.append(Level(isMapping: isMapping, isFlow: isFlow, isCompact: !isFlow && inSequence))
    }

    private mutating func end(isMapping: Bool) {
        guard let level = levels.popLast(), level.isMapping == isMapping, !level.hasKey else {
            preconditionFailure("an end belongs to what was begun last")
        }
        if level.isFlow {
            bytes.append(isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]"))
            return afterValue()
        }
        if level.isEmpty {
            if let last = bytes.last, last != 0x0A { bytes.append(0x20) }
            bytes.append(contentsOf: isMapping ? "{}".utf8 : "[]".utf8)
            return afterValue()
        }
        if let last = levels.indices.last { levels[last].hasKey = false }
    }

    /// Writes what stands before an entry of a level: a comma, or the indentation of a new line.
    private mutating func beforeEntry(_ last: Int) {
        let level = levels[last]
        levels[last].isEmpty = false
        if level.isFlow {
            if !level.isEmpty { bytes.append(contentsOf: ", ".utf8) }
            return
        }
        if level.isEmpty, level.isCompact, bytes.last == UInt8(ascii: "-") {
            bytes.append(0x20)
            return
        }
        if let byte = bytes.last, byte != 0x0A { bytes.append(0x0A) }
        indent(last)
    }

    private mutating func beforeValue() {
        guard let last = levels.indices.last else {
            precondition(!isDone, "a document has one value")
            isDone = true
            return
        }
        if levels[last].isMapping {
            precondition(levels[last].hasKey, "a value in a mapping has a key before it")
            bytes.append(0x20)
        } else {
            beforeEntry(last)
            if !levels[last].isFlow { bytes.append(contentsOf: "- ".utf8) }
        }
    }

    private mutating func afterValue() {
        if let last = levels.indices.last { levels[last].hasKey = false }
        if !(levels.last?.isFlow ?? false) { bytes.append(0x0A) }
    }

    private mutating func indent(_ level: Int) {
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * max(level, 0)))
    }
}

extension YAMLWriter: ValueWriter {
    /// Writes a node with all that is in it: aliases and merge keys resolved, scalars by `Node.resolved`.
    ///
    /// A number out of range is written as it stands; tags are not written.
    public mutating func value(_ node: Node) { write(node) { $0.text ?? "" } }

    package mutating func outOfRange(_ text: String, of node: Node) { value(wholeNumber: text) }
}
