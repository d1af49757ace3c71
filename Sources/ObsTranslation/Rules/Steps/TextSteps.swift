internal import ObsText

/// Text operations of the rule language, on UTF-8.
enum TextSteps {
    private static let blank = UInt8(ascii: " ")

    /// Without blanks (and tabs, line ends) at both ends.
    static func trim(_ text: String) -> String {
        let bytes = text.utf8.span
        guard let first = bytes.first, let last = bytes.last, first <= blank || last <= blank else { return text }
        guard let start = bytes.firstIndex(where: { $0 > blank }) else { return "" }
        var end = bytes.count
        while bytes[end - 1] <= blank { end -= 1 }
        return String(decoding: bytes.extracting(start..<end))
    }

    /// Whether a text is empty or has nothing but blanks.
    static func isBlank(_ text: String) -> Bool {
        if let first = text.utf8.first, first > blank { return false }
        return !text.utf8.contains { $0 > blank }
    }

    /// In lower case: ASCII letters only, since FITS has no others.
    static func lower(_ text: String) -> String { turned(text, from: UInt8(ascii: "A"), to: UInt8(ascii: "Z")) }

    /// In upper case: ASCII letters only, since FITS has no others.
    static func upper(_ text: String) -> String { turned(text, from: UInt8(ascii: "a"), to: UInt8(ascii: "z")) }

    /// With the letters of a range in the other case.
    @inline(__always)
    private static func turned(_ text: String, from: UInt8, to: UInt8) -> String {
        let bytes = text.utf8.span
        guard bytes.firstIndex(where: { $0 >= from && $0 <= to }) != nil else { return text }
        func turned(_ byte: UInt8) -> UInt8 { byte >= from && byte <= to ? byte ^ 0x20 : byte }
        // What most cards hold needs no array.
        if bytes.count <= 32 {
            var short = InlineArray<32, UInt8>(repeating: 0)
            for place in bytes.indices { short[place] = turned(bytes[place]) }
            return String(decoding: short.span.extracting(..<bytes.count))
        }
        return String(decoding: text.utf8.map(turned), as: UTF8.self)
    }

    static func digits(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
    }

    /// Where `part` is in `text` at or behind a byte; offsets in UTF-8.
    ///
    /// With `ignoringCase` the part must be in lower case.
    @inline(__always)
    static func firstRange(
        of part: Span<UInt8>, in text: Span<UInt8>, from start: Int = 0, ignoringCase: Bool = false
    ) -> Range<Int>? {
        func byte(at place: Int) -> UInt8 {
            let byte = text[place]
            return ignoringCase && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        guard let head = part.first else { return nil }
        var place = start
        while place + part.count <= text.count {
            if byte(at: place) == head {
                var length = 1
                while length < part.count, byte(at: place + length) == part[length] { length += 1 }
                if length == part.count { return place..<place + length }
            }
            place += 1
        }
        return nil
    }

    /// Whether a part is in a text; with `ignoringCase` the part must be in lower case.
    static func contains(_ text: String, _ part: String, ignoringCase: Bool = false) -> Bool {
        if part.isEmpty { return true }
        return firstRange(of: part.utf8.span, in: text.utf8.span, ignoringCase: ignoringCase) != nil
    }

    /// What is before the first `mark`; the whole text when there is none.
    static func before(_ mark: String, in text: String) -> String {
        let bytes = text.utf8.span
        guard let found = firstRange(of: mark.utf8.span, in: bytes) else { return text }
        return String(decoding: bytes.extracting(..<found.lowerBound))
    }

    /// What is after the first `mark`; the whole text when there is none.
    static func after(_ mark: String, in text: String) -> String {
        let bytes = text.utf8.span
        guard let found = firstRange(of: mark.utf8.span, in: bytes) else { return text }
        return String(decoding: bytes.extracting(found.upperBound...))
    }

    /// The first bytes; nil when there are fewer.
    static func prefix(_ count: Int, of text: String) -> String? {
        if text.utf8.count < count { return nil }
        return String(decoding: text.utf8.span.extracting(..<count))
    }

    static func replacing(_ old: String, with new: String, in text: String) -> String {
        let bytes = text.utf8.span
        var result = ""
        var start = 0
        while let range = firstRange(of: old.utf8.span, in: bytes, from: start) {
            result += String(decoding: bytes.extracting(start..<range.lowerBound)) + new
            start = range.upperBound
        }
        return result + String(decoding: bytes.extracting(start...))
    }

    /// Without as many of `prefix`, which is not empty, as the text begins with.
    static func dropping(prefix: String, of text: String) -> String {
        var rest = text.utf8[...]
        while rest.starts(with: prefix.utf8) { rest = rest.dropFirst(prefix.utf8.count) }
        return String(Substring(rest))
    }

    /// Without as many of `suffix`, which is not empty, as the text ends in.
    static func dropping(suffix: String, of text: String) -> String {
        let count = suffix.utf8.count
        var rest = text.utf8[...]
        var length = rest.count
        while length >= count, rest.suffix(count).elementsEqual(suffix.utf8) {
            rest = rest.dropLast(count)
            length -= count
        }
        return String(Substring(rest))
    }

    static func hasPrefix(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

    static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
        let (all, end) = (text.utf8, suffix.utf8)
        return all.count >= end.count && all.suffix(end.count).elementsEqual(end)
    }

    /// The part of a number, from 0, between separators; nil when there are fewer.
    static func item(_ number: Int, of text: String, separatedBy separator: String) -> String? {
        let (bytes, separator) = (text.utf8.span, separator.utf8.span)
        var start = 0
        for _ in 0..<number {
            guard let mark = firstRange(of: separator, in: bytes, from: start) else { return nil }
            start = mark.upperBound
        }
        let end = firstRange(of: separator, in: bytes, from: start)?.lowerBound ?? bytes.count
        return String(decoding: bytes.extracting(start..<end))
    }
}
