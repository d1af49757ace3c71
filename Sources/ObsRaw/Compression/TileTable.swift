internal import ObsFITS

/// The tiles of a compressed image in its bytes: where they are, and what the columns say of each.
struct TileTable {
    /// Why a tile cannot be decoded.
    struct Problem: Error {
        /// The tile, counted from 0; nil when it is about all.
        let tile: Int?
        let text: String
    }

    let table: CompressedTable
    /// Where the table begins in the bytes.
    private let start: Int
    /// The columns that hold tiles, in the order in which a tile is looked for.
    let columns: [TableColumn]
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

    /// The number of a tile in a column of scalars, such as `ZSCALE`; nil when there is no such column.
    ///
    /// - Throws: `Problem` when it is no number
    func number(ofTile tile: Int, _ name: String, _ bytes: UnsafeRawBufferPointer) throws(Problem) -> Double? {
        guard let column = table.column(name) else { return nil }
        let place = start + tile * table.rowBytes + column.offset
        func word<Word: FixedWidthInteger>(_: Word.Type) -> Word {
            unsafe Word(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: Word.self))
        }
        let number: Double =
            switch column.element {
            case UInt8(ascii: "D"): Double(bitPattern: word(UInt64.self))
            case UInt8(ascii: "E"): Double(Float(bitPattern: word(UInt32.self)))
            case UInt8(ascii: "B"): Double(word(UInt8.self))
            case UInt8(ascii: "I"): Double(word(Int16.self))
            case UInt8(ascii: "J"): Double(word(Int32.self))
            default: Double(word(Int64.self))
            }
        guard number.isFinite else { throw Problem(tile: tile, text: "its \(name) is no number") }
        return number
    }
}
