internal import ObsFITS

extension CompressedTable {
    /// The header of a table whose tiles HCOMPRESS compressed, for cfitsio: as much of it as was checked, written anew.
    ///
    /// The scale of the compression is in each stream.
    func cards(isSmooth: Bool) -> [String] {
        func card(_ name: String, _ value: String) -> String { MemoryFile.card(name, value) }
        var cards = [
            "XTENSION= 'BINTABLE'", card("BITPIX", "8"), card("NAXIS", "2"), card("NAXIS1", "\(rowBytes)"),
            card("NAXIS2", "\(rowCount)"), card("PCOUNT", "\(heap.upperBound - rowBytes * rowCount)"),
            card("GCOUNT", "1"), card("TFIELDS", "\(columns.count)"),
        ]
        for (number, column) in columns.enumerated() {
            // Other names mean nothing to a decoder.
            let isKnown = Self.tileColumns.contains(column.name) || Self.scaleColumns.contains(column.name)
            cards.append(MemoryFile.card("TTYPE\(number + 1)", text: isKnown ? column.name : "COLUMN_\(number + 1)"))
            cards.append(MemoryFile.card("TFORM\(number + 1)", text: column.form))
        }
        cards += [
            card("THEAP", "\(heap.lowerBound)"), card("ZIMAGE", "T"), card("ZBITPIX", "\(bitsPerPixel)"),
            card("ZNAXIS", "2"), card("ZNAXIS1", "\(imageWidth)"), card("ZNAXIS2", "\(imageHeight)"),
            card("ZTILE1", "\(tileWidth)"), card("ZTILE2", "\(tileHeight)"),
        ]
        cards += [
            MemoryFile.card("ZCMPTYPE", text: "HCOMPRESS_1"), MemoryFile.card("ZNAME1", text: "SCALE"),
            card("ZVAL1", "0"), MemoryFile.card("ZNAME2", text: "SMOOTH"), card("ZVAL2", isSmooth ? "1" : "0"),
        ]
        switch quantization {
        case nil, .scaled?: break
        case .lossless?: cards.append(MemoryFile.card("ZQUANTIZ", text: "NONE"))
        case .dithered(let method, let seed)?:
            cards.append(MemoryFile.card("ZQUANTIZ", text: "SUBTRACTIVE_DITHER_\(method)"))
            cards.append(card("ZDITHER0", "\(seed)"))
        }
        if bitsPerPixel < 0, let scale, let zero {
            cards += [card("ZSCALE", MemoryFile.text(of: scale)), card("ZZERO", MemoryFile.text(of: zero))]
        }
        if let blank { cards.append(card("ZBLANK", "\(blank)")) }
        if let imageScale { cards.append(card("BSCALE", MemoryFile.text(of: imageScale))) }
        if let imageZero, let text = MemoryFile.text(of: imageZero) { cards.append(card("BZERO", text)) }
        return cards
    }

    private static let scaleColumns = ["ZSCALE", "ZZERO", "ZBLANK"]
}
