internal import ObsFITS

/// The tiles of a compressed image in its bytes: what must hold before anybody decompresses them.
///
/// cfitsio 4.2 trusts tiles: a gzip stream that ends too early keeps it busy and takes memory forever, and one of another length is
/// read behind its end; of an HCOMPRESS and a RICE stream it does not know the end.
struct TileTable {
    /// Why a tile cannot be decompressed.
    struct Problem: Error {
        /// The tile, counted from 0; nil when it is about all.
        let tile: Int?
        let text: String
    }

    let table: CompressedTable
    /// Where the table begins in the bytes.
    private let start: Int
    private let columns: [TableColumn]
    private let tilesAcross: Int

    /// Tiles of a table.
    ///
    /// - Parameters:
    ///   - table: the table
    ///   - start: where the data of the HDU begin in the bytes that are checked
    init(_ table: CompressedTable, start: Int) {
        self.table = table
        self.start = start
        columns = CompressedTable.tileColumns.compactMap(table.column)
        tilesAcross = (table.imageWidth + table.tileWidth - 1) / table.tileWidth
    }

    /// The tiles that hold rows of the image.
    func tiles(ofRows rows: Range<Int>) -> Range<Int> {
        rows.lowerBound / table.tileHeight * tilesAcross..<((rows.upperBound - 1) / table.tileHeight + 1) * tilesAcross
    }

    /// The pixels of a tile: columns and rows of the image, those at the ends of rows and columns fewer than others.
    func area(ofTile tile: Int) -> (columns: Range<Int>, rows: Range<Int>) {
        let (down, across) = tile.quotientAndRemainder(dividingBy: tilesAcross)
        let (x, y) = (across * table.tileWidth, down * table.tileHeight)
        return (x..<min(x + table.tileWidth, table.imageWidth), y..<min(y + table.tileHeight, table.imageHeight))
    }

    /// Refuses tiles that hold some rows of the image, when something is wrong with one of them.
    ///
    /// - Throws: `Problem`
    func check(rows: Range<Int>, of bytes: UnsafeRawBufferPointer) throws(Problem) {
        for tile in tiles(ofRows: rows) { try unsafe check(tile, bytes) }
    }

    private func check(_ tile: Int, _ bytes: UnsafeRawBufferPointer) throws(Problem) {
        for column in columns {
            let data = try unsafe data(ofTile: tile, column, bytes)
            guard unsafe !data.isEmpty else { continue }
            try unsafe check(data, tile, column)
            // The scale belongs to pixels that were quantized; the others may have any.
            if column.name == "COMPRESSED_DATA" { try unsafe checkScale(tile, bytes) }
            return
        }
        throw Problem(tile: tile, text: "it has no data")
    }

    /// The bytes of a tile in a column: none where the tile is in another one.
    ///
    /// - Throws: `Problem` when its descriptor points outside the heap
    func data(
        ofTile tile: Int, _ column: TableColumn, _ bytes: UnsafeRawBufferPointer
    ) throws(Problem) -> UnsafeRawBufferPointer {
        let place = start + tile * table.rowBytes + column.offset
        func word(_ number: Int) -> Int {
            unsafe column.descriptor == .long
                ? Int(Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 8 * number, as: Int64.self)))
                : Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 4 * number, as: Int32.self)))
        }
        let (count, offset) = (word(0), word(1))
        if count == 0 { return unsafe UnsafeRawBufferPointer(rebasing: bytes[..<0]) }
        let length = count.multipliedReportingOverflow(by: column.elementBytes)
        guard count > 0, offset >= 0, !length.overflow, offset <= table.heap.count,
            length.partialValue <= table.heap.count - offset
        else {
            throw Problem(
                tile: tile, text: "it is said to have \(count) elements at byte \(offset) of \(table.heap.count)")
        }
        let first = start + table.heap.lowerBound + offset
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[first..<first + length.partialValue])
    }

    private func check(_ data: UnsafeRawBufferPointer, _ tile: Int, _ column: TableColumn) throws(Problem) {
        let area = area(ofTile: tile)
        let pixels = area.columns.count * area.rows.count
        func require(_ holds: Bool, _ text: @autoclosure () -> String) throws(Problem) {
            guard holds else { throw Problem(tile: tile, text: text()) }
        }
        if column.name == "UNCOMPRESSED_DATA" {
            return try require(
                data.count == pixels * column.elementBytes, "it has \(data.count) bytes for \(pixels) pixels")
        }
        let isPlainGzip = column.name != "COMPRESSED_DATA"
        switch isPlainGzip ? .gzip1 : table.compression {
        case .gzip1, .gzip2:
            let sizes = pixelSizes(isPlainGzip).map { $0 * pixels }
            let length = unsafe GzipStream.inflatedLength(of: data, limit: sizes.last ?? 0)
            try require(
                length.map(sizes.contains) ?? false, "its gzip stream is damaged, ends too early or is too long")
        case .hcompress:
            try unsafe require(
                HCompressStream.isComplete(data, pixels: pixels), "its HCOMPRESS stream is damaged or ends too early")
        case .rice(let blockSize, let pixelBytes):
            try unsafe require(
                RiceStream.isComplete(data, pixels: pixels, pixelBytes: pixelBytes, blockSize: blockSize),
                "its RICE stream is damaged or ends too early")
        case .plio: break
        case .stored: throw Problem(tile: tile, text: "it is compressed, and ZCMPTYPE says that none is")
        }
    }

    /// The bytes that a pixel in a gzip stream may have, the most last.
    private func pixelSizes(_ isPlainGzip: Bool) -> [Int] {
        switch (table.bitsPerPixel, table.quantization) {
        case (-64, .lossless), (64, _): [8]
        case (-32, .lossless): [4]
        case (-64, _) where isPlainGzip: [8]
        case (_, _) where isPlainGzip: [4]
        default: [1, 2, 4]
        }
    }

    /// Refuses a tile of fractions that were quantized and have no scale and zero point, or one that is no number.
    ///
    /// Without a scale cfitsio takes the whole numbers for fractions, and reads those of 64 bits behind their end.
    private func checkScale(_ tile: Int, _ bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard table.bitsPerPixel < 0, table.quantization != .lossless else { return }
        guard table.scale != nil || table.column("ZSCALE") != nil else {
            throw Problem(tile: tile, text: "its pixels are quantized, and nothing says their scale (ZSCALE, ZZERO)")
        }
        for name in ["ZSCALE", "ZZERO"] {
            guard let column = table.column(name) else { continue }
            let place = start + tile * table.rowBytes + column.offset
            let isFinite =
                switch column.element {
                case UInt8(ascii: "D"):
                    unsafe Double(
                        bitPattern: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                    )
                    .isFinite
                case UInt8(ascii: "E"):
                    unsafe Float(
                        bitPattern: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                    )
                    .isFinite
                default: true
                }
            guard isFinite else { throw Problem(tile: tile, text: "its \(name) is no number") }
        }
    }
}

