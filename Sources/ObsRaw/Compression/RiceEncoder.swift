/// Compresses tiles as `RiceTile` decodes them.
///
/// Source of the layout: R. L. White, P. Greenfield, W. Pence et al., FITS tiled image compression (FITS 4.0, section 10.4.1).
struct RiceEncoder {
    /// How many differences have a code together.
    static let blockSize = 32

    private var bytes: [UInt8]
    /// Bits that were not written yet, the last one in the lowest place.
    private var window: UInt64 = 0
    /// How many there are, fewer than 8 between two calls.
    private var count = 0

    private init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Compresses a tile.
    ///
    /// - Parameters:
    ///   - pixels: at least one, as numbers that are stored: of one byte without a sign, of 2 or 4 with one
    ///   - pixelBytes: the bytes of a pixel: 1, 2 or 4
    /// - Returns: the stream
    static func encode(_ pixels: Span<Int32>, pixelBytes: Int) -> [UInt8] {
        var encoder = RiceEncoder(capacity: pixels.count * pixelBytes)
        encoder.write(UInt64(UInt32(truncatingIfNeeded: pixels[0])), bits: 8 * pixelBytes)
        switch pixelBytes {
        case 1:
            encoder.run(pixels, code: (3, 6)) {
                UInt32(UInt8(truncatingIfNeeded: mapped(Int8(truncatingIfNeeded: $0))))
            }
        case 2:
            encoder.run(pixels, code: (4, 14)) {
                UInt32(UInt16(truncatingIfNeeded: mapped(Int16(truncatingIfNeeded: $0))))
            }
        default: encoder.run(pixels, code: (5, 25)) { UInt32(truncatingIfNeeded: mapped($0)) }
        }
        if encoder.count > 0 { encoder.write(0, bits: 8 - encoder.count) }
        return encoder.bytes
    }

    /// Even numbers for differences from 0 on, odd ones for those below.
    @inline(__always)
    private static func mapped<Difference: FixedWidthInteger>(_ difference: Difference) -> Difference {
        difference &<< 1 ^ difference &>> Difference(Difference.bitWidth - 1)
    }

    /// Writes the blocks.
    ///
    /// - Parameters:
    ///   - pixels: the tile
    ///   - code: the number of bits of a block's code, and the number of low bits from which differences stand as they are
    ///   - map: makes a number without a sign of a difference, which has as many bits as a pixel
    @inline(__always)
    private mutating func run(_ pixels: Span<Int32>, code: (bits: Int, raw: Int), _ map: (Int32) -> UInt32) {
        let rawBits = code.bits == 3 ? 8 : code.bits == 4 ? 16 : 32
        var last = pixels[0]
        var start = 0
        var block = [UInt32](repeating: 0, count: Self.blockSize)
        while start < pixels.count {
            let end = min(start + Self.blockSize, pixels.count)
            var sum: UInt64 = 0
            for place in start..<end {
                block[place - start] = map(pixels[place] &- last)
                last = pixels[place]
                sum += UInt64(block[place - start])
            }
            // As many low bits as the mean has, less one: then the rests of a block are at most two for each difference.
            let mean = sum / UInt64(end - start)
            let lowBits = mean == 0 ? 0 : 63 - mean.leadingZeroBitCount
            if sum == 0 {
                write(0, bits: code.bits)
            } else if lowBits >= code.raw {
                write(UInt64(code.raw + 1), bits: code.bits)
                for place in 0..<(end - start) { write(UInt64(block[place]), bits: rawBits) }
            } else {
                write(UInt64(lowBits + 1), bits: code.bits)
                for place in 0..<(end - start) { write(block[place], lowBits: lowBits) }
            }
            start = end
        }
    }

    /// Writes a difference: zeros, a one, and its low bits.
    @inline(__always)
    private mutating func write(_ difference: UInt32, lowBits: Int) {
        var zeros = Int(difference >> UInt32(lowBits))
        while zeros > 16 {
            write(0, bits: 16)
            zeros -= 16
        }
        let low = UInt64(difference) & ((1 << UInt64(lowBits)) - 1)
        write(1 << UInt64(lowBits) | low, bits: zeros + 1 + lowBits)
    }

    /// Writes bits, at most 56; those above are 0.
    @inline(__always)
    private mutating func write(_ value: UInt64, bits: Int) {
        window = window &<< UInt64(bits) | value
        count += bits
        while count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: window &>> UInt64(count)))
        }
    }
}
