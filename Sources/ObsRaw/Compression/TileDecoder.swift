internal import ObsFITS
internal import ObsText

/// Decodes tiles one after the other, in memory that it uses again.
///
/// HCOMPRESS alone is left to cfitsio.
@safe
struct TileDecoder {
    /// The numbers that a tile holds.
    private enum Numbers {
        /// Whole numbers of 32 and of 64 bits.
        case whole, wide
        /// Fractions of single and of double precision.
        case single, double
    }

    private let tiles: TileTable
    private let bytes: UnsafeRawBufferPointer
    private let conversion: PixelConversion
    // As many numbers as a tile has, of the kinds that were needed so far.
    private var whole: [Int32] = []
    private var wide: [Int64] = []
    private var single: [Float] = []
    private var double: [Double] = []
    private var inflated: [UInt8] = []

    /// - Parameters:
    ///   - tiles: the tiles
    ///   - bytes: the table with its heap, as `tiles` counts them
    ///   - conversion: what the numbers of a tile become
    init(_ tiles: TileTable, _ bytes: UnsafeRawBufferPointer, _ conversion: PixelConversion) {
        (self.tiles, self.conversion) = (tiles, conversion)
        unsafe self.bytes = bytes
    }

    /// Decodes the pixels of a section.
    ///
    /// - Parameters:
    ///   - columns: the columns of the image
    ///   - rows: the rows of the image
    ///   - target: room for the section, row after row
    /// - Throws: `TileTable.Problem`, `PixelConversion.Overflow`
    mutating func decode<Pixel: PixelValue>(
        columns: Range<Int>, rows: Range<Int>, into target: UnsafeMutableBufferPointer<Pixel>
    ) throws {
        for tile in tiles.tiles(ofRows: rows) {
            let area = tiles.area(ofTile: tile)
            let (wantedColumns, wantedRows) = (area.columns.clamped(to: columns), area.rows.clamped(to: rows))
            guard !wantedColumns.isEmpty else { continue }
            let (numbers, conversion) = try decode(tile)
            for row in wantedRows {
                let from =
                    (row - area.rows.lowerBound) * area.columns.count + wantedColumns.lowerBound
                    - area.columns.lowerBound
                let source = from..<from + wantedColumns.count
                let start = (row - rows.lowerBound) * columns.count + wantedColumns.lowerBound - columns.lowerBound
                let part = unsafe UnsafeMutableBufferPointer(rebasing: target[start..<start + source.count])
                switch numbers {
                case .whole: try unsafe conversion.convert(whole.span.extracting(source), into: part)
                case .wide: try unsafe conversion.convert(wide.span.extracting(source), into: part)
                case .single: unsafe conversion.convert(single.span.extracting(source), into: part)
                case .double: unsafe conversion.convert(double.span.extracting(source), into: part)
                }
            }
        }
    }

    /// Refuses tiles that hold some rows, when cfitsio could not decode one of them without harm.
    ///
    /// cfitsio 4.2 trusts tiles: a gzip stream that ends too early keeps it busy and takes memory forever, and one of another length is
    /// read behind its end; of an HCOMPRESS stream it does not know the end.
    ///
    /// - Throws: `TileTable.Problem`
    mutating func check(rows: Range<Int>) throws(TileTable.Problem) {
        for tile in tiles.tiles(ofRows: rows) {
            let (column, data) = try unsafe data(of: tile)
            guard column.name == "COMPRESSED_DATA" else {
                _ = try decode(tile)
                continue
            }
            guard unsafe HCompressStream.isComplete(data, pixels: count(of: tile)) else {
                throw TileTable.Problem(tile: tile, text: "its HCOMPRESS stream is damaged or ends too early")
            }
            _ = try scale(of: tile)
        }
    }

    private func count(of tile: Int) -> Int {
        let area = tiles.area(ofTile: tile)
        return area.columns.count * area.rows.count
    }

    /// The bytes of a tile and the column that has them.
    private func data(of tile: Int) throws(TileTable.Problem) -> (TableColumn, UnsafeRawBufferPointer) {
        for column in tiles.columns {
            let data = try unsafe tiles.data(ofTile: tile, column, bytes)
            if unsafe !data.isEmpty { return unsafe (column, data) }
        }
        throw TileTable.Problem(tile: tile, text: "it has no data")
    }

