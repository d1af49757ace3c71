internal import ObsText

/// Cards as a file holds them, 80 bytes each, parsed when they are asked for.
final class ImageCards: CardLayer {
    private let bytes: [UInt8]
    private let cardCount: Int
    /// Which cards are `CONTINUE` cards that belong to the card before them, in order.
    private let continuations: [Int]
    private let index: KeywordIndex
    /// Where the cards are whose keyword field is not the whole name in upper case, from the first to the last of them.
    private let oddCards: Range<Int>

    /// Takes the first `cardCount` cards of `bytes`.
    ///
    /// - Parameters:
    ///   - bytes: the cards one behind the other.
    ///   - cardCount: how many of them to take.
    ///   - mayContinue: false when it is known that there is no `CONTINUE` card.
    init(bytes: [UInt8], cardCount: Int, mayContinue: Bool) {
        precondition(cardCount * CardFields.length <= bytes.count, "there are as many cards as are said to be")
        var continuations = mayContinue ? Self.continuations(bytes, cardCount) : []
        var (index, odd) = Self.index(bytes, cardCount, continuations)
        // Who looked for `CONTINUE` cards looked for upper case.
        if !mayContinue, odd.hasContinue {
            continuations = Self.continuations(bytes, cardCount)
            (index, odd) = Self.index(bytes, cardCount, continuations)
        }
        self.bytes = bytes
        self.cardCount = cardCount
        self.continuations = continuations
        self.index = index
        self.oddCards = odd.range
    }

    /// What the cards have in common whose keyword field is not the whole name in upper case.
    private struct OddCards {
        /// From the first to the last of them.
        var range = 0..<0
        /// Whether one is a `CONTINUE` card.
        var hasContinue = false

        mutating func insert(_ number: Int) {
            range =
                range.isEmpty
                ? number..<number + 1 : min(range.lowerBound, number)..<max(range.upperBound, number + 1)
        }
    }

    private static func index(
        _ bytes: [UInt8], _ cardCount: Int, _ continuations: [Int]
    ) -> (KeywordIndex, OddCards) {
        var odd = OddCards()
        let index = withImages(bytes) { images in
            KeywordIndex(count: cardCount) { number in
                let card = images[number]
                // What nearly all cards are, by themselves: the others would cost them registers.
                if card.hasPlainName, card.field != PackedName.continue { return card.field }
                return oddKey(card, number, continuations, &odd)
            }
        }
        return (index, odd)
    }

    /// The key of a `CONTINUE` card that is by itself, and of one whose keyword field is not the whole name in upper case.
    @inline(never)
    private static func oddKey(
        _ card: CardBytes, _ number: Int, _ continuations: [Int], _ odd: inout OddCards
    ) -> UInt64? {
        let isContinue = card.upperField == PackedName.continue
        if isContinue, contains(continuations, number) { return nil }
        if card.hasPlainName { return card.field }
        odd.insert(number)
        if isContinue { odd.hasContinue = true }
        return card.key
    }

    var count: Int { cardCount - continuations.count }

    /// Where the bytes of the cards are, as long as they are lent.
    @safe
    private struct Images {
        let start: UnsafeRawPointer

        /// A card whose number is below `cardCount`.
        @inline(__always)
        subscript(number: Int) -> CardBytes { unsafe CardBytes(at: start + number &* CardFields.length) }
    }

    @inline(__always)
    private func withImages<Result>(_ body: (Images) -> Result) -> Result { Self.withImages(bytes, body) }

