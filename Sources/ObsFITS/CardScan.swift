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
    mutating func advance(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = cardCount * CardFields.length
        while offset + CardFields.length <= bytes.count {
            let field = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            if CardImage.isEnd(field) { return true }
            if field == PackedName.continue { mayContinue = true }
            cardCount += 1
            offset += CardFields.length
        }
        return false
    }
}
