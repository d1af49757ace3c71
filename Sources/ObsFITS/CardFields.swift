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
    @inline(__always)
    init(_ card: CardBytes, valueFrom start: Int?) {
        guard let start else {
            commentStart = 8
            return
        }
        let begin = card.skippingBlanks(from: start)
        guard begin < Self.length, card[begin] != ASCII.slash else {
            content = .undefined
            readComment(card, after: begin)
            return
        }
        switch card[begin] {
        case ASCII.quote: readString(card, begin)
        case ASCII.openParenthesis: self = Self.complex(card, begin)
        default: readToken(card, begin)
        }
    }

    @inline(__always)
    private mutating func readString(_ card: CardBytes, _ begin: Int) {
        var place = card.first(ASCII.quote, from: begin &+ 1)
        while place &+ 1 < Self.length, card[place &+ 1] == ASCII.quote {
            hasDoubledQuotes = true
            place = card.first(ASCII.quote, from: place &+ 2)
        }
        guard place < Self.length else {
            content = .malformed
            value = begin..<card.endOfText(begin, Self.length)
            return
        }
        finish(.string, card, begin &+ 1, card.endOfText(begin &+ 1, place), from: begin, to: place &+ 1)
    }

    private init() {}

    /// The fields of a card whose value begins with a parenthesis; made apart, so that those of others stay in registers.
    @inline(never)
    private static func complex(_ card: CardBytes, _ begin: Int) -> CardFields {
        var fields = CardFields()
        var place = begin + 1
        while place < Self.length, card[place] != ASCII.closeParenthesis, card[place] != ASCII.slash { place += 1 }
        guard place < Self.length, card[place] == ASCII.closeParenthesis else {
            fields.finish(.malformed, card, begin, card.endOfText(begin, place), from: begin, to: place)
            return fields
        }
        fields.finish(.complex, card, begin + 1, place, from: begin, to: place + 1)
        return fields
    }

    @inline(__always)
    private mutating func readToken(_ card: CardBytes, _ begin: Int) {
        let end = card.first(ASCII.blank, or: ASCII.slash, from: begin)
        finish(.token, card, begin, end, from: begin, to: end)
    }

    /// Takes the value if nothing but a comment follows it.
    @inline(__always)
    private mutating func finish(
        _ found: Content, _ card: CardBytes, _ start: Int, _ end: Int, from: Int, to: Int
    ) {
        let next = card.skippingBlanks(from: to)
        guard next < Self.length, card[next] != ASCII.slash else {
            content = found
            value = start..<end
            readComment(card, after: next)
            return
        }
        content = .malformed
        let slash = card.first(ASCII.slash, from: next)
        value = from..<card.endOfText(from, slash)
        readComment(card, after: slash)
    }

    /// Notes where the comment begins, if there is a slash.
    @inline(__always)
    private mutating func readComment(_ card: CardBytes, after slash: Int) {
        guard slash &+ 1 < Self.length else { return }
        commentStart = card[slash &+ 1] == ASCII.blank ? slash &+ 2 : slash &+ 1
    }

    /// The comment without trailing blanks.
    func comment(_ card: CardBytes) -> Range<Int> { commentStart..<card.endOfText(commentStart, Self.length) }
}
