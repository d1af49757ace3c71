/// Cards that someone made, in their order.
final class ExplicitCards: CardLayer {
    let allCards: [Card]
    private let index: KeywordIndex

    init(_ cards: [Card]) {
        self.allCards = cards
        self.index = KeywordIndex(count: cards.count) { cards[$0].keyword.key }
    }

    var count: Int { allCards.count }

    func value(of keyword: Keyword) -> HeaderValue? {
        index.last(keyword.key).map { allCards[$0].value }
    }

    func card(_ keyword: Keyword) -> Card? {
        index.last(keyword.key).map { allCards[$0] }
    }

    func cards(named keyword: Keyword) -> [Card] {
        allCards.filter { $0.keyword == keyword }
    }

    func contains(_ keyword: Keyword) -> Bool {
        index.last(keyword.key) != nil
    }

    func isRepeated(_ keyword: Keyword) -> Bool {
        index.isRepeated(keyword.key)
    }
}
