internal import ObsText

/// Reads value and comment of one 80-byte card.
enum CardImage {
    /// The fields of a card.
    @inline(__always)
    static func fields(_ card: CardBytes) -> CardFields { CardFields(card, valueFrom: valueStart(card)) }

    /// The value of a card, `CONTINUE` cards left aside.
    @inline(__always)
    static func value(_ card: CardBytes, _ fields: CardFields) -> HeaderValue {
        switch fields.content {
        case .noIndicator:
            guard PackedName.isCommentary(card.upperField) else { return .undefined }
            return .string(CardText.string(card, fields.comment(card)))
        case .undefined:
            return .undefined
        case .string:
            return .string(text(card, fields))
        case .token:
            return card.with(fields.value, token) ?? .malformed(CardText.string(card, fields.value))
        case .complex:
            return card.with(fields.value, complex)
                ?? .malformed("(" + CardText.string(card, fields.value) + ")")
        case .malformed:
            return .malformed(CardText.string(card, fields.value))
        }
    }

    /// The text of a string value.
    @inline(__always)
    static func text(_ card: CardBytes, _ fields: CardFields) -> String {
        fields.hasDoubledQuotes ? CardText.unescaped(card, fields.value) : CardText.string(card, fields.value)
    }

    /// The comment of a card; empty where the text is the value.
    static func comment(_ card: CardBytes, _ fields: CardFields) -> String {
        if fields.content == .noIndicator, PackedName.isCommentary(card.upperField) { return "" }
        return CardText.string(card, fields.comment(card))
    }

    /// The fields of a `CONTINUE` card if it holds a string, otherwise nil.
    static func continuation(_ card: CardBytes) -> CardFields? {
        guard card.upperField == PackedName.continue else { return nil }
        let fields = CardFields(card, valueFrom: 8)
        return fields.content == .string ? fields : nil
    }

    /// Whether a string asks to be continued.
    @inline(__always)
    static func endsWithAmpersand(_ card: CardBytes, _ fields: CardFields) -> Bool {
        fields.content == .string && !fields.value.isEmpty && card[fields.value.upperBound - 1] == ASCII.ampersand
    }

    /// Whether a card ends the header.
    static func isEnd(_ field: UInt64) -> Bool {
        field == PackedName.end || field == 0x454E_4400_0000_0000  // padded by a program that writes NUL for blank
    }

    /// A logical or a number; nil when it is neither, or a real is not finite.
    @inline(__always)
    static func token(_ text: Span<UInt8>) -> HeaderValue? {
        if text.count == 1, text[0] == 0x54 { return .logical(true) }
        if text.count == 1, text[0] == 0x46 { return .logical(false) }
        guard let number = DecimalNumber(text, allowsD: true) else { return nil }
        guard number.isInteger else { return number.finiteReal.map { .real($0) } }
        if let integer = number.integer { return .integer(integer) }
        return LargeInteger.digits(text).map { .largeInteger($0) }
    }
}

extension CardImage {
    /// Where the value begins, behind the value indicator; nil when there is none.
    @inline(__always)
    private static func valueStart(_ card: CardBytes) -> Int? {
        guard card[8] == ASCII.equals else { return card.hierarchSign.map { $0 + 1 } }
        let field = card.upperField
        return PackedName.isCommentary(field) || field == PackedName.continue ? nil : 9
    }

    /// Two numbers with a comma between them.
    @inline(never)
    private static func complex(_ text: Span<UInt8>) -> HeaderValue? {
        guard let comma = text.firstIndex(of: ASCII.comma) else { return nil }
        guard let real = part(text.extracting(..<comma)),
            let imaginary = part(text.extracting((comma + 1)...))
        else { return nil }
        return .complex(real, imaginary)
    }

    private static func part(_ text: Span<UInt8>) -> Double? {
        guard let start = text.firstIndex(where: { $0 != ASCII.blank }) else { return nil }
        let end = text.firstIndex(of: ASCII.blank, from: start) ?? text.count
        guard text.firstIndex(from: end, where: { $0 != ASCII.blank }) == nil else { return nil }
        return DecimalNumber(text.extracting(start..<end), allowsD: true)?.finiteReal
    }
}
