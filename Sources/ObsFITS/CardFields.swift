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
    /// The comment; the text from column 9 on when there is no value indicator.
    private(set) var comment = 0..<0

    /// Finds the fields of a card whose value begins at byte `start`, nil when it has no value.
    init(_ card: Span<UInt8>, valueFrom start: Int?) {
        guard let start else {
            comment = 8..<Self.endOfText(card, 8..<card.count)
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
        var place = begin + 1
        while place < card.count {
            if card[place] == ASCII.quote {
                guard place + 1 < card.count, card[place + 1] == ASCII.quote else { break }
                hasDoubledQuotes = true
                place += 1
            }
            place += 1
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
            finish(.malformed, card, begin..<place, from: begin, to: place)
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

    private mutating func readComment(_ card: Span<UInt8>, after slash: Int) {
        guard slash < card.count else { return }
        var start = slash + 1
        if start < card.count, card[start] == ASCII.blank { start += 1 }
        comment = start..<Self.endOfText(card, start..<card.count)
    }

    private static func skipBlanks(_ card: Span<UInt8>, _ start: Int) -> Int {
        var place = start
        while place < card.count, card[place] == ASCII.blank { place += 1 }
        return place
    }

    /// The end of a range without its trailing blanks.
    private static func endOfText(_ card: Span<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, card[end - 1] == ASCII.blank { end -= 1 }
        return end
    }
}
