/// The bits of an HCOMPRESS tile, gone through without the transform that makes pixels of them.
///
/// cfitsio reads a stream without knowing where it ends; who asks this before reads nothing behind it.
///
/// Source: FITS 4.0, section 10.4.4; R. L. White et al., HCOMPRESS (1992): sides, scale and sum, the number of bit planes of the four
/// quadrants of the transform, each plane either as it is or as a quadtree of Huffman codes, a zero, and the signs.
@safe
struct HCompressStream {
    private let bytes: UnsafeRawBufferPointer
    /// The bit that comes next, counted from the start.
    private var place: Int
    /// Which numbers of the transform are not zero, and have a sign therefore.
    private var isSet: [Bool]
    private let columns: Int

    /// Whether a stream is one of a tile of some pixels, and whole.
    ///
    /// - Parameters:
    ///   - bytes: the stream
    ///   - pixels: how many pixels it should hold
    /// - Returns: whether it is
    static func isComplete(_ bytes: UnsafeRawBufferPointer, pixels: Int) -> Bool {
        guard bytes.count > head, unsafe bytes[0] == 0xDD, unsafe bytes[1] == 0x99 else { return false }
        func side(_ offset: Int) -> Int {
            unsafe Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self).bigEndian)
        }
        let (rows, columns) = (side(2), side(6))
        // Of 32 bits each, so that the product does not overflow.
        guard rows > 0, columns > 0, rows * columns == pixels else { return false }
        var stream = unsafe HCompressStream(bytes, rows: rows, columns: columns)
        return stream.isComplete(rows: rows)
    }

    /// The bytes before the planes.
    private static let head = 25

    private init(_ bytes: UnsafeRawBufferPointer, rows: Int, columns: Int) {
        unsafe self.bytes = unsafe bytes
        self.columns = columns
        place = 8 * Self.head
        isSet = [Bool](repeating: false, count: rows * columns)
    }

    private mutating func isComplete(rows: Int) -> Bool {
        let (upper, left) = ((rows + 1) / 2, (columns + 1) / 2)
        let quadrants = unsafe [
            (start: 0, rows: upper, columns: left, planes: bytes[22]),
            (start: left, rows: upper, columns: columns / 2, planes: bytes[23]),
            (start: columns * upper, rows: rows / 2, columns: left, planes: bytes[23]),
            (start: columns * upper + left, rows: rows / 2, columns: columns / 2, planes: bytes[24]),
        ]
        for quadrant in quadrants where quadrant.planes > 0 {
            guard quadrant.rows > 0, quadrant.columns > 0, quadrant.planes < 64 else { return false }
            for _ in 0..<quadrant.planes {
                guard readPlane(quadrant.start, quadrant.rows, quadrant.columns) else { return false }
            }
        }
        guard bits(4) == 0 else { return false }
        let signs = isSet.count { $0 }
        return unsafe (place + 7) / 8 + (signs + 7) / 8 <= bytes.count
    }

    /// Reads a plane of a quadrant.
    private mutating func readPlane(_ start: Int, _ rows: Int, _ columns: Int) -> Bool {
        let count = (rows + 1) / 2 * ((columns + 1) / 2)
        switch bits(4) {
        case 0:
            var codes = [UInt8](repeating: 0, count: count)
            for index in 0..<count {
                guard let code = bits(4) else { return false }
                codes[index] = UInt8(truncatingIfNeeded: code)
            }
            insert(codes, start, rows, columns)
            return true
        case 15:
            guard let codes = readTree(rows, columns) else { return false }
            insert(codes, start, rows, columns)
            return true
        default: return false
        }
    }

    /// Reads a quadtree down to codes of two by two numbers; nil where the stream ends before.
    private mutating func readTree(_ rows: Int, _ columns: Int) -> [UInt8]? {
        guard let root = huffmanCode() else { return nil }
        var codes = [root]
        let levels = Int.bitWidth - (max(rows, columns) - 1).leadingZeroBitCount
        var (size, restX, restY, width, height) = (1 << levels, rows, columns, 1, 1)
        for _ in 1..<max(levels, 1) {
            size >>= 1
            (width, height) = (2 * width, 2 * height)
            if restX <= size { width -= 1 } else { restX -= size }
            if restY <= size { height -= 1 } else { restY -= size }
            var next = Self.expanded(codes, width, height)
            for index in next.indices.reversed() where next[index] != 0 {
                guard let code = huffmanCode() else { return nil }
                next[index] = code
            }
            codes = next
        }
        return codes
    }

    /// Codes of two by two numbers as ones of one number each.
    private static func expanded(_ codes: [UInt8], _ rows: Int, _ columns: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: rows * columns)
        let across = (columns + 1) / 2
        for row in 0..<rows {
            for column in 0..<columns {
                result[row * columns + column] = codes[row / 2 * across + column / 2] >> Self.shift(row, column) & 1
            }
        }
        return result
    }

    private mutating func insert(_ codes: [UInt8], _ start: Int, _ rows: Int, _ width: Int) {
        let across = (width + 1) / 2
        for row in 0..<rows {
            for column in 0..<width where codes[row / 2 * across + column / 2] >> Self.shift(row, column) & 1 != 0 {
                isSet[start + row * columns + column] = true
            }
        }
    }

    /// Which bit of a code is that of a place: 8 and 4 above, 2 and 1 below.
    private static func shift(_ row: Int, _ column: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: 3 - 2 * (row & 1) - column & 1)
    }

    /// The code of four bits that a fixed Huffman code stands for.
    private mutating func huffmanCode() -> UInt8? {
        guard let three = bits(3) else { return nil }
        if three < 4 { return 1 << UInt8(three) }
        guard let four = bits(1).map({ three << 1 | $0 }) else { return nil }
        if four < 13 { return [3, 5, 10, 12, 15][four - 8] }
        guard let five = bits(1).map({ four << 1 | $0 }) else { return nil }
        if five < 31 { return [6, 7, 9, 11, 13][five - 26] }
        return bits(1).map { $0 == 0 ? 0 : 14 }
    }

    /// The next bits as a number, at most 8 of them; nil behind the end.
    private mutating func bits(_ count: Int) -> Int? {
        guard unsafe place + count <= 8 * bytes.count else { return nil }
        let byte = place >> 3
        let pair = unsafe Int(bytes[byte]) << 8 | (byte + 1 < bytes.count ? Int(bytes[byte + 1]) : 0)
        defer { place += count }
        return pair >> (16 - place & 7 - count) & (1 << count - 1)
    }
}
