internal import ObsText

/// Looks for the END card, in as many steps as bytes arrive.
struct CardScan {
    /// How many cards were seen that are not END.
    private(set) var cardCount = 0
    /// Whether one of them is a `CONTINUE` card.
    private(set) var mayContinue = false

    /// Looks at the cards that were not seen yet.
    ///
    /// - Parameter bytes: all bytes from the first card on, those of the last step too.
    /// - Returns: Whether END was found.
    mutating func advance(_ bytes: Span<UInt8>) -> Bool {
        var offset = cardCount * CardFields.length
        let last = bytes.count - CardFields.length
        var mayContinue = mayContinue
        var isEnd = false
        while offset <= last {
            let field = bytes.word(at: offset)
            // Most cards are left out by a glance at their first three letters.
            isEnd = field & 0xFF_FFFF == 0x44_4E45 && CardImage.isEnd(field.byteSwapped)
            if isEnd { break }
            if field.byteSwapped == PackedName.continue { mayContinue = true }
            offset &+= CardFields.length
        }
        cardCount = offset / CardFields.length
        self.mayContinue = mayContinue
        return isEnd
    }
}
