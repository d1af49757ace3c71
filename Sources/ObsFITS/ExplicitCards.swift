/// Cards that someone made, in their order.
final class ExplicitCards: CardLayer {
    let allCards: [Card]
    private let index: KeywordIndex

    init(_ cards: [Card]) {
        self.allCards = cards
        self.index = KeywordIndex(count: cards.count) { cards[$0].keyword.key }
    }

    private func place(_ keyword: Keyword) -> KeywordIndex.Place? {
        index.place(of: keyword.key) { allCards[$0].keyword.key == keyword.key }
    }

    func prefetch(_ keywords: Span<Keyword>) -> UInt32 {
        index.prefetch(keywords) { allCards[$0].keyword.key }
    }

    func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        guard let place = place(keyword) else { return nil }
        isRepeated = place.isRepeated
        return allCards[place.last].value
    }

    var count: Int { allCards.count }

    func forEachKeyword(_ test: KeywordTest, _ body: (Keyword) -> Void) {
        for card in allCards where test.isPassed(by: card.keyword) { body(card.keyword) }
    }

    func card(_ keyword: Keyword) -> Card? {
        place(keyword).map { allCards[$0.last] }
    }

    func cards(named keyword: Keyword) -> [Card] {
        allCards.filter { $0.keyword == keyword }
    }

    func contains(_ keyword: Keyword) -> Bool {
        place(keyword) != nil
    }

    func isRepeated(_ keyword: Keyword) -> Bool {
        place(keyword)?.isRepeated ?? false
    }
}
