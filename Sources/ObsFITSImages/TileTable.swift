internal import ObsFITS

/// Where the tiles of a compressed image are in its bytes: what must hold before cfitsio decompresses them.
///
/// cfitsio 4.2 trusts tiles: a gzip stream that ends too early keeps it busy and takes memory for ever, and it writes as many pixels
/// as an HCOMPRESS stream claims; in a RICE stream that ends too early it looks for a bit that is set in whatever lies behind. Source of the layout: FITS 4.0, sections 7.3.5 and 10.1; R. L. White et al., HCOMPRESS (1992).
struct TileTable {
    /// A column of tiles: where its descriptors are in a row, and whether they have 64 bits.
    private struct Column {
        let offset: Int
        let isLong: Bool
        let compression: Compression
    }

    private enum Compression {
        case gzip, hcompress, other
        case rice(pixelBytes: Int, blockSize: Int)
    }

    private let columns: [Column]
    private let rowBytes: Int
    private let rowCount: Int
    private let heap: Int
    private let heapEnd: Int
    /// Where the table begins in the bytes.
    private let start: Int
    private let tilesAcross: Int
    private let tileWidth: Int
    private let tileHeight: Int
    private let tilePixels: Int
    private let imageWidth: Int
    private let imageHeight: Int

    /// Reads the structure of the table.
    ///
    /// - Parameters:
    ///   - header: the cards as they are in the file
    ///   - shape: the image
    ///   - start: where the data of the HDU begin in the bytes that are checked
    init?(_ header: Header, _ shape: ImageShape, start: Int) {
        func number(_ name: String) -> Int? { header[Keyword(name)]?.integerValue }
        guard let rowBytes = number("NAXIS1"), let rowCount = number("NAXIS2"), let fields = number("TFIELDS"),
            (0...999).contains(fields)
        else { return nil }
        let tileWidth = min(number("ZTILE1") ?? shape.width, shape.width)
        self.rowBytes = rowBytes
        self.rowCount = rowCount
        self.start = start
        heap = number("THEAP") ?? rowBytes * rowCount
        heapEnd = rowBytes * rowCount + (number("PCOUNT") ?? 0)
        tilesAcross = (shape.width + tileWidth - 1) / tileWidth
        self.tileWidth = tileWidth
        tileHeight = shape.tileHeight
        imageWidth = shape.width
        imageHeight = shape.height
        tilePixels = tileWidth * shape.tileHeight
        let kind = header["ZCMPTYPE"]?.stringValue ?? ""
        var columns: [Column] = []
        var offset = 0
        for field in 0..<fields {
            guard let form = header[Keyword("TFORM\(field + 1)")]?.stringValue, let width = Self.width(form) else {
                return nil
            }
            let isDescriptor = form.contains("P") || form.contains("Q")
            let name = header[Keyword("TTYPE\(field + 1)")]?.stringValue?.uppercased() ?? ""
            if isDescriptor, name == "COMPRESSED_DATA" || name == "GZIP_COMPRESSED_DATA" {
                let isGzip = name.hasPrefix("GZIP") || kind.hasPrefix("GZIP")
                let compression = isGzip ? .gzip : Self.compression(kind, header)
                columns.append(Column(offset: offset, isLong: form.contains("Q"), compression: compression))
            }
            offset += width
        }
        guard !columns.isEmpty, offset <= rowBytes else { return nil }
        self.columns = columns
    }

    /// The compression of a name, with its parameters: taken by their place, as cfitsio takes them, and not by their names.
    private static func compression(_ kind: String, _ header: Header) -> Compression {
        if kind.hasPrefix("HCOMPRESS") { return .hcompress }
        guard kind.hasPrefix("RICE") else { return .other }
        let pixelBytes = header["ZVAL2"]?.integerValue ?? 4
        return .rice(
            pixelBytes: pixelBytes == 1 || pixelBytes == 2 ? pixelBytes : 4,
            blockSize: header["ZVAL1"]?.integerValue ?? 32)
    }