    /// Decodes a tile: what it holds, and what becomes of it.
    private mutating func decode(_ tile: Int) throws(TileTable.Problem) -> (Numbers, PixelConversion) {
        let (column, data) = try unsafe data(of: tile)
        let bound = unsafe data.assumingMemoryBound(to: UInt8.self)
        let stream = unsafe bound.span
        let (table, count) = (tiles.table, count(of: tile))
        func damaged(_ text: String) -> TileTable.Problem { TileTable.Problem(tile: tile, text: text) }
        switch column.name {
        case "UNCOMPRESSED_DATA":
            guard stream.count == count * column.elementBytes else {
                throw damaged("it has \(stream.count) bytes for \(count) pixels")
            }
            let isReal = column.element == UInt8(ascii: "E") || column.element == UInt8(ascii: "D")
            let numbers = store(stream, count, isReal: isReal, isShuffled: false)
            return (numbers, try conversion.withBlank(blank(of: tile)))
        case "GZIP_COMPRESSED_DATA":
            try inflate(stream, fallbackSizes, count, tile)
            let numbers = storeInflated(count, isReal: table.bitsPerPixel < 0, isShuffled: false)
            return (numbers, try conversion.withBlank(blank(of: tile)))
        default: break
        }
        var numbers = Numbers.whole
        switch table.compression {
        case .gzip1, .gzip2:
            try inflate(stream, sizes, count, tile)
            let isReal = table.quantization == .lossless
            numbers = storeInflated(count, isReal: isReal, isShuffled: table.compression == .gzip2)
            if isReal { return (numbers, conversion) }
        case .rice(let blockSize, let pixelBytes):
            Self.resize(&whole, to: count)
            var pixels = whole.mutableSpan
            guard RiceTile.decode(stream, pixelBytes: pixelBytes, blockSize: blockSize, into: &pixels) else {
                throw damaged("its RICE stream is damaged or ends too early")
            }
        case .plio: try decodeLineList(stream, count, tile)
        case .hcompress: throw damaged("it is an HCOMPRESS stream, which cfitsio decodes")
        case .stored: throw damaged("it is compressed, and ZCMPTYPE says that none is")
        }
        guard table.bitsPerPixel < 0 else { return (numbers, try conversion.withBlank(blank(of: tile))) }
        try restoreFractions(count, tile)
        return (.double, .unscaled)
    }

    /// Makes an array as large as a tile; most tiles of an image are of one size.
    private static func resize<Number: Numeric & BitwiseCopyable>(_ numbers: inout [Number], to count: Int) {
        if numbers.count != count { numbers = [Number](repeating: 0, count: count) }
    }
}

extension TileDecoder {
    /// The bytes that a number of compressed data may have in a gzip stream, the most last.
    private var sizes: [Int] {
        switch (tiles.table.bitsPerPixel, tiles.table.quantization) {
        case (-64, .lossless), (64, _): [8]
        case (-32, .lossless): [4]
        default: [1, 2, 4]
        }
    }

    /// The bytes of a number of a tile that was not quantized although others were.
    private var fallbackSizes: [Int] { abs(tiles.table.bitsPerPixel) == 64 ? [8] : [4] }

    /// Inflates a tile into `inflated`.
    private mutating func inflate(
        _ stream: Span<UInt8>, _ sizes: [Int], _ count: Int, _ tile: Int
    ) throws(TileTable.Problem) {
        let most = (sizes.last ?? 0) * count
        if inflated.count < most { inflated = [UInt8](repeating: 0, count: most) }
        var room = inflated.mutableSpan
        let length = GzipStream.inflate(stream, into: &room)
        guard let length, sizes.contains(where: { $0 * count == length }) else {
            throw TileTable.Problem(
                tile: tile, text: "its gzip stream is damaged, ends too early or is too long")
        }
        inflated.removeLast(inflated.count - length)
    }

    private mutating func storeInflated(_ count: Int, isReal: Bool, isShuffled: Bool) -> Numbers {
        // Not copied: it is only read.
        let bytes = inflated
        return store(bytes.span, count, isReal: isReal, isShuffled: isShuffled)
    }

