internal import ObsText

/// Finds what is not UTF-8, or not among the characters that YAML allows (YAML 1.2.2, production 1).
///
/// libyaml stops at the first one and knows its offset only; here all of them are found, with line and column.
enum YAMLCharacters {
    private static let most = 20
    private static let mostDirectives = 100

    static func problems(in text: Span<UInt8>, file: String) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var at = 0
        while at < text.count {
            if at &+ 8 <= text.count, EightBytes.isPlainYAML(text.word(at: at)) {
                at &+= 8
                continue
            }
            guard let (length, value) = UTF8Text.character(text, at) else {
                problems.append(
                    Diagnostic(
                        .error, .encoding, at: TextPlace.position(ofByte: at, in: text, file: file),
                        "byte 0x\(String(text[at], radix: 16)) is not UTF-8", hint: "save the file in UTF-8"))
                at &+= 1
                if problems.count >= most { break }
                continue
            }
            if !isAllowed(value) {
                problems.append(
                    Diagnostic(
                        .error, .encoding, at: TextPlace.position(ofByte: at, in: text, file: file),
                        "character U+\(String(value, radix: 16, uppercase: true)) is not allowed in YAML",
                        hint: "remove it, or write it as an escape in double quotation marks"))
                if problems.count >= most { break }
            }
            at &+= length
        }
        return problems
    }

    /// The directive after which there are too many `%TAG` ones, or nil.
    ///
    /// libyaml compares each of them with all before it, so that a megabyte of them takes it seconds.
    static func tooManyDirectives(in text: Span<UInt8>, file: String) -> Diagnostic? {
        var count = 0
        var at = 0
        while let place = text.firstIndex(of: UInt8(ascii: "%"), from: at) {
            at = place + 1
            guard place + 4 <= text.count, text[at] == UInt8(ascii: "T"), text[at + 1] == UInt8(ascii: "A"),
                place == 0 || isEndOfLineBreak(text[place - 1])
            else { continue }
            count += 1
            guard count > mostDirectives else { continue }
            return Diagnostic(
                .error, .limitExceeded, at: TextPlace.position(ofByte: place, in: text, file: file),
                "there are more than \(mostDirectives) '%TAG' directives")
        }
        return nil
    }

    /// Whether a byte is the last one of what libyaml takes for a line break: LF, CR, NEL, LS or PS.
    private static func isEndOfLineBreak(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x0A, 0x0D, 0x85, 0xA8, 0xA9: true
        default: false
        }
    }

    private static func isAllowed(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        case 0x10000...0x10FFFF: true
        default: false
        }
    }
}
