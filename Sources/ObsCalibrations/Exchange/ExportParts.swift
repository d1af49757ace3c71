/// Takes an export in JSON apart as its bytes come: the elements of its two long lists one by one, and all else as one text.
///
/// That text, the frame, has all line breaks of the file, so that a place in it is that in the file. Whether all of it is JSON
/// is for those to say who read the elements and the frame.
struct ExportParts {
    /// A list whose elements are handed over.
    enum List: String {
        case datasets, certifications
    }

    /// An element as it stands in the file, after blanks for what is before it on its line.
    struct Element {
        let list: List
        let text: [UInt8]
        /// The line on which it begins, counted from 0.
        let line: UInt32
    }

    /// Everything but the elements.
    private(set) var frame: [UInt8] = []

    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// The last text of the outer object: the key of the value that follows.
    private var key: [UInt8] = []
    private var list: List?
    private var element: [UInt8] = []
    private var elementLine: UInt32 = 0
    private var followsComma = false
    private var (line, column): (UInt32, Int) = (0, 0)

    /// Farther to the right than this an element has no blanks before it: a file of one line would cost its square.
    private static let mostBlanks = 1 << 12

    /// Takes the next bytes, and hands over the elements that end in them.
    mutating func take(_ bytes: [UInt8], _ body: (Element) throws -> Void) rethrows {
        for byte in bytes {
            if isInString { takeText(byte) } else { try take(byte, body) }
            if byte == 0x0A { (line, column) = (line &+ 1, 0) } else { column &+= 1 }
        }
    }

    /// The frame of the whole file; what an element that does not end has is part of it.
    mutating func finish() -> [UInt8] {
        frame += element
        element = []
        return frame
    }

    private mutating func takeText(_ byte: UInt8) {
        append(byte)
        if isEscaped { return isEscaped = false }
        switch byte {
        case UInt8(ascii: "\\"): isEscaped = true
        // A text ends on its line; that this one does not is said by whoever reads it.
        case UInt8(ascii: "\""), 0x0A: isInString = false
        default: if depth == 1 { key.append(byte) }
        }
    }

    private mutating func take(_ byte: UInt8, _ body: (Element) throws -> Void) rethrows {
        let isBetween = list != nil && depth == 2
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            if depth == 1 { key = [] }
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            if depth == 1, byte == UInt8(ascii: "["), let opened = List(rawValue: String(decoding: key, as: UTF8.self))
            {
                frame.append(byte)
                (list, depth, followsComma) = (opened, 2, false)
                return
            }
            append(byte)
            depth &+= 1
            return
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            depth = max(0, depth &- 1)
            guard isBetween else { break }
            let isMissing = element.isEmpty && followsComma
            try endElement(body)
            list = nil
            fillLine()
            if isMissing { frame.append(UInt8(ascii: ",")) }
        case UInt8(ascii: ","):
            guard isBetween else { break }
            // One that ends nothing is wrong, as the frame then shows.
            if element.isEmpty {
                fillLine()
                frame.append(byte)
            }
            followsComma = true
            return try endElement(body)
        default: break
        }
        append(byte)
    }

    private mutating func append(_ byte: UInt8) {
        guard list != nil else { return frame.append(byte) }
        if element.isEmpty {
            if [0x20, 0x09, 0x0D].contains(byte) { return }
            if byte == 0x0A { return frame.append(byte) }
            elementLine = line
            element = Array(repeating: 0x20, count: column <= Self.mostBlanks ? column : 0)
        }
        element.append(byte)
    }

    /// Puts blanks for what is not in the frame, so that what comes next has the column that it has in the file.
    private mutating func fillLine() {
        guard column <= Self.mostBlanks else { return }
        let start = frame.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        frame += repeatElement(0x20, count: max(0, column - (frame.count - start)))
    }

    private mutating func endElement(_ body: (Element) throws -> Void) rethrows {
        guard let list, !element.isEmpty else { return }
        try body(Element(list: list, text: element, line: elementLine))
        frame += repeatElement(0x0A, count: Int(line - elementLine))
        element.removeAll(keepingCapacity: true)
    }
}
