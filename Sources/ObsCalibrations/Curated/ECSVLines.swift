internal import ObsText

/// The lines of an ECSV table, and the cells in them.
struct ECSVLines {
    /// A line that is not blank, without what ends it.
    struct Line {
        /// The number, from 1.
        let number: Int
        /// The bytes without the blanks at both ends.
        let bytes: ArraySlice<UInt8>
        /// Where the next line begins.
        fileprivate let next: Int

        /// What stands behind the `#` of a comment; nil of a line that is none.
        var comment: ArraySlice<UInt8>? { bytes.first == UInt8(ascii: "#") ? bytes.dropFirst() : nil }
    }

    private let text: [UInt8]
    private var at: Int
    /// The number of the line that came last, from 1.
    private(set) var number = 0
    /// The next line, if somebody looked at it.
    private var ahead: Line?

    init(_ text: [UInt8]) {
        self.text = text
        at = UTF8Text.byteOrderMark(text.span)
    }

    /// The next line that is not blank, which stays the next one; nil behind the last.
    mutating func peek() -> Line? {
        if let ahead { return ahead }
        ahead = find()
        return ahead
    }

    /// Goes on behind the line that `peek` gave.
    mutating func skip() {
        guard let line = peek() else { return }
        (at, number, ahead) = (line.next, line.number, nil)
    }

    private func find() -> Line? {
        var (at, number) = (at, number)
        while at < text.count {
            let end = text[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
            let isPair = end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A
            let next = min(text.count, end + (isPair ? 2 : 1))
            number += 1
            var (first, last) = (at, end)
            while first < last, Self.isBlank(text[first]) { first += 1 }
            while last > first, Self.isBlank(text[last - 1]) { last -= 1 }
            if first < last { return Line(number: number, bytes: text[first..<last], next: next) }
            at = next
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The cells of the next line that is no comment, and of those that its quotation marks hold together; nil behind the last.
    ///
    /// - Returns: the cells, and the number of the line in which they begin
    mutating func nextCells(_ delimiter: UInt8) -> (cells: [String], line: Int)? {
        while let line = peek(), line.comment != nil { skip() }
        guard let first = peek() else { return nil }
        skip()
        var cells = ECSVCells(delimiter)
        cells.add(first.bytes)
        while cells.isOpen, let more = peek() {
            // The line ends inside of a cell; comments are taken out before cells are made, as astropy does.
            skip()
            if more.comment != nil { continue }
            cells.endLine()
            cells.add(more.bytes)
        }
        return (cells.finished(), first.number)
    }
}

/// Makes cells of lines; in quotation marks a doubled one stands for itself.
private struct ECSVCells {
    private let delimiter: UInt8
    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var isStarted = false
    private var isQuoted = false
    /// Whether a quotation mark is not closed yet.
    var isOpen: Bool { isQuoted }

    init(_ delimiter: UInt8) { self.delimiter = delimiter }

    mutating func endLine() { cell.append(0x0A) }

    mutating func add(_ line: ArraySlice<UInt8>) {
        let mark = UInt8(ascii: "\"")
        var at = line.startIndex
        while at < line.endIndex {
            let byte = line[at]
            at += 1
            if byte == mark, isQuoted || !isStarted {
                if isQuoted, at < line.endIndex, line[at] == mark {
                    cell.append(mark)
                    at += 1
                } else {
                    isQuoted.toggle()
                }
                isStarted = true
            } else if byte == delimiter, !isQuoted {
                if isStarted || delimiter != 0x20 { finishCell() }
            } else if byte == 0x20, !isQuoted, !isStarted {
                // Blanks before a cell are none of it.
                continue
            } else {
                cell.append(byte)
                isStarted = true
            }
        }
    }

    private mutating func finishCell() {
        var text = cell[...]
        if delimiter != 0x20 { while text.last == 0x20 { text.removeLast() } }
        cells.append(String(decoding: text, as: UTF8.self))
        cell = []
        isStarted = false
    }

    /// All cells, the last one too.
    mutating func finished() -> [String] {
        if isStarted || delimiter != 0x20 { finishCell() }
        return cells
    }
}