    @inline(__always)
    private static func withImages<Result>(_ bytes: [UInt8], _ body: (Images) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { preconditionFailure("an array lies somewhere") }
            return unsafe body(Images(start: start))
        }
    }

    @inline(__always)
    private func place(_ keyword: Keyword, in images: Images) -> KeywordIndex.Place? {
        index.place(of: keyword.key) { images[$0].hasKey(of: keyword) }
    }

    private func place(_ keyword: Keyword) -> KeywordIndex.Place? { withImages { place(keyword, in: $0) } }

    // The first and the last bytes of a card: it lies in two lines of the cache, and its end is read to see that it is blank.
    func prefetch(_ keywords: Span<Keyword>) -> UInt32 {
        withImages { images in index.prefetch(keywords) { images[$0].word(at: 0) &+ images[$0].word(at: 72) } }
    }

    func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        // A function, since a closure of this size is called and not inlined.
        @inline(__always)
        func value(in images: Images) -> HeaderValue? {
            guard let place = place(keyword, in: images) else { return nil }
            isRepeated = place.isRepeated
            let card = images[place.last]
            let fields = CardImage.fields(card)
            if isContinued(place.last, card, fields) { return .string(joined(place.last).text) }
            return CardImage.value(card, fields)
        }
        return withImages(value)
    }

    func card(_ keyword: Keyword) -> Card? {
        place(keyword).map { card(at: $0.last) }
    }

    func cards(named keyword: Keyword) -> [Card] {
        guard let place = place(keyword) else { return [] }
        let matching = withImages { images in
            (0...place.last).filter { images[$0].key == keyword.key && !isContinuation($0) }
        }
        return matching.map { card(at: $0) }
    }

    func contains(_ keyword: Keyword) -> Bool {
        place(keyword) != nil
    }

    func isRepeated(_ keyword: Keyword) -> Bool {
        place(keyword)?.isRepeated ?? false
    }

    var allCards: [Card] {
        var cards: [Card] = []
        cards.reserveCapacity(count)
        var position = 0
        while let card = next(&position) { cards.append(card) }
        return cards
    }

    func forEachKeyword(_ test: KeywordTest, _ body: (Keyword) -> Void) {
        withImages { images in
            switch test {
            case .contains(let part):
                forEachKeyword(containing: part, images, body)
            case .holds(let isWanted):
                for number in 0..<cardCount {
                    let keyword = images[number].keyword
                    if isWanted(keyword), !isContinuation(number) { body(keyword) }
                }
            }
        }
    }

    private func forEachKeyword(containing part: KeywordPart, _ images: Images, _ body: (Keyword) -> Void) {
        let isOnlyInOddCards = part.isLong && !isPlainName(part)
        if !isOnlyInOddCards { forEachPlainKeyword(containing: part, 0..<oddCards.lowerBound, images, body) }
        for number in oddCards {
            if let keyword = part.keyword(of: images[number]), !isContinuation(number) { body(keyword) }
        }
        if !isOnlyInOddCards { forEachPlainKeyword(containing: part, oddCards.upperBound..<cardCount, images, body) }
    }

    @inline(__always)
    private func forEachPlainKeyword(
        containing part: KeywordPart, _ numbers: Range<Int>, _ images: Images, _ body: (Keyword) -> Void
    ) {
        for number in numbers {
            if let keyword = part.keyword(ofPlain: images[number]), !isContinuation(number) { body(keyword) }
        }
    }

    /// Whether a piece of eight bytes, or of more, is the whole keyword field of a card.
    private func isPlainName(_ part: KeywordPart) -> Bool { part.wholeName.map(contains) ?? false }

    /// The card at `position`, which moves on to the next; nil at the end.
    func next(_ position: inout Int) -> Card? {
        guard position < cardCount else { return nil }
        let card = card(at: position)
        position += 1
        while position < cardCount, isContinuation(position) { position += 1 }
        return card
    }
}

extension ImageCards {
    /// Gives the bytes of the last card of a name.
    func withImage<Result>(of keyword: Keyword, _ body: (CardBytes) -> Result) -> Result? {
        guard let number = place(keyword)?.last else { return nil }
        return withImages { body($0[number]) }
    }

    /// Gives key and bytes of each 80-byte card, and whether it continues the one before.
    func forEachImage(_ body: (_ key: UInt64, _ isContinuation: Bool, _ image: CardBytes) -> Void) {
        withImages { images in
            for number in 0..<cardCount { body(images[number].key, isContinuation(number), images[number]) }
        }
    }

    private func card(at number: Int) -> Card {
        withImages { images in
            let card = images[number]
            let fields = CardImage.fields(card)
            if isContinued(number, card, fields) {
                let (text, comment) = joined(number)
                return Card(card.keyword, .string(text), comment: comment)
            }
            return Card(card.keyword, CardImage.value(card, fields), comment: CardImage.comment(card, fields))
        }
    }

    @inline(__always)
    private func isContinued(_ number: Int, _ card: CardBytes, _ fields: CardFields) -> Bool {
        !continuations.isEmpty && CardImage.endsWithAmpersand(card, fields) && number + 1 < cardCount
            && isContinuation(number + 1)
    }

    private func isContinuation(_ number: Int) -> Bool {
        guard !continuations.isEmpty else { return false }
        return Self.contains(continuations, number)
    }

    /// Text and comment of a card and of those that continue it.
    private func joined(_ number: Int) -> (text: String, comment: String) {
        var text = ""
        var comment = ""
        var place = number
        withImages { images in
            repeat {
                let card = images[place]
                let fields = place == number ? CardImage.fields(card) : CardFields(card, valueFrom: 8)
                if text.utf8.last == ASCII.ampersand { text.removeLast() }
                text += CardImage.text(card, fields)
                let more = CardText.string(card, fields.comment(card))
                comment += comment.isEmpty || more.isEmpty ? more : " " + more
                place += 1
            } while place < cardCount && isContinuation(place)
        }
        return (text, comment)
    }

    /// The numbers of the `CONTINUE` cards that follow a string that ends in an ampersand.
    private static func continuations(_ bytes: [UInt8], _ cardCount: Int) -> [Int] {
        withImages(bytes) { images in
            var result: [Int] = []
            for number in 1..<max(cardCount, 1) {
                guard CardImage.continuation(images[number]) != nil else { continue }
                let previous = images[number - 1]
                let fields = result.last == number - 1 ? CardFields(previous, valueFrom: 8) : CardImage.fields(previous)
                if CardImage.endsWithAmpersand(previous, fields) { result.append(number) }
            }
            return result
        }
    }

    /// Whether a sorted list holds a number.
    private static func contains(_ sorted: [Int], _ number: Int) -> Bool {
        let place = sorted.partitioningIndex { $0 >= number }
        return place < sorted.count && sorted[place] == number
    }
}
