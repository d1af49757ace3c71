/// In which form a file that is no FITS file keeps headers, by its first bytes.
enum HeaderForm {
    /// Raws in a zip archive.
    case zip
    /// Cards as lines of text.
    case text
    /// A document of JSON, or one on each line.
    case json
    /// A document of YAML.
    case yaml

    /// How many bytes are looked at.
    static let length = 4096

    /// Finds out the form; nil for a FITS file, and for what is no header at all.
    ///
    /// - Parameters:
    ///   - start: the first `length` bytes of a file, or all of it
    ///   - name: its name, which decides between JSON and YAML where the content does not
    init?(_ start: [UInt8], name: String) {
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        if text.starts(with: Array("PK\u{3}\u{4}".utf8)) || text.starts(with: Array("PK\u{5}\u{6}".utf8)) {
            self = .zip
            return
        }
        if TextHeaders.begins(text) {
            self = .text
            return
        }
        guard let first = text.firstIndex(where: { $0 > 0x20 }), !text.starts(with: "SIMPLE  =".utf8),
            !text.starts(with: "version https://git-lfs".utf8)
        else { return nil }
        let lower = name.lowercased()
        let isNamedYAML = lower.hasSuffix(".yaml") || lower.hasSuffix(".yml")
        if isNamedYAML {
            self = .yaml
        } else if lower.hasSuffix(".json") || Self.beginsJSON(text[first...]) {
            self = .json
        } else if Self.beginsYAML(text[first...]) {
            self = .yaml
        } else {
            return nil
        }
    }

    /// Whether a map begins, or a list of maps, lists, texts or numbers.
    private static func beginsJSON(_ text: ArraySlice<UInt8>) -> Bool {
        if text.first == UInt8(ascii: "{") { return true }
        guard text.first == UInt8(ascii: "["), let next = text.dropFirst().first(where: { $0 > 0x20 }) else {
            return false
        }
        return "{[\"-0123456789".utf8.contains(next)
    }

    /// Whether the first line that says something is a tag, an entry of a list, or a card's name and a colon.
    private static func beginsYAML(_ text: ArraySlice<UInt8>) -> Bool {
        for line in text.split(separator: 0x0A).prefix(100) {
            if line.first == UInt8(ascii: "#") || line.first == UInt8(ascii: "%") { continue }
            let isMark = line.starts(with: "---".utf8)
            let rest = isMark ? line.dropFirst(3).drop { $0 <= 0x20 } : line
            if rest.isEmpty { continue }
            if rest.starts(with: "!<".utf8) || rest.starts(with: "!lsst".utf8) || rest.starts(with: "- [".utf8) {
                return true
            }
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")), colon > rest.startIndex else { return false }
            let isEnd = colon + 1 == rest.endIndex || rest[colon + 1] <= 0x20
            return isEnd && rest[..<colon].allSatisfy(TextHeaders.isOfName)
        }
        return false
    }
}
