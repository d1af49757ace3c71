/// Reads keyword, value and comment of one 80-byte card.
enum CardImage {
    /// The keyword field in upper case, packed; it may hold bytes that are not ASCII.
    @inline(__always)
    static func field(_ card: Span<UInt8>) -> UInt64 {
        card.withUnsafeBytes { CardBytes($0).upperField }
    }

    /// The `Keyword.key` of a card.
    static func key(_ card: Span<UInt8>) -> UInt64 { card.withUnsafeBytes { CardBytes($0).key } }

    /// The keyword of a card.
    static func keyword(_ card: Span<UInt8>) -> Keyword { card.withUnsafeBytes { CardBytes($0).keyword } }

    /// The fields of a card.
    @inline(__always)
    static func fields(_ card: Span<UInt8>) -> CardFields {
        CardFields(card, valueFrom: valueStart(card))
    }

    /// The value of a card, `CONTINUE` cards left aside.
    @inline(__always)
    static func value(_ card: Span<UInt8>, _ fields: CardFields) -> HeaderValue {
        switch fields.content {
        case .noIndicator:
            guard PackedName.isCommentary(field(card)) else { return .undefined }
            return .string(CardText.string(card, fields.comment(card)))
        case .undefined:
            return .undefined
        case .string:
            return .string(text(card, fields))
        case .token:
            return token(card.extracting(fields.value)) ?? .malformed(CardText.string(card, fields.value))
        case .complex:
            return complex(card.extracting(fields.value))
                ?? .malformed("(" + CardText.string(card, fields.value) + ")")
        case .malformed:
            return .malformed(CardText.string(card, fields.value))
        }
    }

    /// The text of a string value.
    static func text(_ card: Span<UInt8>, _ fields: CardFields) -> String {
        fields.hasDoubledQuotes ? CardText.unescaped(card, fields.value) : CardText.string(card, fields.value)
    }

    /// The comment of a card; empty where the text is the value.
    static func comment(_ card: Span<UInt8>, _ fields: CardFields) -> String {
        if fields.content == .noIndicator, PackedName.isCommentary(field(card)) { return "" }
        return CardText.string(card, fields.comment(card))
    }

    /// The fields of a `CONTINUE` card if it holds a string, otherwise nil.
    static func continuation(_ card: Span<UInt8>) -> CardFields? {
        guard field(card) == PackedName.continue else { return nil }
        let fields = CardFields(card, valueFrom: 8)
        return fields.content == .string ? fields : nil
    }

    /// Whether a string asks to be continued.
    static func endsWithAmpersand(_ card: Span<UInt8>, _ fields: CardFields) -> Bool {
        fields.content == .string && !fields.value.isEmpty && card[fields.value.upperBound - 1] == ASCII.ampersand
    }

    /// Whether a card ends the header.
    static func isEnd(_ field: UInt64) -> Bool {
        field == PackedName.end || field == 0x454E_4400_0000_0000  // padded by a program that writes NUL for blank
    }
}

extension CardImage {
    /// Where the value begins, behind the value indicator; nil when there is none.
    @inline(__always)
    private static func valueStart(_ card: Span<UInt8>) -> Int? {
        let field = field(card)
        if card[8] == ASCII.equals {
            let hasNoValue = PackedName.isCommentary(field) || field == PackedName.continue
            return hasNoValue ? nil : 9
        }
        return card.withUnsafeBytes { CardBytes($0).hierarchSign }.map { $0 + 1 }
    }

    /// A logical or a number.
    private static func token(_ text: Span<UInt8>) -> HeaderValue? {
        if text.count == 1, text[0] == 0x54 { return .logical(true) }
        if text.count == 1, text[0] == 0x46 { return .logical(false) }
        return DecimalNumber.value(text)
    }

    /// Two numbers with a comma between them.
    private static func complex(_ text: Span<UInt8>) -> HeaderValue? {
        guard let comma = (0..<text.count).first(where: { text[$0] == ASCII.comma }) else { return nil }
        guard let real = part(text, 0..<comma), let imaginary = part(text, comma + 1..<text.count) else { return nil }
        return .complex(real, imaginary)
    }

    private static func part(_ text: Span<UInt8>, _ range: Range<Int>) -> Double? {
        var range = range
        while let first = range.first, text[first] == ASCII.blank { range.removeFirst() }
        while let last = range.last, text[last] == ASCII.blank { range.removeLast() }
        return DecimalNumber.real(text.extracting(range))
    }
}
