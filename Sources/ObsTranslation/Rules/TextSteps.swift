/// Text operations of the rule language, on UTF-8.
enum TextSteps {
    private static let blank = UInt8(ascii: " ")

    /// Without blanks (and tabs, line ends) at both ends.
    static func trim(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return text }
        if first > blank && last > blank { return text }
        guard let start = bytes.firstIndex(where: { $0 > blank }),
            let end = bytes.lastIndex(where: { $0 > blank })
        else { return "" }
        return String(text[start...end])
    }

    /// In lower case: ASCII letters only, since FITS has no others.
    static func lower(_ text: String) -> String {
        mapASCII(text, from: UInt8(ascii: "A"), to: UInt8(ascii: "Z")) { $0 | 0x20 }
    }

    /// In upper case: ASCII letters only, since FITS has no others.
    static func upper(_ text: String) -> String {
        mapASCII(text, from: UInt8(ascii: "a"), to: UInt8(ascii: "z")) { $0 & 0xDF }
    }

    private static func mapASCII(_ text: String, from: UInt8, to: UInt8, _ change: (UInt8) -> UInt8) -> String {
        guard text.utf8.contains(where: { $0 >= from && $0 <= to }) else { return text }
        return String(decoding: text.utf8.map { $0 >= from && $0 <= to ? change($0) : $0 }, as: UTF8.self)
    }

    static func digits(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
    }

    /// Where `part` is in `text` at or behind a place.
    static func firstRange(of part: String, in text: String, from place: String.Index? = nil) -> Range<String.Index>? {
        let (needle, bytes) = (part.utf8, text.utf8)
        guard let head = needle.first else { return nil }
        let length = needle.count
        var rest = bytes[(place ?? bytes.startIndex)...]
        while let start = rest.firstIndex(of: head) {
            rest = rest[start...]
            if rest.starts(with: needle) { return start..<bytes.index(start, offsetBy: length) }
            rest = rest.dropFirst()
        }
        return nil
    }

    static func contains(_ text: String, _ part: String) -> Bool {
        part.isEmpty || firstRange(of: part, in: text) != nil
    }

    static func replacing(_ old: String, with new: String, in text: String) -> String {
        guard firstRange(of: old, in: text) != nil else { return text }
        var result = ""
        var rest = text[...]
        while let range = firstRange(of: old, in: String(rest)) {
            let piece = String(rest)
            result += piece[..<range.lowerBound]
            result += new
            rest = piece[range.upperBound...]
        }
        return result + rest
    }

    static func hasPrefix(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

    static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
        let (all, end) = (text.utf8, suffix.utf8)
        return all.count >= end.count && all.suffix(end.count).elementsEqual(end)
    }

    /// The part of a number, from 0, between separators; nil when there are fewer.
    static func item(_ number: Int, of text: String, separatedBy separator: String) -> String? {
        var start = text.startIndex
        for _ in 0..<number {
            guard let mark = firstRange(of: separator, in: text, from: start) else { return nil }
            start = mark.upperBound
        }
        return String(text[start..<(firstRange(of: separator, in: text, from: start)?.lowerBound ?? text.endIndex)])
    }
}
