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

    /// Compresses an image by RICE.
    ///
    /// - Parameter pixels: an image of at least one pixel, whole numbers of at most 32 bits
    init<Pixel: PixelValue>(rice pixels: PixelImage<Pixel>) {
        let type = Pixel.pixelType
        let (width, height) = (pixels.width, pixels.height)
        let bands = stride(from: 0, to: height, by: Self.bandRows).map { $0..<min($0 + Self.bandRows, height) }
        // Bands on all cores, each with its rows one behind the other.
        let streams = ParallelWork.map(bands) { rows in
            var (bytes, lengths): ([UInt8], [Int]) = ([], [])
            var stored = [Int32](repeating: 0, count: width)
            for row in rows {
                Self.store(pixels, row: row, into: &stored)
                let stream = RiceEncoder.encode(stored.span, pixelBytes: type.size)
                bytes += stream
                lengths.append(stream.count)
            }
            return (bytes: bytes, lengths: lengths)
        }
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

    private static let bandRows = 64

    /// The numbers of a row as they are stored.
    private static func store<Pixel: PixelValue>(_ pixels: PixelImage<Pixel>, row: Int, into stored: inout [Int32]) {
        let size = MemoryLayout<Pixel>.size
        unsafe withUnsafeTemporaryAllocation(byteCount: pixels.width * size, alignment: 8) { buffer in
            unsafe pixels.values.withUnsafeBytes { all in
                let start = row * pixels.width * size
                unsafe BigEndianPixels.store(
                    UnsafeRawBufferPointer(rebasing: all[start..<start + pixels.width * size]), into: buffer,
                    Pixel.pixelType)
            }
            for place in stored.indices {
                switch size {
                case 1: stored[place] = unsafe Int32(buffer[place])
                case 2:
                    stored[place] = unsafe Int32(
                        Int16(bigEndian: buffer.loadUnaligned(fromByteOffset: 2 * place, as: Int16.self)))
                default:
                    stored[place] = unsafe Int32(
                        bigEndian: buffer.loadUnaligned(fromByteOffset: 4 * place, as: Int32.self))
                }
            }
        }
    }
}
