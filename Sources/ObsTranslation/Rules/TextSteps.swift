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

    /// Where `part` first stands in `text`; nil when it does not, or is empty.
    static func firstRange(of part: String, in text: some StringProtocol) -> Range<String.Index>? {
        let needle = part.utf8
        guard let head = needle.first else { return nil }
        let bytes = text.utf8
        var index = bytes.startIndex
        while let start = bytes[index...].firstIndex(of: head) {
            if bytes[start...].starts(with: needle) {
                return start..<bytes.index(start, offsetBy: needle.count)
            }
            index = bytes.index(after: start)
        }
        return nil
    }

    static func contains(_ text: String, _ part: String) -> Bool {
        part.isEmpty || firstRange(of: part, in: text) != nil
    }

    static func replacing(_ old: String, with new: String, in text: String) -> String {
        guard var found = firstRange(of: old, in: text) else { return text }
        var result = ""
        var rest = text[...]
        while true {
            result += rest[..<found.lowerBound]
            result += new
            rest = rest[found.upperBound...]
            guard let next = firstRange(of: old, in: rest) else { return result + rest }
            found = next
        }
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

    static func split(_ text: String, by separator: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let range = firstRange(of: separator, in: rest) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
