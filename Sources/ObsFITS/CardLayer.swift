/// What a header is made of: card images, explicit cards, or a layer over another.
protocol CardLayer: AnyObject, Sendable {
    /// The value of the last card of this name, and whether there are others before it, in one look-up; without a card
    /// `isRepeated` stays as it is.
    func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue?

    /// Brings what look-ups of these names will read into the cache; the result means nothing.
    func prefetch(_ keywords: Span<Keyword>) -> UInt32

    /// The last card of this name.
    func card(_ keyword: Keyword) -> Card?

    /// All cards of this name, in order.
    func cards(named keyword: Keyword) -> [Card]

    /// Whether there is a card of this name.
    func contains(_ keyword: Keyword) -> Bool

    /// Whether there is more than one card of this name.
    func isRepeated(_ keyword: Keyword) -> Bool

    /// How many cards there are.
    var count: Int { get }

    /// All cards, in order.
    var allCards: [Card] { get }

    /// Gives the keyword of each card that passes a test, in order.
    func forEachKeyword(_ test: KeywordTest, _ body: (Keyword) -> Void)
}

extension CardLayer {
    /// The value of the last card of this name.
    @inline(__always)
    func value(of keyword: Keyword) -> HeaderValue? {
        var isRepeated = false
        return value(of: keyword, isRepeated: &isRepeated)
    }
}
