internal import ObsText

extension JSONScanner {
    /// Reads a string and adds it; the quotation mark is here.
    ///
    /// Text without escapes stays where it is, in the arena's copy of the source.
    @inline(__always)
    mutating func string() throws {
        let quote = at
        at &+= 1
        let start = at
        skipPlain()
        if at < text.count, text[at] == UInt8(ascii: "\"") {
            builder.scalar(
                .string, line: line, column: UInt32(truncatingIfNeeded: quote), start: start, count: at &- start)
            at &+= 1
            return try checkNodes()
        }
        try longString(quote: quote)
    }

    /// Reads on in a string with escapes or with other than ASCII.
    private mutating func longString(quote: Int) throws {
        let start = quote &+ 1
        var copied: Int?
        while true {
            let from = at
            skipPlain()
            if copied != nil { builder.text.append(contentsOf: text[from..<at]) }
            guard at < text.count else {
                throw stop("a string does not end", at: quote, hint: "close it with a double quotation mark")
            }
            switch text[at] {
            case UInt8(ascii: "\""):
                let textStart = copied ?? start
                let count = copied.map { builder.text.count - $0 } ?? (at &- start)
                builder.scalar(
                    .string, line: line, column: UInt32(truncatingIfNeeded: quote), start: textStart, count: count)
                at &+= 1
                return try checkNodes()
            case UInt8(ascii: "\\"):
                if copied == nil {
                    copied = builder.text.count
                    builder.text.append(contentsOf: text[start..<at])
                }
                escape()
            case 0..<0x20:
                if text[at] == 0x0A || text[at] == 0x0D {
                    throw stop(
                        "a string does not end on its line", at: quote, hint: "a line break in a string is written \\n")
                }
                report(
                    "control character 0x\(String(text[at], radix: 16)) in a string", at: at,
                    hint: "write it as an escape, \\t or \\u00…")
                at &+= 1
            default:
                let length = UTF8Text.character(text.span, at)?.length
                if length == nil {
                    builder.problems.error(
                        .encoding, at: position(at), "byte 0x\(String(text[at], radix: 16)) is not UTF-8",
                        hint: "save the file in UTF-8")
                }
                let end = at &+ (length ?? 1)
                if copied != nil { builder.text.append(contentsOf: text[at..<end]) }
                at = end
            }
        }
    }

    /// Passes ASCII that means itself.
    @inline(__always)
    private mutating func skipPlain() {
        let bytes = text
        let text = bytes.span
        while at &+ 8 <= text.count {
            let plain = EightBytes.plainJSON(text.word(at: at))
            at &+= plain
            if plain < 8 { return }
        }
        while at < text.count {
            let byte = text[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 { return }
            at &+= 1
        }
    }

    /// Reads an escape; the backslash is here.
    private mutating func escape() {
        let backslash = at
        at &+= 1
        guard at < text.count else { return }
        let letter = text[at]
        at &+= 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): builder.text.append(letter)
        case UInt8(ascii: "b"): builder.text.append(0x08)
        case UInt8(ascii: "f"): builder.text.append(0x0C)
        case UInt8(ascii: "n"): builder.text.append(0x0A)
        case UInt8(ascii: "r"): builder.text.append(0x0D)
        case UInt8(ascii: "t"): builder.text.append(0x09)
        case UInt8(ascii: "u"): unicodeEscape(backslash)
        default:
            at = backslash &+ 1
            report(
                "a backslash is followed by \(here)", at: backslash,
                hint: "a backslash itself is written \\\\")
        }
    }

    private mutating func unicodeEscape(_ backslash: Int) {
        guard let unit = hexUnit() else {
            return report("four hexadecimal digits are expected after \\u", at: backslash)
        }
        guard (0xD800...0xDFFF).contains(unit) else { return UTF8Text.append(unit, to: &builder.text) }
        if unit < 0xDC00, at &+ 1 < text.count, text[at] == UInt8(ascii: "\\"), text[at &+ 1] == UInt8(ascii: "u") {
            let second = at
            at &+= 2
            if let low = hexUnit(), (0xDC00...0xDFFF).contains(low) {
                return UTF8Text.append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &builder.text)
            }
            at = second
        }
        report(
            "\\u\(String(unit, radix: 16)) is half of a surrogate pair without the other half", at: backslash,
            hint: "write both halves, or the character itself")
    }

    /// Reads four hexadecimal digits, or leaves the place.
    private mutating func hexUnit() -> UInt32? {
        guard at &+ 4 <= text.count else { return nil }
        var unit: UInt32 = 0
        for offset in 0..<4 {
            let byte = text[at &+ offset]
            switch byte {
            case 0x30...0x39: unit = unit << 4 | UInt32(byte &- 0x30)
            case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((byte | 0x20) &- 0x61 &+ 10)
            default: return nil
            }
        }
        at &+= 4
        return unit
    }
}

// Diagnostics.
extension JSONScanner {
    /// What stands here, for a message.
    var here: String {
        guard at < text.count else { return "the end" }
        guard let (_, value) = UTF8Text.character(text.span, at), let scalar = Unicode.Scalar(value) else {
            return "byte 0x\(String(text[at], radix: 16))"
        }
        return DisplayText.quoted(String(Character(scalar)))
    }

    /// Place of a byte, on the line that the scanner has come to unless another is given.
    func position(_ offset: Int, line: UInt32? = nil) -> SourcePosition {
        SourcePosition(
            file: builder.file, line: Int(builder.firstLine) + Int(line ?? self.line) + 1,
            column: TextPlace.column(ofByte: offset, in: text.span) + 1)
    }

    func report(_ message: String, at offset: Int, line: UInt32? = nil, hint: String? = nil) {
        guard !builder.problems.isFull else { return }
        builder.problems.error(.syntax, at: position(offset, line: line), message, hint: hint)
    }

    /// Reports a problem after which scanning ends.
    func stop(_ message: String, at offset: Int, hint: String? = nil) -> Stop {
        stop(.syntax, message, at: offset, hint: hint)
    }

    func stop(_ code: Diagnostic.Code, _ message: String, at offset: Int, hint: String? = nil) -> Stop {
        builder.problems.error(code, at: position(offset), message, hint: hint)
        return Stop()
    }
}
