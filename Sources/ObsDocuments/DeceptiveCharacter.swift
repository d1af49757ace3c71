internal import ObsText

/// A character in text without quotation marks that looks like another one: a blank that is none, a minus sign of typesetters,
/// the quotation marks of a word processor.
///
/// YAML takes each for a letter, so that `name:` with a no-break space behind it is a text and no key. Whoever means the
/// character puts the text in quotation marks, in which nothing is looked for.
struct DeceptiveCharacter {
    /// How many characters of the text stand before it.
    let offset: Int
    /// What is wrong.
    let message: String
    /// What to do.
    let hint: String

    /// The first of a text; nil when there is none.
    init?(in text: String) {
        let scalars = Array(text.unicodeScalars)
        if let dash = Self.dash(scalars) {
            self.init(0, "is a dash and no minus sign, so that this is no number", hint: "write \(dash)", of: scalars)
            return
        }
        if let mark = Self.quotationMark(scalars) {
            self.init(
                0, "is a letter to YAML, and no quotation mark around the text", hint: "write \(mark) for it",
                of: scalars)
            return
        }
        let hasBlank = scalars.contains(" ")
        for place in scalars.indices {
            if Self.names[scalars[place].value] == nil { continue }
            if Self.isInvisible(scalars[place]) {
                self.init(place, "cannot be seen", hint: "take it away, or quote the text if it is meant", of: scalars)
                return
            }
            if hasBlank, !Self.isStructural(place, scalars) { continue }
            self.init(
                place, "is a letter to YAML, and no blank",
                hint: "write a blank for it, or put the text in quotation marks if it is meant", of: scalars)
            return
        }
        return nil
    }

    /// The first blank that is none in a line, outside of a comment; nil when there is none.
    init?(blankIn line: String) {
        let scalars = Array(line.unicodeScalars)
        let end = scalars.indices.first { scalars[$0] == "#" && ($0 == 0 || scalars[$0 - 1] == " ") } ?? scalars.count
        guard let place = scalars[..<end].firstIndex(where: { Self.names[$0.value] != nil }) else { return nil }
        self.init(
            place, "is a letter to YAML, and no blank",
            hint: "write a blank for it, or put the text in quotation marks if it is meant", of: scalars)
    }

    private init(_ offset: Int, _ what: String, hint: String, of scalars: [Unicode.Scalar]) {
        let scalar = scalars[offset]
        let code = "U+" + scalar.value.zeroPadded(4, radix: 16, uppercase: true)
        self.offset = offset
        message = "the character \(code)\(Self.names[scalar.value].map { " (\($0))" } ?? "") \(what)"
        self.hint = hint
    }

    /// Whether a blank would end or separate something at a place.
    private static func isStructural(_ place: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        if place == 0 || place == scalars.count - 1 { return true }
        let (before, after) = (scalars[place - 1], scalars[place + 1])
        return before == ":" || before == "," || after == "#" || (place == 1 && (before == "-" || before == "?"))
    }

    /// The number that a text with a dash in the place of its sign means.
    private static func dash(_ scalars: [Unicode.Scalar]) -> String? {
        guard let first = scalars.first, dashes.contains(first.value) else { return nil }
        let text = "-" + scalars.dropFirst().map { String(Character($0)) }.joined()
        return NumberText.double(text.utf8.span) == nil ? nil : text
    }

    /// What to write for the quotation marks around a text.
    private static func quotationMark(_ scalars: [Unicode.Scalar]) -> String? {
        guard scalars.count > 1, let first = scalars.first, let last = scalars.last, let mark = marks[first.value],
            marks[last.value] != nil || !scalars.contains(" ")
        else { return nil }
        return mark
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF: true
        default: false
        }
    }

    /// Hyphens, dashes and the minus sign.
    private static let dashes: Set<UInt32> = [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63, 0xFF0D]

    /// Quotation marks, and those of YAML for which they stand.
    private static let marks: [UInt32: String] = [
        0x201C: "\"", 0x201D: "\"", 0x201E: "\"", 0x201F: "\"", 0xAB: "\"", 0xBB: "\"", 0xFF02: "\"",
        0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x2039: "'", 0x203A: "'", 0xFF07: "'",
    ]

    /// The names of the characters that look like a blank or like nothing; the others are told from their use.
    private static let names: [UInt32: String] = [
        0xA0: "no-break space", 0xAD: "soft hyphen", 0x1680: "Ogham space mark", 0x2000: "en quad", 0x2001: "em quad",
        0x2002: "en space", 0x2003: "em space", 0x2004: "three-per-em space", 0x2005: "four-per-em space",
        0x2006: "six-per-em space", 0x2007: "figure space", 0x2008: "punctuation space", 0x2009: "thin space",
        0x200A: "hair space", 0x200B: "zero-width space", 0x200E: "left-to-right mark", 0x200F: "right-to-left mark",
        0x202F: "narrow no-break space", 0x205F: "medium mathematical space", 0x2060: "word joiner",
        0x3000: "ideographic space", 0xFEFF: "zero-width no-break space",
    ]
}
