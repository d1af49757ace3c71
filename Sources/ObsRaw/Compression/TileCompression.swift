internal import ObsFITS

/// How the tiles of an image are compressed, with parameters that were checked.
///
/// Source: FITS 4.0, section 10.4 and table 37; parameters go by their names (`ZNAMEi`), and by their place where they have none.
enum TileCompression: Hashable {
    case rice(blockSize: Int, pixelBytes: Int)
    case gzip1, gzip2
    case hcompress(smooth: Bool)
    case plio
    /// All tiles stand in the column of uncompressed ones.
    case stored

    /// Reads `ZCMPTYPE` and the parameters of the compression.
    ///
    /// - Throws: `ImageError`: `unsupportedCompression`, `corruptTiles`
    init(_ cards: CheckedCards) throws {
        switch try cards.text("ZCMPTYPE") {
        case "RICE_1", "RICE_ONE":
            let blockSize = try cards.parameter("BLOCKSIZE", place: 1, in: 1...Self.largestBlock, default: 32)
            let pixelBytes = try cards.parameter("BYTEPIX", place: 2, in: 1...8, default: 4)
            guard [1, 2, 4].contains(pixelBytes) else {
                throw cards.unsupported("RICE tiles of \(pixelBytes) bytes for a pixel (BYTEPIX)", "1, 2 or 4")
            }
            self = .rice(blockSize: blockSize, pixelBytes: pixelBytes)
        case "GZIP_1": self = .gzip1
        case "GZIP_2": self = .gzip2
        case "HCOMPRESS_1":
            // The stream has its own scale.
            self = .hcompress(smooth: try cards.parameter("SMOOTH", place: 2, in: -1...Int(Int32.max), default: 0) > 0)
        case "PLIO_1": self = .plio
        case "NOCOMPRESS": self = .stored
        case let other:
            throw cards.unsupported(
                "the compression ZCMPTYPE = '\(other.prefix(20))'",
                "RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1, PLIO_1 or NOCOMPRESS")
        }
    }

    private static let largestBlock = 1 << 15

    /// The letter that compressed bytes have in `TFORM`.
    var element: UInt8 { self == .plio ? UInt8(ascii: "I") : UInt8(ascii: "B") }
}
