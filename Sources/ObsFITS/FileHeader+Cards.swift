extension FileHeader {
    /// The header of cards of 80 bytes that stand in no FITS file; that of a compressed image as if it were not.
    ///
    /// - Parameters:
    ///   - hdu: the index of the HDU; 0 is the primary
    ///   - cards: the cards one behind the other, without END
    /// - Throws: `FITSError` when a card has not 80 bytes, or there are too many
    package init(hdu: Int, cardImages cards: [UInt8]) throws {
        let stored = try Header(cardImages: cards)
        let images = ImageCards(
            bytes: cards, cardCount: cards.count / CardFields.length, mayContinue: true)
        let header = CompressedImageHeader.logical(of: images).map { Header(images: $0) } ?? stored
        self.init(hdu: hdu, name: header["EXTNAME"]?.stringValue, header: header)
    }
}
