/// Lines and columns of byte offsets.
package enum TextPlace {
    /// Column (characters from 0) of a byte: the characters since the last line break, which is LF or CR.
    package static func column(ofByte offset: Int, in text: Span<UInt8>) -> Int {
        let end = min(offset, text.count)
        // A text may be one line of many megabytes: the search and the count go over many bytes at once.
        var start = end
        while start >= 8, !EightBytes.hasLineBreak(text.word(at: start - 8)) { start -= 8 }
        while start > 0, text[start - 1] != 0x0A, text[start - 1] != 0x0D { start -= 1 }
        var column = 0
        for at in start..<end { column &+= text[at] & 0xC0 != 0x80 ? 1 : 0 }
        return column
    }

    /// Position of a byte in a text; a line ends with LF, CR or both.
    package static func position(ofByte offset: Int, in text: Span<UInt8>, file: String) -> SourcePosition {
        var line = 1
        for at in 0..<min(offset, text.count) {
            let byte = text[at]
            if byte == 0x0A || (byte == 0x0D && !(at + 1 < text.count && text[at + 1] == 0x0A)) { line += 1 }
        }
        return SourcePosition(file: file, line: line, column: column(ofByte: offset, in: text) + 1)
    }
}