extension TileTable {
    /// The pixels of some rows of an image that PLIO compressed, as the standard stores them.
    ///
    /// - Parameters:
    ///   - rows: the rows
    ///   - bytes: the table and its heap
    ///   - target: room for the rows, in the bytes of `BITPIX`, the larger byte first
    /// - Throws: `Problem`
    func decodeLineLists(
        rows: Range<Int>, of bytes: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(Problem) {
        guard let column = table.column("COMPRESSED_DATA") else { return }
        let pixels = UnsafeMutableBufferPointer<Int32>.allocate(capacity: table.tileWidth * table.tileHeight)
        defer { unsafe pixels.deallocate() }
        for tile in tiles(ofRows: rows) {
            let (data, area) = unsafe (try data(ofTile: tile, column, bytes), area(ofTile: tile))
            guard unsafe !data.isEmpty else { throw Problem(tile: tile, text: "it has no data") }
            let count = area.columns.count * area.rows.count
            do {
                try unsafe LineList.decode(data, into: UnsafeMutableBufferPointer(rebasing: pixels[..<count]))
            } catch {
                throw Problem(tile: tile, text: error.text)
            }
            for row in area.rows.clamped(to: rows) {
                for column in area.columns {
                    let index = (row - area.rows.lowerBound) * area.columns.count + column - area.columns.lowerBound
                    try unsafe store(
                        Int(pixels[index]) - lineListShift,
                        at: (row - rows.lowerBound) * table.imageWidth + column, of: target, tile)
                }
            }
        }
    }

    /// cfitsio puts unsigned numbers of 16 bits into line lists as they are, since those hold nothing below 0, and says `BZERO` = 32768
    /// all the same.
    private var lineListShift: Int {
        let isUnsigned = table.bitsPerPixel == 16 && table.imageZero?.realValue == 32768 && table.imageScale ?? 1 == 1
        return isUnsigned ? 1 << 15 : 0
    }

    private func store(
        _ value: Int, at place: Int, of target: UnsafeMutableRawBufferPointer, _ tile: Int
    ) throws(Problem) {
        func store<Word: FixedWidthInteger>(_: Word.Type) -> Bool {
            guard let word = Word(exactly: value) else { return false }
            unsafe target.storeBytes(of: word.bigEndian, toByteOffset: place * MemoryLayout<Word>.size, as: Word.self)
            return true
        }
        let isStored =
            switch table.bitsPerPixel {
            case 8: store(UInt8.self)
            case 16: store(Int16.self)
            case 32: store(Int32.self)
            default: store(Int64.self)
            }
        guard isStored else {
            throw Problem(tile: tile, text: "its pixel \(value) is no number of BITPIX = \(table.bitsPerPixel)")
        }
    }
}
