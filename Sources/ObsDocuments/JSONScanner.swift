internal import ObsText

/// Reads JSON (RFC 8259) into an arena, in one pass and without recursion.
///
/// Mistakes inside a token (an unpaired surrogate, a leading zero) are reported and passed over, so that several are
/// found at once; after a mistake of structure nothing that follows can be trusted, and scanning ends.
struct JSONScanner {
    let text: [UInt8]
    let allowNonFinite: Bool
    var builder: ArenaBuilder
    var at = 0
    var line: UInt32 = 0

    /// Ends scanning; what happened is among the builder's problems.
    struct Stop: Error {}

    static func document(
        _ bytes: Span<UInt8>, file: String, firstLine: UInt32 = 0, allowNonFinite: Bool, limits: Limits
    ) throws -> Document {
        guard bytes.count <= limits.bytes else {
            throw DiagnosticsError([FileBytes.tooLarge(bytes.count, file: file, limit: limits.bytes)])
        }
        if firstLine == 0, let problem = TextEncoding.problem(in: bytes, file: file) {
            throw DiagnosticsError([problem])
        }
        let text = bytes.extracting(UTF8Text.byteOrderMark(bytes)...).array
        var scanner = JSONScanner(
            text: text, allowNonFinite: allowNonFinite,
            builder: ArenaBuilder(
                file: file, isJSON: true, firstLine: firstLine, limits: limits, text: text,
                expectedNodes: min(text.count / 10 + 8, 1 << 20)))
        do { try scanner.scan() } catch is Stop {}
        if scanner.builder.problems.hasErrors { throw scanner.builder.allProblems }
        return Document(arena: scanner.builder.finish())
    }

    private mutating func scan() throws {
        while true {
            // A value stands here.
            skipBlanks()
            guard at < text.count else { throw stop("a value is expected, and the text ends", at: at) }
            switch text[at] {
            case UInt8(ascii: "{"):
                try open(.mapping)
                skipBlanks()
                if byte == UInt8(ascii: "}") { break }
                try key()
                continue
            case UInt8(ascii: "["):
                try open(.sequence)
                skipBlanks()
                if byte == UInt8(ascii: "]") { break }
                continue
            default:
                try scalar()
            }
            // A value, or an opening bracket whose closing one follows at once, is behind us.
            guard try endOfValues() else { return }
        }
    }

