/// The header of the image that a tile-compressed table stands for.
///
/// Source: FITS standard 4.0, section 10.1.1 and table 36. The cards of the table and of the compression go, those that
/// keep what the image had (`ZBITPIX`, `ZNAXIS1`, `ZHECKSUM`, …) get their names back, all others stay in their order.
/// The name `COMPRESSED_IMAGE` is one that the compression gave and goes too.
enum CompressedImageHeader {
    /// The image's cards, nil when the header is not that of a compressed image.
    static func logical(of stored: ImageCards) -> ImageCards? {
        guard stored.value(of: "XTENSION")?.stringValue == "BINTABLE", stored.value(of: "ZIMAGE") == .logical(true),
            stored.value(of: "ZBITPIX")?.integerValue != nil,
            let axes = stored.value(of: "ZNAXIS")?.integerValue, 0...999 ~= axes
        else { return nil }
        var builder = Builder(stored, axes: axes)
        builder.addStructure()
        builder.addOthers()
        return builder.result
    }
}

extension CompressedImageHeader {
    /// Puts the image's cards together.
    private struct Builder {
        private let stored: ImageCards
        private let axes: Int
        private var bytes: [UInt8] = []
        private var mayContinue = false

        init(_ stored: ImageCards, axes: Int) {
            self.stored = stored
            self.axes = axes
            bytes.reserveCapacity((stored.count + 8) * CardFields.length)
        }

        var result: ImageCards {
            ImageCards(bytes: bytes, cardCount: bytes.count / CardFields.length, mayContinue: mayContinue)
        }

        /// The cards that must come first, in the order that the standard demands.
        mutating func addStructure() {
            let isPrimary = stored.contains("ZSIMPLE")
            if isPrimary {
                add("ZSIMPLE", as: "SIMPLE")
            } else if !add("ZTENSION", as: "XTENSION") {
                add("XTENSION= 'IMAGE   '           / image extension")
            }
            add("ZBITPIX", as: "BITPIX")
            add("ZNAXIS", as: "NAXIS")
            for axis in 0..<axes { add(Keyword(.znaxis, axis + 1), as: Keyword(.naxis, axis + 1)) }
            if !add("ZPCOUNT", as: "PCOUNT"), !isPrimary { add("PCOUNT  =                    0") }
            if !add("ZGCOUNT", as: "GCOUNT"), !isPrimary { add("GCOUNT  =                    1") }
        }

        /// All that is left, in order.
        mutating func addOthers() {
            let hasGivenName = stored.value(of: "EXTNAME") == .string("COMPRESSED_IMAGE")
            var isKept = true
            stored.forEachImage { key, isContinuation, image in
                if !isContinuation {
                    isKept = !CompressedImageHeader.isDropped(key) && !(hasGivenName && key == PackedName.extname)
                }
                guard isKept else { return }
                if key == PackedName.continue { mayContinue = true }
                append(image, as: CompressedImageHeader.restoredName(key))
            }
        }

        @discardableResult
        private mutating func add(_ keyword: Keyword, as name: Keyword) -> Bool {
            stored.withImage(of: keyword) { image in append(image, as: name.key) } != nil
        }

        private mutating func add(_ text: String) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(contentsOf: repeatElement(ASCII.blank, count: CardFields.length - text.utf8.count))
        }

        private mutating func append(_ image: CardBytes, as key: UInt64?) {
            let start = bytes.count
            image.with { card in for place in 0..<card.count { bytes.append(card[place]) } }
            guard let key else { return }
            for index in 0..<8 { bytes[start + index] = UInt8(truncatingIfNeeded: key >> UInt64(56 - 8 * index)) }
        }
    }

    /// The name that a card had in the image, nil when it kept it.
    private static func restoredName(_ key: UInt64) -> UInt64? {
        switch key {
        case PackedName.zextend: PackedName.extend
        case PackedName.zblocked: PackedName.blocked
        case PackedName.zhecksum: PackedName.checksum
        case PackedName.zdatasum: PackedName.datasum
        default: nil
        }
    }

    /// Whether a card belongs to the table, to the compression or to the structure that was written already.
    private static func isDropped(_ key: UInt64) -> Bool {
        let keyword = Keyword(packed: key)
        switch UInt8(truncatingIfNeeded: key >> 56) {
        case 0x54:  // T
            return tableNames.contains(keyword) || tableSeries.contains { keyword.number(after: $0) != nil }
        case 0x5A:  // Z
            return compressionNames.contains(keyword)
                || compressionSeries.contains { keyword.number(after: $0) != nil }
        default:
            return structureNames.contains(keyword) || keyword.number(after: .naxis) != nil
        }
    }

    private static let structureNames: Set<Keyword> = [
        "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "PCOUNT", "GCOUNT", "CHECKSUM", "DATASUM",
    ]

    private static let tableNames: Set<Keyword> = ["TFIELDS", "THEAP"]

    private static let tableSeries = [
        "TTYPE", "TFORM", "TUNIT", "TNULL", "TSCAL", "TZERO", "TDISP", "TBCOL", "TDIM",
    ].map(PackedName.Prefix.init)

    private static let compressionNames: Set<Keyword> = [
        "ZIMAGE", "ZSIMPLE", "ZTENSION", "ZBITPIX", "ZNAXIS", "ZPCOUNT", "ZGCOUNT", "ZCMPTYPE", "ZMASKCMP", "ZQUANTIZ",
        "ZDITHER0", "ZBLANK", "ZSCALE", "ZZERO",
    ]

    private static let compressionSeries = ["ZNAXIS", "ZTILE", "ZNAME", "ZVAL"].map(PackedName.Prefix.init)
}
