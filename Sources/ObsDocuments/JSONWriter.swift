internal import ObsText

/// Writes JSON (RFC 8259): keys in the order of the calls, numbers in their shortest exact form, the same bytes always.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.member("name", "DECam")
/// writer.key("size")
/// writer.beginArray()
/// writer.value(2048)
/// writer.value(4096)
/// writer.endArray()
/// writer.endObject()
/// writer.bytes    // {"name":"DECam","size":[2048,4096]}
/// ```
///
/// Calls that would not give JSON, such as a value without a key in an object, are mistakes of the program and trap.
public struct JSONWriter: MemberWriter {
    private struct Level {
        let isObject: Bool
        var isEmpty = true
        var hasKey = false
    }

    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private let isPretty: Bool
    private var levels: [Level] = []
    private var isDone = false

    /// Creates a writer.
    ///
    /// - Parameter pretty: Whether every member stands on a line of its own, indented by two blanks a level.
    public init(pretty: Bool = false) {
        isPretty = pretty
    }

    /// What was written so far, as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Ends a line: after a document, or between the documents of NDJSON, of which another may follow.
    public mutating func newLine() {
        precondition(levels.isEmpty, "a line ends between documents")
        bytes.append(0x0A)
        isDone = false
    }

    /// Begins an object.
    public mutating func beginObject() {
        beforeValue()
        bytes.append(UInt8(ascii: "{"))
        levels.append(Level(isObject: true))
    }

    /// Ends the innermost object.
    public mutating func endObject() {
        end(isObject: true, UInt8(ascii: "}"))
    }

    /// Begins an array.
    public mutating func beginArray() {
        beforeValue()
        bytes.append(UInt8(ascii: "["))
        levels.append(Level(isObject: false))
    }

    /// Ends the innermost array.
    public mutating func endArray() {
        end(isObject: false, UInt8(ascii: "]"))
    }

    /// Writes the key of the next value.
    public mutating func key(_ name: String) {
        guard let last = levels.indices.last, levels[last].isObject, !levels[last].hasKey else {
            preconditionFailure("a key stands in an object, before its value")
        }
        separate(last)
        levels[last].hasKey = true
        string(name)
        bytes.append(UInt8(ascii: ":"))
        if isPretty { bytes.append(0x20) }
    }

    /// Writes a text.
    public mutating func value(_ text: String) {
        beforeValue()
        string(text)
    }

    /// Writes an integer.
    public mutating func value(_ number: Int) {
        beforeValue()
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Writes a whole number of any size, as JSON has no bound for it.
    ///
    /// - Parameter digits: its digits, behind a minus sign if it is negative, without zeros in front
    package mutating func value(wholeNumber digits: String) {
        beforeValue()
        bytes.append(contentsOf: digits.utf8)
    }

    /// Writes a number so that reading it gives the same one, with a point or an exponent; null when it is not finite.
    public mutating func value(_ number: Double) {
        beforeValue()
        bytes.append(contentsOf: number.isFinite ? number.description.utf8 : "null".utf8)
    }

    /// Writes a truth value.
    public mutating func value(_ truth: Bool) {
        beforeValue()
        bytes.append(contentsOf: truth ? "true".utf8 : "false".utf8)
    }

    /// Writes null.
    public mutating func null() {
        beforeValue()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a node with all that is in it: aliases and merge keys resolved, scalars by `Node.resolved`.
    ///
    /// A number that is out of range in JSON is written as it stands there, one in YAML as text.
    public mutating func value(_ node: Node) { write(node) { $0.text ?? JSONWriter.text(of: $0) } }

    private static func text(of key: Node) -> String {
        var writer = JSONWriter()
        writer.value(key)
        return writer.text
    }

    private mutating func beforeValue() {
        guard let last = levels.indices.last else {
            precondition(!isDone, "a document has one value; newLine() begins another document")
            isDone = true
            return
        }
        if levels[last].isObject {
            precondition(levels[last].hasKey, "a value in an object has a key before it")
            levels[last].hasKey = false
        } else {
            separate(last)
        }
    }

    private mutating func separate(_ last: Int) {
        if !levels[last].isEmpty { bytes.append(UInt8(ascii: ",")) }
        levels[last].isEmpty = false
        if isPretty { indent(levels.count) }
    }

    private mutating func end(isObject: Bool, _ bracket: UInt8) {
        guard let level = levels.popLast(), level.isObject == isObject, !level.hasKey else {
            preconditionFailure("a bracket closes what was begun last")
        }
        if isPretty, !level.isEmpty { indent(levels.count) }
        bytes.append(bracket)
    }

    private mutating func indent(_ level: Int) {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * level))
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u\(byte.zeroPadded(4, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONWriter {
    /// Writes a key with a list of texts.
    public mutating func member(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { value(text) }
        endArray()
    }
}

extension JSONWriter: ValueWriter {
    package mutating func beginSequence(flow: Bool) { beginArray() }

    package mutating func endSequence() { endArray() }

    package mutating func beginMapping(flow: Bool) { beginObject() }

    package mutating func endMapping() { endObject() }

    package mutating func outOfRange(_ text: String, of node: Node) {
        if node.arena.isJSON { value(wholeNumber: text) } else { value(text) }
    }
}
