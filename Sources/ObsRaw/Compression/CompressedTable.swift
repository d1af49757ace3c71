internal import ObsFITS

/// The table of a compressed image: every card of it that matters, checked, and nothing else.
///
/// Who decodes tiles asks this and never the header. cfitsio does not see the header of the file either, but one that is made of what
/// was checked (`cards`): it copies texts into room for 70 letters and believes sizes, offsets and parameters.
///
/// Source: FITS 4.0, sections 7.3.1, 7.3.5 and 10.1.
struct CompressedTable {
    let bitsPerPixel: Int
    /// How fractions became the whole numbers that were compressed; nil of an image of whole numbers.
    let quantization: Quantization?
    let compression: TileCompression
    let columns: [TableColumn]
    let imageWidth: Int
    let imageHeight: Int
    let tileWidth: Int
    let tileHeight: Int
    /// The bytes of a row, and the number of rows: one for each tile.
    let rowBytes: Int
    let rowCount: Int
    /// Where the heap begins and ends, in bytes from the start of the table.
    let heap: Range<Int>
    /// Scale, zero point and the number for undefined pixels of all tiles, where cards say them.
    let scale: Double?
    let zero: Double?
    let blank: Int?
    /// Those of the image itself.
    let imageScale: Double?
    let imageZero: HeaderValue?

    /// `ZQUANTIZ`.
    enum Quantization: Hashable {
        /// Fractions are compressed as they are.
        case lossless
        /// Fractions are whole numbers times a scale.
        case scaled
        /// The same, with noise of this seed taken off.
        case dithered(method: Int, seed: Int)
    }

    /// Reads the table.
    ///
    /// - Parameters:
    ///   - hdu: the HDU
    ///   - shape: the image
    ///   - file: the name of the file, for errors
    /// - Throws: `ImageError`: `corruptTiles`, `unsupportedCompression`
    init(_ hdu: HDU, _ shape: ImageShape, file: String) throws {
        let cards = CheckedCards(header: hdu.storedHeader, file: file, hdu: hdu.index)
        let most = Int(Int32.max)
        bitsPerPixel = shape.bitsPerPixel
        (imageWidth, imageHeight) = (shape.width, shape.height)
        (tileWidth, tileHeight) = (shape.tileWidth, shape.tileHeight)
        compression = try TileCompression(cards)
        if case .hcompress = compression, bitsPerPixel == 64 {
            throw cards.unsupported("HCOMPRESS tiles of whole numbers of 64 bits", "GZIP_1 or GZIP_2")
        }
        rowBytes = try cards.required("NAXIS1", in: 8...most)
        rowCount = try cards.required("NAXIS2", in: 1...most)
        // Neither product overflows: both are below 2^31, and below 2^30 are the pixels.
        let tiles = (imageWidth + tileWidth - 1) / tileWidth * ((imageHeight + tileHeight - 1) / tileHeight)
        guard tiles == rowCount else {
            throw cards.damaged("it has \(rowCount) rows, and the image has \(tiles) tiles")
        }
        let table = rowBytes * rowCount
        let end = Int(hdu.dataLength)
        guard table <= end else { throw cards.damaged("its rows have \(table) bytes, and the HDU has \(end)") }
        heap = try cards.integer("THEAP", in: table...end).map { $0..<end } ?? table..<end
        columns = try Self.columns(cards, rowBytes: rowBytes, compression)
        scale = try cards.real("ZSCALE")
        zero = try cards.real("ZZERO")
        let hasScale = scale != nil || columns.contains { $0.name == "ZSCALE" }
        quantization = try Self.quantization(cards, bitsPerPixel, compression, hasScale: hasScale)
        blank = shape.blank.stored
        imageScale = try cards.real("BSCALE")
        imageZero = cards.header["BZERO"]
        try checkScales(cards, hasScale: hasScale)
    }

    /// The column of a name, nil when there is none.
    func column(_ name: String) -> TableColumn? { columns.first { $0.name == name } }

    /// The name of the columns that hold tiles.
    static let tileColumns = ["COMPRESSED_DATA", "GZIP_COMPRESSED_DATA", "UNCOMPRESSED_DATA"]
}

