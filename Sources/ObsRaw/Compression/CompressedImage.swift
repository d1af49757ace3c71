internal import ObsFITS

/// How an image is written into a file.
public enum ImageCompression: String, Hashable, Sendable, CaseIterable {
    /// As it is.
    case none
    /// In tiles of a row each that RICE compresses: whole numbers of 8, 16 and 32 bits, without a loss.
    case rice
}

/// An image as a table of compressed tiles.
///
/// Source: FITS 4.0, section 10. A tile is a row; its descriptor is of 64 bits where the heap is larger than 32 bits reach.
struct CompressedImage {
    /// The descriptors, and the streams behind them.
    let data: [UInt8]
    /// The cards of the table's structure, which stand behind `XTENSION`.
    let cards: [String]

    /// Compresses an image by RICE; nil where its pixels are not whole numbers of 8, 16 or 32 bits.
    ///
    /// - Parameter pixels: an image of at least one pixel
    init?<Pixel: PixelValue>(rice pixels: PixelImage<Pixel>) {
        let type = Pixel.pixelType
        let (width, height) = (pixels.width, pixels.height)
        guard let streams = Self.bands(pixels) else { return nil }
        let heap = streams.reduce(0) { $0 + $1.bytes.count }
        let longest = streams.reduce(0) { max($0, $1.lengths.max() ?? 0) }
        let isLong = heap > Int(Int32.max)
        let numberBytes = isLong ? 8 : 4
        var data: [UInt8] = []
        data.reserveCapacity(2 * numberBytes * height + heap + 2880)
        func append(_ number: Int) {
            for place in (0..<numberBytes).reversed() { data.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
        }
        var offset = 0
        for stream in streams {
            for length in stream.lengths {
                append(length)
                append(offset)
                offset += length
            }
        }
        for stream in streams { data += stream.bytes }
        data += [UInt8](repeating: 0, count: (2880 - data.count % 2880) % 2880)
        self.data = data
        func card(_ name: String, _ value: Int) -> String { MemoryFile.card(name, "\(value)") }
        cards = [
            card("BITPIX", 8), card("NAXIS", 2), card("NAXIS1", 2 * numberBytes), card("NAXIS2", height),
            card("PCOUNT", heap),
            card("GCOUNT", 1), card("TFIELDS", 1), MemoryFile.card("TTYPE1", text: "COMPRESSED_DATA"),
            MemoryFile.card("TFORM1", text: "1\(isLong ? "Q" : "P")B(\(longest))"), MemoryFile.card("ZIMAGE", "T"),
            card("ZBITPIX", type.storage.bitsPerPixel), card("ZNAXIS", 2), card("ZNAXIS1", width),
            card("ZNAXIS2", height),
            card("ZTILE1", width), card("ZTILE2", 1), MemoryFile.card("ZCMPTYPE", text: "RICE_1"),
            MemoryFile.card("ZNAME1", text: "BLOCKSIZE"), card("ZVAL1", RiceEncoder.blockSize),
            MemoryFile.card("ZNAME2", text: "BYTEPIX"), card("ZVAL2", type.size),
        ]
    }

    /// Whether a card of a caller's header would say something else of the table.
    static func isStructure(_ name: String) -> Bool {
        let names: Set<String> = [
            "TFIELDS", "THEAP", "ZIMAGE", "ZBITPIX", "ZCMPTYPE", "ZQUANTIZ", "ZDITHER0", "ZBLANK", "ZSCALE", "ZZERO",
            "ZSIMPLE", "ZEXTEND", "ZTENSION", "ZPCOUNT", "ZGCOUNT", "ZHECKSUM", "ZDATASUM", "ZMASKCMP", "ZBLOCKED",
        ]
        return names.contains(name)
            || [
                "TTYPE", "TFORM", "TUNIT", "TSCAL", "TZERO", "TNULL", "TDIM", "TDISP", "ZNAXIS", "ZTILE", "ZNAME",
                "ZVAL",
            ].contains {
                name.hasPrefix($0) && name.utf8.dropFirst($0.utf8.count).allSatisfy { (0x30...0x39).contains($0) }
            }
    }

    /// The streams of some rows, one behind the other.
    private struct Band: Sendable {
        var bytes: [UInt8] = []
        var lengths: [Int] = []
    }

    private static let bandRows = 64

    /// The streams of an image; each number as it is stored (FITS 4.0, table 11).
    private static func bands<Pixel: PixelValue>(_ pixels: PixelImage<Pixel>) -> [Band]? {
        let width = pixels.width
        if let values = pixels.values as? [Int8] {
            return bands(values, width: width) { Int32(UInt8(bitPattern: $0) ^ 0x80) }
        }
        if let values = pixels.values as? [UInt8] { return bands(values, width: width) { Int32($0) } }
        if let values = pixels.values as? [Int16] { return bands(values, width: width) { Int32($0) } }
        if let values = pixels.values as? [UInt16] { return bands(values, width: width) { Int32($0) - 0x8000 } }
        if let values = pixels.values as? [Int32] { return bands(values, width: width) { $0 } }
        if let values = pixels.values as? [UInt32] {
            return bands(values, width: width) { Int32(bitPattern: $0 ^ 0x8000_0000) }
        }
        return nil
    }

    /// Compresses rows on all cores.
    private static func bands<Pixel: PixelValue>(
        _ values: [Pixel], width: Int, _ stored: @escaping @Sendable (Pixel) -> Int32
    ) -> [Band] {
        let rows = values.count / width
        return ParallelWork.map(stride(from: 0, to: rows, by: bandRows).map { $0..<min($0 + bandRows, rows) }) { rows in
            var band = Band()
            for row in rows {
                let numbers = values[row * width..<(row + 1) * width].map(stored)
                let stream = RiceEncoder.encode(numbers.span, pixelBytes: Pixel.pixelType.size)
                band.bytes += stream
                band.lengths.append(stream.count)
            }
            return band
        }
    }
}