    /// Keeps numbers that are stored with the larger byte first, or with all largest bytes before all others.
    ///
    /// - Returns: what they are
    private mutating func store(_ bytes: Span<UInt8>, _ count: Int, isReal: Bool, isShuffled: Bool) -> Numbers {
        // Where the bytes of a number are.
        let size = bytes.count / count
        let (step, stride) = isShuffled ? (1, count) : (size, 1)
        func word(_ number: Int, _ length: Int) -> UInt64 {
            var word: UInt64 = 0
            for byte in 0..<length { word = word &<< 8 | UInt64(bytes[number &* step &+ byte &* stride]) }
            return word
        }
        switch (size, isReal) {
        case (8, true):
            Self.resize(&double, to: count)
            for number in 0..<count { double[number] = Double(bitPattern: word(number, 8)) }
            return .double
        case (4, true):
            Self.resize(&single, to: count)
            for number in 0..<count { single[number] = Float(bitPattern: UInt32(truncatingIfNeeded: word(number, 4))) }
            return .single
        case (8, false):
            Self.resize(&wide, to: count)
            for number in 0..<count { wide[number] = Int64(bitPattern: word(number, 8)) }
            return .wide
        case (4, false):
            Self.resize(&whole, to: count)
            for number in 0..<count { whole[number] = Int32(truncatingIfNeeded: word(number, 4)) }
        case (2, false):
            Self.resize(&whole, to: count)
            for number in 0..<count { whole[number] = Int32(Int16(truncatingIfNeeded: word(number, 2))) }
        default:
            Self.resize(&whole, to: count)
            for number in 0..<count { whole[number] = Int32(bytes[number]) }
        }
        return .whole
    }

    /// Decodes a line list into `whole`.
    ///
    /// cfitsio puts unsigned numbers of 16 bits into line lists as they are, since those hold nothing below 0, and says `BZERO` = 32768
    /// all the same.
    private mutating func decodeLineList(_ stream: Span<UInt8>, _ count: Int, _ tile: Int) throws(TileTable.Problem) {
        Self.resize(&whole, to: count)
        let table = tiles.table
        let isUnsigned = table.bitsPerPixel == 16 && table.imageZero?.realValue == 32768 && table.imageScale ?? 1 == 1
        let (shift, range): (Int32, ClosedRange<Int>) =
            switch table.bitsPerPixel {
            case 8: (0, 0...255)
            case 16: (isUnsigned ? 1 << 15 : 0, Int(Int16.min)...Int(Int16.max))
            default: (0, Int(Int32.min)...Int(Int32.max))
            }
        var pixels = whole.mutableSpan
        do {
            try LineList.decode(stream, into: &pixels)
        } catch {
            throw TileTable.Problem(tile: tile, text: error.text)
        }
        for number in pixels.indices {
            pixels[number] -= shift
            guard range.contains(Int(pixels[number])) else {
                throw TileTable.Problem(
                    tile: tile, text: "its pixel \(pixels[number]) is no number of BITPIX = \(table.bitsPerPixel)")
            }
        }
    }

    /// The stored number of undefined pixels: the tile's own where there is a column of them.
    private func blank(of tile: Int) throws(TileTable.Problem) -> Int? {
        try unsafe tiles.number(ofTile: tile, "ZBLANK", bytes).map { Int(exactly: $0) } ?? tiles.table.blank
    }

    /// The scale and the zero point of a tile of fractions that were quantized; nil of another.
    private func scale(of tile: Int) throws(TileTable.Problem) -> (scale: Double, zero: Double)? {
        guard tiles.table.bitsPerPixel < 0, tiles.table.quantization != .lossless else { return nil }
        guard let scale = try unsafe tiles.number(ofTile: tile, "ZSCALE", bytes) ?? tiles.table.scale,
            let zero = try unsafe tiles.number(ofTile: tile, "ZZERO", bytes) ?? tiles.table.zero
        else {
            throw TileTable.Problem(
                tile: tile, text: "its pixels are quantized, and nothing says their scale (ZSCALE, ZZERO)")
        }
        return (scale, zero)
    }

    /// A whole number that stands for 0 exactly, where a method of dithering keeps zeros.
    private static let exactZero: Int32 = -2_147_483_646

    /// Makes the fractions that were quantized, in `double`, out of `whole`.
    private mutating func restoreFractions(_ count: Int, _ tile: Int) throws(TileTable.Problem) {
        guard let (scale, zero) = try scale(of: tile) else { return }
        Self.resize(&double, to: count)
        let undefined = try blank(of: tile).flatMap { Int32(exactly: $0) }
        let (whole, quantization) = (whole, tiles.table.quantization)
        var fractions = double.mutableSpan
        if case .dithered(let method, let seed) = quantization {
            var dither = Dither(tile: tile, seed: seed)
            for number in 0..<count {
                let noise = dither.next()
                let isZero = method == 2 && whole[number] == Self.exactZero
                fractions[number] = isZero ? 0 : (Double(whole[number]) - noise + 0.5) * scale + zero
            }
        } else {
            for number in 0..<count { fractions[number] = Double(whole[number]) * scale + zero }
        }
        guard let undefined else { return }
        for number in 0..<count where whole[number] == undefined { fractions[number] = .nan }
    }
}
