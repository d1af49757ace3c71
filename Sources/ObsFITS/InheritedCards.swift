/// The cards of an extension over those of the primary.
final class InheritedCards: CardLayer {
    private let own: any CardLayer
    private let primary: any CardLayer

    init(_ own: any CardLayer, over primary: any CardLayer) {
        self.own = own
        self.primary = primary
    }

    var count: Int { allCards.count }

    func forEachKeyword(_ test: KeywordTest, _ body: (Keyword) -> Void) {
        own.forEachKeyword(test, body)
        primary.forEachKeyword(test) { keyword in
            if keyword.isInherited && !own.contains(keyword) { body(keyword) }
        }
    }

    func prefetch(_ keywords: Span<Keyword>) -> UInt32 {
        own.prefetch(keywords) &+ primary.prefetch(keywords)
    }

    func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        if let value = own.value(of: keyword, isRepeated: &isRepeated) { return value }
        return keyword.isInherited ? primary.value(of: keyword, isRepeated: &isRepeated) : nil
    }

    func card(_ keyword: Keyword) -> Card? {
        if let card = own.card(keyword) { return card }
        return keyword.isInherited ? primary.card(keyword) : nil
    }

    func cards(named keyword: Keyword) -> [Card] {
        if own.contains(keyword) || !keyword.isInherited { return own.cards(named: keyword) }
        return primary.cards(named: keyword)
    }

    func contains(_ keyword: Keyword) -> Bool {
        own.contains(keyword) || keyword.isInherited && primary.contains(keyword)
    }

    func isRepeated(_ keyword: Keyword) -> Bool {
        if own.contains(keyword) { return own.isRepeated(keyword) }
        return keyword.isInherited && primary.isRepeated(keyword)
    }

    var allCards: [Card] {
        own.allCards + primary.allCards.filter { $0.keyword.isInherited && !own.contains($0.keyword) }
    }
}

extension Keyword {
    /// Whether an extension may take the card from the primary: not those that describe the primary's own structure, nor
    /// commentary.
    var isInherited: Bool {
        switch key {
        case PackedName.simple, PackedName.xtension, PackedName.bitpix, PackedName.naxis, PackedName.extend,
            PackedName.pcount, PackedName.gcount, PackedName.groups, PackedName.checksum, PackedName.datasum,
            PackedName.end, PackedName.comment, PackedName.history, PackedName.blank, PackedName.continue:
            false
        default: number(after: .naxis) == nil
        }
    }

    /// The number of a keyword of a series: 2 of `NAXIS2`.
    func number(after prefix: PackedName.Prefix) -> Int? {
        let tail = key &- prefix.bytes
        guard key >= prefix.bytes, tail >> UInt64(64 - 8 * prefix.length) == 0 else { return nil }
        var number = 0
        var hasDigits = false
        var place = prefix.length
        while place < 8 {
            let byte = UInt8(truncatingIfNeeded: key >> UInt64(56 - 8 * place))
            guard byte != ASCII.blank else { break }
            guard case ASCII.zero...ASCII.nine = byte else { return nil }
            number = number * 10 + Int(byte - ASCII.zero)
            hasDigits = true
            place += 1
        }
        while place < 8 {
            guard UInt8(truncatingIfNeeded: key >> UInt64(56 - 8 * place)) == ASCII.blank else { return nil }
            place += 1
        }
        return hasDigits ? number : nil
    }
}