extension CompressedTable {
    private static func columns(
        _ cards: CheckedCards, rowBytes: Int, _ compression: TileCompression
    ) throws -> [TableColumn] {
        var columns: [TableColumn] = []
        var offset = 0
        for field in 1...(try cards.required("TFIELDS", in: 1...999)) {
            let form = try cards.text("TFORM\(field)")
            let name = cards.header[Keyword("TTYPE\(field)")]?.stringValue?.uppercased() ?? ""
            guard let column = TableColumn(form: form, name: name, offset: offset) else {
                throw cards.damaged("TFORM\(field) = '\(form.prefix(40))' is no form of a column")
            }
            columns.append(column)
            offset += column.width
            try check(column, field, compression, cards)
        }
        guard offset <= rowBytes else {
            throw cards.damaged("its columns have \(offset) bytes, and a row has \(rowBytes)")
        }
        guard columns.contains(where: { $0.name == "COMPRESSED_DATA" }) else {
            throw cards.damaged("it has no column of compressed data (TTYPE = 'COMPRESSED_DATA')")
        }
        return columns
    }

    /// Refuses a column that decoders know by its name and that is of another kind than they expect.
    private static func check(
        _ column: TableColumn, _ field: Int, _ compression: TileCompression, _ cards: CheckedCards
    ) throws {
        func require(_ isRight: Bool, _ expected: String) throws {
            guard isRight else {
                throw cards.damaged("column \(column.name) has the form \(column.form), expected \(expected)")
            }
        }
        switch column.name {
        case "COMPRESSED_DATA":
            let letter = String(UnicodeScalar(compression.element))
            try require(
                column.descriptor != nil && column.count == 1 && column.element == compression.element,
                "1P\(letter) or 1Q\(letter)")
        case "GZIP_COMPRESSED_DATA":
            try require(
                column.descriptor != nil && column.count == 1 && column.element == UInt8(ascii: "B"), "1PB or 1QB")
        case "UNCOMPRESSED_DATA":
            try require(
                column.descriptor != nil && column.count == 1 && "BIJKED".utf8.contains(column.element),
                "descriptors of numbers, such as 1PJ")
        case "ZSCALE", "ZZERO": try require(column.isScalar(integer: false), "one number, such as 1D")
        case "ZBLANK": try require(column.isScalar(integer: true), "one whole number, such as 1J")
        case "NULL_PIXEL_MASK":
            throw cards.unsupported(
                "a mask of undefined pixels (column NULL_PIXEL_MASK)", "an image with ZBLANK or BLANK")
        default: return
        }
        guard try cards.real("TSCAL\(field)") ?? 1 == 1, try cards.real("TZERO\(field)") ?? 0 == 0 else {
            throw cards.unsupported(
                "a column \(column.name) that is scaled (TSCAL\(field), TZERO\(field))", "one that is not")
        }
    }

    private static func quantization(
        _ cards: CheckedCards, _ bitsPerPixel: Int, _ compression: TileCompression, hasScale: Bool
    ) throws -> Quantization? {
        guard bitsPerPixel < 0 else { return nil }
        guard compression != .plio else { throw cards.unsupported("fractions that PLIO compressed", "whole numbers") }
        let isGzip = compression == .gzip1 || compression == .gzip2 || compression == .stored
        // Some writers say nothing and give no scale.
        let usual = isGzip && !hasScale ? "NONE" : "NO_DITHER"
        let name = cards.header["ZQUANTIZ"] == nil ? usual : try cards.text("ZQUANTIZ")
        let seed = try cards.integer("ZDITHER0", in: 1...10_000) ?? 1
        switch name {
        case "NONE":
            guard isGzip else {
                throw cards.damaged("fractions that are not quantized (ZQUANTIZ = 'NONE') are compressed by GZIP alone")
            }
            return .lossless
        case "NO_DITHER": return .scaled
        case "SUBTRACTIVE_DITHER_1": return .dithered(method: 1, seed: seed)
        case "SUBTRACTIVE_DITHER_2": return .dithered(method: 2, seed: seed)
        default:
            throw cards.unsupported(
                "the quantization ZQUANTIZ = '\(name.prefix(30))'",
                "NONE, NO_DITHER, SUBTRACTIVE_DITHER_1 or SUBTRACTIVE_DITHER_2")
        }
    }

    /// Refuses scales that only one half of is there, and those of whole numbers.
    private func checkScales(_ cards: CheckedCards, hasScale: Bool) throws {
        let hasZero = zero != nil || column("ZZERO") != nil
        guard hasScale == hasZero else {
            throw cards.damaged("of ZSCALE and ZZERO it has only \(hasScale ? "ZSCALE" : "ZZERO")")
        }
        guard bitsPerPixel < 0 || !hasScale || scale == 1 && zero == 0 else {
            throw cards.unsupported("a scale of the tiles of an image of whole numbers (ZSCALE)", "BSCALE and BZERO")
        }
    }
}
