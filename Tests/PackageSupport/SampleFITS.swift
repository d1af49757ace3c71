package import ObsFITS

/// A FITS file without pixels: a primary header and extensions, each of the given cards.
package func fits(_ hdus: [(Keyword, HeaderValue)]...) -> [UInt8] {
    hdus.enumerated().flatMap { index, cards in
        let structure: [Card] =
            index == 0
            ? [Card("SIMPLE", .logical(true)), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(0))]
            : [
                Card("XTENSION", .string("IMAGE")), Card("BITPIX", .integer(16)), Card("NAXIS", .integer(0)),
                Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1)),
            ]
        return Header(cards: structure + cards.map { Card($0.0, $0.1) }).cardImages
    }
}

/// A header of the given cards.
package func header(_ cards: (Keyword, HeaderValue)...) -> Header { Header(cards: cards.map { Card($0.0, $0.1) }) }