    /// Passes closing brackets and the comma (with the key) before the next value.
    ///
    /// - Returns: Whether another value follows.
    private mutating func endOfValues() throws -> Bool {
        while true {
            skipBlanks()
            guard let container = builder.innermost else {
                guard at == text.count else { throw stop("the text goes on after its value with \(here)", at: at) }
                return false
            }
            let isObject = container == .mapping
            switch byte {
            case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
                at &+= 1
                builder.close()
            case UInt8(ascii: ","):
                let (comma, commaLine) = (at, line)
                at &+= 1
                skipBlanks()
                if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    report("no comma may stand before a closing bracket", at: comma, line: commaLine)
                    continue
                }
                if isObject { try key() }
                return true
            default:
                let expected = isObject ? "',' or '}' is expected in an object" : "',' or ']' is expected in an array"
                throw stop("\(expected), and here is \(here)", at: at)
            }
        }
    }

    private mutating func open(_ kind: RecordKind) throws {
        guard builder.depth < builder.limits.depth else {
            throw stop(.limitExceeded, "nested deeper than \(builder.limits.depth) levels", at: at)
        }
        builder.open(kind, line: line, column: UInt32(truncatingIfNeeded: at))
        try checkNodes()
        at &+= 1
    }

    private mutating func key() throws {
        guard byte == UInt8(ascii: "\"") else {
            throw stop("a key in double quotation marks is expected, and here is \(here)", at: at)
        }
        try string()
        skipBlanks()
        guard byte == UInt8(ascii: ":") else { throw stop("':' is expected after a key, and here is \(here)", at: at) }
        at &+= 1
    }

    @inline(__always)
    private mutating func scalar() throws {
        switch text[at] {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), 0x30...0x39: try number()
        default: try word()
        }
    }

    private mutating func word() throws {
        let start = at
        while at < text.count, isWordByte(text[at]) { at &+= 1 }
        let bytes = text
        let word = bytes.span.extracting(start..<at)
        let kind: RecordKind
        if NumberText.equals(word, "true") {
            kind = .jsonTrue
        } else if NumberText.equals(word, "false") {
            kind = .jsonFalse
        } else if NumberText.equals(word, "null") {
            kind = .jsonNull
        } else if NumberText.equals(word, "NaN") || NumberText.equals(word, "Infinity") {
            kind = nonFinite(word, at: start)
        } else if word.isEmpty {
            throw stop("a value is expected, and here is \(here)", at: at)
        } else {
            let shown = DisplayText.quoted(String(decoding: word.extracting(first: 400)))
            throw stop(
                "\(shown) is no JSON value", at: start,
                hint: "text stands in double quotation marks; words are true, false and null")
        }
        try add(kind, start)
    }

    private func nonFinite(_ word: Span<UInt8>, at start: Int) -> RecordKind {
        if !allowNonFinite {
            report(
                "\(DisplayText.quoted(String(decoding: word))) is no JSON number", at: start,
                hint: "write null")
        }
        return .jsonNonFinite
    }

    private mutating func number() throws {
        let start = at
        if text[at] == UInt8(ascii: "-") {
            at &+= 1
            if byte == UInt8(ascii: "I") {
                while at < text.count, isWordByte(text[at]) { at &+= 1 }
                let bytes = text
                let word = bytes.span.extracting(start..<at)
                guard NumberText.equals(word, "-Infinity") else {
                    throw stop("a digit is expected after '-'", at: start &+ 1)
                }
                return try add(nonFinite(word, at: start), start)
            }
        }
        let firstDigit = at
        guard digits() else { throw stop("a digit is expected after '-', and here is \(here)", at: at) }
        if text[firstDigit] == UInt8(ascii: "0"), at > firstDigit &+ 1 {
            report("a number must not begin with a zero", at: firstDigit)
        }
        if byte == UInt8(ascii: ".") {
            at &+= 1
            guard digits() else { throw stop("a digit is expected after '.', and here is \(here)", at: at) }
        }
        if let letter = byte, letter | 0x20 == UInt8(ascii: "e") {
            at &+= 1
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { at &+= 1 }
            guard digits() else { throw stop("a digit is expected in an exponent, and here is \(here)", at: at) }
        }
        if let letter = byte, isWordByte(letter) {
            throw stop("a number is followed by \(here)", at: at)
        }
        try add(.jsonNumber, start)
    }

    @inline(__always)
    private mutating func digits() -> Bool {
        let start = at
        while at < text.count, text[at] &- 0x30 <= 9 { at &+= 1 }
        return at > start
    }

    @inline(__always)
    private mutating func add(_ kind: RecordKind, _ start: Int) throws {
        builder.scalar(kind, line: line, column: UInt32(truncatingIfNeeded: start), start: start, count: at &- start)
        try checkNodes()
    }

    @inline(__always)
    func checkNodes() throws {
        guard builder.hasTooManyNodes else { return }
        throw stop(.limitExceeded, "the text has more than \(builder.limits.nodes) values", at: at)
    }

    /// The byte here, or nil at the end.
    @inline(__always)
    var byte: UInt8? { at < text.count ? text[at] : nil }

    @inline(__always)
    private mutating func skipBlanks() {
        while at < text.count {
            switch text[at] {
            case 0x20, 0x09: break
            case 0x0A: line &+= 1
            case 0x0D: if at &+ 1 == text.count || text[at &+ 1] != 0x0A { line &+= 1 }
            default: return
            }
            at &+= 1
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
