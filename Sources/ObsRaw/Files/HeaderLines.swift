internal import ObsFITS

/// The header of an image that is written: cards of its structure, those of the caller, and the sums.
struct HeaderLines {
    let isPrimary: Bool
    let bits: Int
    let sizes: [Int]
    let zero: String?
    /// The stored number of undefined pixels.
    let blank: Int?
    /// The structure of a table of compressed tiles, where the image is one.
    var table: [String]?
    let header: Header

    /// The bytes of the header, in which `CHECKSUM` makes the sum of the HDU all ones.
    func bytes(_ data: DataSum) -> [UInt8] {
        var bytes = structure.flatMap(Self.line)
        let own = Header(
            cards: header.filter { card in
                let name = card.keyword.canonicalName
                return !Self.isStructure(name) && (table == nil || !CompressedImage.isStructure(name))
            }
        ).cardImages
        // Without END and the blanks behind it.
        bytes += own[..<(Self.end(of: own) * 80)]
        let place = bytes.count
        bytes += Self.line("CHECKSUM= '0000000000000000'   / sum of the HDU")
        let sum = "'\(data.value)'"
        bytes += Self.line(
            "DATASUM = " + sum + String(repeating: " ", count: max(0, 20 - sum.utf8.count)) + " / sum of the data")
        bytes += Self.line("END")
        let rest = bytes.count % 2880
        if rest > 0 { bytes += [UInt8](repeating: 0x20, count: 2880 - rest) }
        var total = DataSum()
        total.add(bytes)
        total.add(data)
        bytes.replaceSubrange(place + 11..<place + 27, with: total.complementLetters)
        return bytes
    }

    private var structure: [String] {
        var cards = table.map { ["XTENSION= 'BINTABLE'"] + $0 } ?? image
        if let zero { cards += [MemoryFile.card("BZERO", zero), MemoryFile.card("BSCALE", "1")] }
        if let blank { cards.append(MemoryFile.card("BLANK", "\(blank)")) }
        return cards
    }

    private var image: [String] {
        var cards = [isPrimary ? MemoryFile.card("SIMPLE", "T") : "XTENSION= 'IMAGE   '"]
        cards += [MemoryFile.card("BITPIX", "\(bits)"), MemoryFile.card("NAXIS", "\(sizes.count)")]
        cards += sizes.enumerated().map { MemoryFile.card("NAXIS\($0 + 1)", "\($1)") }
        return cards
            + (isPrimary
                ? [MemoryFile.card("EXTEND", "T")] : [MemoryFile.card("PCOUNT", "0"), MemoryFile.card("GCOUNT", "1")])
    }

    private static func line(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(80))
        return bytes + [UInt8](repeating: 0x20, count: 80 - bytes.count)
    }

    /// The number of the END card.
    private static func end(of cards: [UInt8]) -> Int {
        let blank = line("END")
        var last = cards.count / 80 - 1
        while last > 0, !cards[last * 80..<last * 80 + 80].elementsEqual(blank) { last -= 1 }
        return max(last, 0)
    }

    private static func isStructure(_ name: String) -> Bool {
        let names: Set<String> = [
            "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "EXTEND", "PCOUNT", "GCOUNT", "GROUPS", "BSCALE", "BZERO", "BLANK",
            "CHECKSUM", "DATASUM", "END", "BLOCKED",
        ]
        return names.contains(name) || name.hasPrefix("NAXIS") && name.dropFirst(5).allSatisfy(\.isNumber)
    }
}
