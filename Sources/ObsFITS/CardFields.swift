/// Where value and comment of one 80-byte card are.
///
/// Source: FITS standard 4.0, sections 4.1 and 4.2 (free format). More is accepted than it allows where the meaning is
/// plain: the value indicator may be `=` without a blank behind it. What follows a value must be blank or a slash:
/// `RA = 12 34 56` is malformed, not 12.
struct CardFields {
    /// What the value field holds.
    enum Content {
        case noIndicator, undefined, string, complex, token, malformed
    }

    /// How many bytes a card has.
    static let length = 80

    private(set) var content = Content.noIndicator
    /// The value without quotes or parentheses; what is there instead when it is malformed.
    private(set) var value = 0..<0
    /// Whether a string holds doubled quotes.
    private(set) var hasDoubledQuotes = false
    /// Where the comment begins: in column 9 when there is no value indicator, behind the card when there is none.
    private var commentStart = length

    /// Finds the fields of a card whose value begins at byte `start`, nil when it has no value.
    init(_ card: Span<UInt8>, valueFrom start: Int?) {
        guard let start else {
            commentStart = 8
            return
        }
        let begin = Self.skipBlanks(card, start)
        guard begin < card.count, card[begin] != ASCII.slash else {
            content = .undefined
            readComment(card, after: begin)
            return
        }
        switch card[begin] {
        case ASCII.quote: readString(card, begin)
        case ASCII.openParenthesis: readComplex(card, begin)
        default: readToken(card, begin)
        }
    }

    private mutating func readString(_ card: Span<UInt8>, _ begin: Int) {
        var place = Self.firstQuote(card, from: begin + 1)
        while place + 1 < card.count, card[place + 1] == ASCII.quote {
            hasDoubledQuotes = true
            place = Self.firstQuote(card, from: place + 2)
        }
        guard place < card.count else {
            content = .malformed
            value = begin..<Self.endOfText(card, begin..<card.count)
            return
        }
        finish(.string, card, begin + 1..<Self.endOfText(card, begin + 1..<place), from: begin, to: place + 1)
    }

    private mutating func readComplex(_ card: Span<UInt8>, _ begin: Int) {
        var place = begin + 1
        while place < card.count, card[place] != ASCII.closeParenthesis, card[place] != ASCII.slash { place += 1 }
        guard place < card.count, card[place] == ASCII.closeParenthesis else {
            finish(.malformed, card, begin..<Self.endOfText(card, begin..<place), from: begin, to: place)
            return
        }
        finish(.complex, card, begin + 1..<place, from: begin, to: place + 1)
    }

    private mutating func readToken(_ card: Span<UInt8>, _ begin: Int) {
        var place = begin
        while place < card.count, card[place] != ASCII.blank, card[place] != ASCII.slash { place += 1 }
        finish(.token, card, begin..<place, from: begin, to: place)
    }

    /// Takes the value if nothing but a comment follows it.
    private mutating func finish(_ found: Content, _ card: Span<UInt8>, _ range: Range<Int>, from: Int, to: Int) {
        let next = Self.skipBlanks(card, to)
        guard next < card.count, card[next] != ASCII.slash else {
            content = found
            value = range
            readComment(card, after: next)
            return
        }
        var slash = next
        while slash < card.count, card[slash] != ASCII.slash { slash += 1 }
        content = .malformed
        value = from..<Self.endOfText(card, from..<slash)
        readComment(card, after: slash)
    }

    /// Notes where the comment begins, if there is a slash.
    private mutating func readComment(_ card: Span<UInt8>, after slash: Int) {
        guard slash + 1 < card.count else { return }
        commentStart = card[slash + 1] == ASCII.blank ? slash + 2 : slash + 1
    }

    /// The comment without trailing blanks.
    func comment(_ card: Span<UInt8>) -> Range<Int> {
        commentStart..<Self.endOfText(card, commentStart..<card.count)
    }

    /// Where the next quote is, eight bytes at a time; the length of the card when there is none.
    private static func firstQuote(_ card: Span<UInt8>, from start: Int) -> Int {
        card.withUnsafeBytes { bytes in
            var place = start
            while place + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let difference = word ^ 0x2727_2727_2727_2727
                // The lowest set bit marks the first byte that is zero, here the first quote.
                let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
                if zeros != 0 { return place + zeros.trailingZeroBitCount / 8 }
                place += 8
            }
            while place < bytes.count, bytes[place] != ASCII.quote { place += 1 }
            return place
        }
    }

    private static func skipBlanks(_ card: Span<UInt8>, _ start: Int) -> Int {
        card.withUnsafeBytes { bytes in
            var place = start
            while place + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                guard word == PackedName.blank else {
                    return place + (word ^ PackedName.blank).trailingZeroBitCount / 8
                }
                place += 8
            }
            while place < bytes.count, bytes[place] == ASCII.blank { place += 1 }
            return place
        }
    }

    /// The end of a range without its trailing blanks.
    private static func endOfText(_ card: Span<UInt8>, _ range: Range<Int>) -> Int {
        card.withUnsafeBytes { bytes in
            var end = range.upperBound
            while end - 8 >= range.lowerBound {
                let word = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self))
                guard word == PackedName.blank else { return end - (word ^ PackedName.blank).trailingZeroBitCount / 8 }
                end -= 8
            }
            while end > range.lowerBound, bytes[end - 1] == ASCII.blank { end -= 1 }
            return end
        }
    }
}
