/// Cards with some values replaced, added or hidden.
final class EditedCards: CardLayer {
    typealias Edit = (keyword: Keyword, value: HeaderValue?)

    private let base: any CardLayer
    private let edits: [Edit]
    private let index: KeywordIndex
    /// A bit for each edit, by which most other keywords are told from it at a glance.
    private let bits: UInt64

    /// Lays edits over cards; the last edit of a keyword counts.
    init(_ base: any CardLayer, _ edits: [Edit]) {
        var edits = edits
        var base = base
        if let edited = base as? EditedCards {
            edits = edited.edits + edits
            base = edited.base
        }
        self.base = base
        self.edits = edits
        self.index = KeywordIndex(count: edits.count) { edits[$0].keyword.key }
        self.bits = edits.reduce(0) { $0 | Self.bit(of: $1.keyword) }
    }

    /// One of 64 bits, the same whenever the keyword is the same.
    @inline(__always)
    private static func bit(of keyword: Keyword) -> UInt64 {
        1 &<< ((keyword.key &* 0x9E37_79B9_7F4A_7C15) &>> 58)
    }

    var count: Int { allCards.count }

    func forEachKeyword(_ test: KeywordTest, _ body: (Keyword) -> Void) {
        // Few tests are passed by a keyword that is edited.
        var placed: Set<Int> = []
        base.forEachKeyword(test) { keyword in
            guard let number = edit(keyword) else { return body(keyword) }
            if edits[number].value != nil, placed.insert(number).inserted { body(keyword) }
        }
        for number in edits.indices where test.isPassed(by: edits[number].keyword) {
            let keyword = edits[number].keyword
            guard edits[number].value != nil, !placed.contains(number), edit(keyword) == number else { continue }
            body(keyword)
        }
    }

    private func edit(_ keyword: Keyword) -> Int? {
        guard bits & Self.bit(of: keyword) != 0 else { return nil }
        return index.place(of: keyword.key) { edits[$0].keyword.key == keyword.key }?.last
    }

    func prefetch(_ keywords: Span<Keyword>) -> UInt32 { base.prefetch(keywords) }

    func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        if bits & Self.bit(of: keyword) == 0 { return base.value(of: keyword, isRepeated: &isRepeated) }
        return editedValue(of: keyword, isRepeated: &isRepeated)
    }

    @inline(never)
    private func editedValue(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        guard let number = edit(keyword) else { return base.value(of: keyword, isRepeated: &isRepeated) }
        guard let value = edits[number].value else { return nil }
        isRepeated = false
        return value
    }

    func card(_ keyword: Keyword) -> Card? {
        guard let number = edit(keyword) else { return base.card(keyword) }
        return edits[number].value.map { value in
            let old = base.card(keyword)
            return Card(old?.keyword ?? edits[number].keyword, value, comment: old?.comment ?? "")
        }
    }

    func cards(named keyword: Keyword) -> [Card] {
        guard edit(keyword) != nil else { return base.cards(named: keyword) }
        return card(keyword).map { [$0] } ?? []
    }

    func contains(_ keyword: Keyword) -> Bool {
        if let number = edit(keyword) { return edits[number].value != nil }
        return base.contains(keyword)
    }

    func isRepeated(_ keyword: Keyword) -> Bool {
        edit(keyword) == nil && base.isRepeated(keyword)
    }

    /// A replaced value stands where its keyword first stood, a new one at the end.
    var allCards: [Card] {
        var cards: [Card] = []
        var isPlaced = [Bool](repeating: false, count: edits.count)
        for card in base.allCards {
            guard let number = edit(card.keyword) else {
                cards.append(card)
                continue
            }
            guard let value = edits[number].value, !isPlaced[number] else { continue }
            isPlaced[number] = true
            cards.append(Card(card.keyword, value, comment: base.card(card.keyword)?.comment ?? ""))
        }
        for (number, edit) in edits.enumerated() {
            guard let value = edit.value, !isPlaced[number], self.edit(edit.keyword) == number else { continue }
            cards.append(Card(edit.keyword, value))
        }
        return cards
    }
}
