/// The cards of an HDU, of a header dump, or of layers of them.
///
/// A look-up costs a few nanoseconds, since the index is made once; values are parsed when they are asked for.
public struct Header: Sendable {
    private let layer: any CardLayer

    private init(layer: any CardLayer) {
        self.layer = layer
    }

    init(images: ImageCards) {
        self.layer = images
    }

    /// Makes a header of explicit cards, in which a keyword may be repeated.
    public init(cards: [Card]) {
        self.init(layer: ExplicitCards(cards))
    }

    /// Makes a header of typed fields, in which a keyword may be repeated.
    ///
    /// - Parameter fields: at most `TypedFields.limit`
    package init(fields: TypedFields) {
        self.init(layer: FieldCards(fields))
    }

    /// Reads 80-byte cards until END or the end of the bytes.
    ///
    /// - Throws: `FITSError`: `truncated` when the bytes end within a card, `headerTooLarge` beyond 1 GiB.
    public init(cardImages bytes: [UInt8]) throws {
        guard bytes.count <= 1 << 30 else {
            throw FITSError(.headerTooLarge, "\(bytes.count) bytes of cards; a header of at most 1 GiB can be held")
        }
        var scan = CardScan()
        if !scan.advance(bytes.span), !bytes.count.isMultiple(of: CardFields.length) {
            throw FITSError(
                .truncated, "the bytes end within a card; cards have 80 bytes each", offset: Int64(bytes.count))
        }
        self.init(images: ImageCards(bytes: bytes, cardCount: scan.cardCount, mayContinue: scan.mayContinue))
    }

    /// The value of the last card of this name, nil when there is none.
    public subscript(keyword: Keyword) -> HeaderValue? {
        layer.value(of: keyword)
    }

    /// The value of the last card of this name and whether there are others, in one look-up.
    ///
    /// - Parameters:
    ///   - keyword: the name
    ///   - isRepeated: becomes whether the name occurs more than once; without a card it stays as it is
    /// - Returns: the value, nil when there is no card
    package func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        layer.value(of: keyword, isRepeated: &isRepeated)
    }

    /// Brings what look-ups of these names will read into the processor's cache, all at once.
    ///
    /// Worth its while for a header that was read long before, of which dozens of cards will be looked up.
    ///
    /// - Parameter keywords: the names that will be looked up
    /// - Returns: a number without meaning, by which the compiler knows that the memory is wanted
    @discardableResult
    package func prefetch(_ keywords: [Keyword]) -> UInt32 {
        layer.prefetch(keywords.span)
    }

    /// The card of this name; of repeated ones the last.
    public func card(_ keyword: Keyword) -> Card? {
        layer.card(keyword)
    }

    /// All cards of this name, in order.
    public func cards(named keyword: Keyword) -> [Card] {
        layer.cards(named: keyword)
    }

    /// Whether there is more than one card of this name.
    package func isRepeated(_ keyword: Keyword) -> Bool {
        layer.isRepeated(keyword)
    }

    /// Whether there is a card of this name.
    public func contains(_ keyword: Keyword) -> Bool {
        layer.contains(keyword)
    }

    /// The keywords of a kind, in order, one for each card; no value is read.
    ///
    /// - Parameter isWanted: whether a keyword is of that kind
    /// - Returns: the keywords, one of them twice where its card is repeated
    package func keywords(where isWanted: (Keyword) -> Bool) -> [Keyword] {
        withoutActuallyEscaping(isWanted) { keywords(.holds($0)) }
    }

    /// The keywords that contain a piece, in order, one for each card.
    ///
    /// - Parameter part: the piece
    /// - Returns: the keywords, one of them twice where its card is repeated
    package func keywords(containing part: KeywordPart) -> [Keyword] { keywords(.contains(part)) }

    private func keywords(_ test: KeywordTest) -> [Keyword] {
        var found: [Keyword] = []
        layer.forEachKeyword(test) { found.append($0) }
        return found
    }

    /// The number of cards.
    ///
    /// `CONTINUE` cards are counted with the card that they continue. Of layers the cards are counted each time.
    public var count: Int { layer.count }
}

extension Header {
    /// This header, usually of an extension, with the cards of the primary beneath it: own cards win.
    ///
    /// Cards that describe the structure of the primary (`SIMPLE`, `BITPIX`, `NAXIS…`, `EXTEND`, `PCOUNT`, `GCOUNT`,
    /// `GROUPS`, `CHECKSUM`, `DATASUM`) and commentary are not inherited: neither a look-up nor the iteration shows them.
    /// The cost does not depend on the number of cards.
    public func inheriting(_ primary: Header) -> Header {
        Header(layer: InheritedCards(layer, over: primary.layer))
    }

    /// This header with some values replaced or added; nil hides the cards of that keyword.
    ///
    /// A replaced value keeps place and comment of the card; of repeated cards one remains. A new card is the last one.
    /// Of several edits of a keyword the last counts.
    public func replacing(_ edits: [(keyword: Keyword, value: HeaderValue?)]) -> Header {
        Header(layer: EditedCards(layer, edits))
    }
}

extension Header: Sequence {
    /// Goes through the cards in order.
    public struct Iterator: IteratorProtocol {
        private var images: ImageCards?
        private var cards: [Card] = []
        private var position = 0

        init(_ layer: any CardLayer) {
            images = layer as? ImageCards
            if images == nil { cards = layer.allCards }
        }

        /// The next card, nil at the end.
        public mutating func next() -> Card? {
            if let images { return images.next(&position) }
            guard position < cards.count else { return nil }
            defer { position += 1 }
            return cards[position]
        }
    }

    /// Starts at the first card.
    public func makeIterator() -> Iterator {
        Iterator(layer)
    }
}