    /// How many pixels a tile has, those at the ends of rows and columns fewer than others.
    private func pixels(ofTile tile: Int) -> Int {
        let (down, across) = tile.quotientAndRemainder(dividingBy: tilesAcross)
        let height = max(0, min(tileHeight, imageHeight - down * tileHeight))
        return min(tileWidth, imageWidth - across * tileWidth) * height
    }

    /// Says what is wrong with the tiles that hold some rows of the image; nil when nothing is.
    func problem(inRows rows: Range<Int>, of bytes: UnsafeRawBufferPointer) -> String? {
        let first = rows.lowerBound / tileHeight * tilesAcross
        let last = ((rows.upperBound - 1) / tileHeight + 1) * tilesAcross
        guard last <= rowCount else {
            return "the table has \(rowCount) tiles, and the image needs tile \(last)"
        }
        for tile in first..<last {
            for column in columns {
                if let problem = problem(tile, column, bytes) { return "tile \(tile + 1): \(problem)" }
            }
        }
        return nil
    }

    private func problem(_ tile: Int, _ column: Column, _ bytes: UnsafeRawBufferPointer) -> String? {
        let place = start + tile * rowBytes + column.offset
        guard place + 16 <= bytes.count else { return "its descriptor lies behind the end" }
        func word(_ number: Int) -> Int {
            column.isLong
                ? Int(
                    truncatingIfNeeded: Int64(
                        bigEndian: bytes.loadUnaligned(fromByteOffset: place + 8 * number, as: Int64.self)))
                : Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 4 * number, as: Int32.self)))
        }
        let (length, offset) = (word(0), word(1))
        if length == 0 { return nil }
        let room = heapEnd - heap
        guard length > 0, offset >= 0, offset <= room, length <= room - offset,
            start + heap + offset + length <= bytes.count
        else { return "it is said to have \(length) bytes at byte \(offset) of \(room)" }
        let data = UnsafeRawBufferPointer(rebasing: bytes[start + heap + offset..<start + heap + offset + length])
        switch column.compression {
        case .gzip:
            guard GzipStream.inflatedLength(of: data, limit: tilePixels * 8) != nil else {
                return "its gzip stream is damaged or ends too early"
            }
        case .hcompress:
            guard length >= 14 else { return "it has \(length) bytes, fewer than the head of an HCOMPRESS stream" }
            let (x, y) = (Self.word(data, 2), Self.word(data, 6))
            guard data[0] == 0xDD, data[1] == 0x99, x > 0, y > 0, x <= tilePixels, y <= tilePixels, x * y <= tilePixels
            else {
                return "it is no HCOMPRESS stream of \(tilePixels) pixels"
            }
        case .rice(let pixelBytes, let blockSize):
            let isComplete = RiceStream.isComplete(
                data, pixels: pixels(ofTile: tile), pixelBytes: pixelBytes, blockSize: blockSize)
            if !isComplete { return "its RICE stream is damaged or ends too early" }
        case .other: break
        }
        return nil
    }

    private static func word(_ data: UnsafeRawBufferPointer, _ offset: Int) -> Int {
        Int(Int32(bigEndian: data.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
    }

    /// The bytes of a column of a form such as `1PB(1200)`, `16A`, `D`; nil of another.
    private static func width(_ form: String) -> Int? {
        let digits = form.prefix { $0.isASCII && $0.isNumber }
        guard let letter = form.dropFirst(digits.count).first, let count = digits.isEmpty ? 1 : Int(digits),
            count < 1 << 20
        else { return nil }
        switch letter {
        case "L", "B", "A": return count
        case "X": return (count + 7) / 8
        case "I": return 2 * count
        case "J", "E": return 4 * count
        case "K", "D", "C", "P": return 8 * count
        case "M", "Q": return 16 * count
        default: return nil
        }
    }
}
