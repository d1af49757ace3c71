internal import ObsText

/// Decodes tiles that RICE compressed.
///
/// Source of the layout: R. L. White, P. Greenfield, W. Pence et al., FITS tiled image compression (FITS 4.0, section 10.4.1): the
/// first pixel as it is; then for each block of differences a code, and for each difference a run of zeros that a one ends,
/// followed by as many low bits as the code says.
struct RiceTile {
    /// The bit that comes next, counted from the start of the stream.
    private var place: Int
    /// The bits of the stream.
    private let end: Int

    private init(_ bytes: Span<UInt8>, from byte: Int) { (place, end) = (8 * byte, 8 * bytes.count) }

    /// Decodes a tile.
    ///
    /// - Parameters:
    ///   - bytes: the stream
    ///   - pixelBytes: the bytes of a pixel: 1 (without a sign), 2 or 4 (with one)
    ///   - blockSize: how many differences have a code together
    ///   - pixels: room for the pixels of the tile
    /// - Returns: whether the stream holds as many pixels; nothing behind its end is read
    static func decode(
        _ bytes: Span<UInt8>, pixelBytes: Int, blockSize: Int, into pixels: inout MutableSpan<Int32>
    ) -> Bool {
        guard bytes.count >= pixelBytes, blockSize > 0 else { return false }
        var first: UInt32 = 0
        for place in 0..<pixelBytes { first = first << 8 | UInt32(bytes[place]) }
        var stream = RiceTile(bytes, from: pixelBytes)
        switch pixelBytes {
        case 1: return stream.run(bytes, first, blockSize, &pixels, code: (3, 6), bits: 8) { Int32($0 & 0xFF) }
        case 2:
            return stream.run(bytes, first, blockSize, &pixels, code: (4, 14), bits: 16) {
                Int32(Int16(truncatingIfNeeded: $0))
            }
        default: return stream.run(bytes, first, blockSize, &pixels, code: (5, 25), bits: 32) { Int32(bitPattern: $0) }
        }
    }

    /// Decodes the blocks, in sums that keep the low bits of a pixel.
    @inline(__always)
    private mutating func run(
        _ bytes: Span<UInt8>, _ first: UInt32, _ blockSize: Int, _ pixels: inout MutableSpan<Int32>,
        code: (bits: Int, raw: Int),
        bits: Int, _ pixel: (UInt32) -> Int32
    ) -> Bool {
        var last = first
        var start = 0
        while start < pixels.count {
            let end = min(start &+ blockSize, pixels.count)
            guard let code = take(bytes, code.bits).map({ (lowBits: Int($0) - 1, raw: code.raw) }) else { return false }
            switch code.lowBits {
            case ..<0:
                // All differences are zero, and none of them follows.
                for number in start..<end { pixels[number] = pixel(last) }
            case code.raw:
                for number in start..<end {
                    guard let mapped = take(bytes, bits) else { return false }
                    last = last &+ Self.difference(mapped)
                    pixels[number] = pixel(last)
                }
            // As many differences together as mostly stand in one window.
            case ...8: guard block(bytes, start..<end, code.lowBits, 4, &last, &pixels, pixel) else { return false }
            case ...20: guard block(bytes, start..<end, code.lowBits, 2, &last, &pixels, pixel) else { return false }
            default: guard block(bytes, start..<end, code.lowBits, 1, &last, &pixels, pixel) else { return false }
            }
            start = end
        }
        return true
    }

    /// Decodes a block of differences.
    ///
    /// A few of them are taken out of one window, before it is known that it holds them all. The zeros that come into the window from
    /// below make those too long that it does not hold; they are taken again then, one by one.
    @inline(__always)
    private mutating func block(
        _ bytes: Span<UInt8>, _ block: Range<Int>, _ lowBits: Int, _ together: Int, _ last: inout UInt32,
        _ pixels: inout MutableSpan<Int32>, _ pixel: (UInt32) -> Int32
    ) -> Bool {
        // In variables of their own, which the compiler keeps out of memory.
        var (place, sum, number) = (place, last, block.lowerBound)
        let (one, lastWord) = (1 as UInt32 &<< UInt32(lowBits), bytes.count &- 8)
        while number < block.upperBound {
            if number &+ together <= block.upperBound, place &>> 3 <= lastWord {
                var window = bytes.word(at: place &>> 3).byteSwapped &<< UInt64(place & 7)
                var (length, next) = (together &* (lowBits &+ 1), sum)
                for index in 0..<together {
                    let zeros = window.leadingZeroBitCount
                    length &+= zeros
                    window &<<= UInt64(zeros)
                    // The one, and the low bits behind it.
                    let tail = UInt32(truncatingIfNeeded: window &>> UInt64(63 &- lowBits))
                    window &<<= UInt64(lowBits &+ 1)
                    next = next &+ Self.difference(UInt32(truncatingIfNeeded: zeros) &* one &+ tail &- one)
                    // It was tested that all of them are in the block.
                    unsafe pixels[unchecked: number &+ index] = pixel(next)
                }
                if length <= Self.windowBits {
                    (place, sum, number) = (place &+ length, next, number &+ together)
                    continue
                }
            }
            self.place = place
            guard let mapped = longDifference(bytes, lowBits) else { return false }
            (place, sum) = (self.place, sum &+ Self.difference(mapped))
            pixels[number] = pixel(sum)
            number &+= 1
        }
        (self.place, last) = (place, sum)
        return true
    }

    /// Even numbers stand for differences from 0 on, odd ones for those below.
    @inline(__always)
    private static func difference(_ mapped: UInt32) -> UInt32 { mapped &>> 1 ^ (0 &- (mapped & 1)) }

    /// The bits of a window that are sure to be of the stream: it begins within a byte.
    private static let windowBits = 57

    /// The next bits, the first one in the highest place; zeros behind the end of the stream.
    @inline(__always)
    private func window(_ bytes: Span<UInt8>) -> UInt64 {
        let first = place &>> 3
        if first &+ 8 <= bytes.count { return bytes.word(at: first).byteSwapped &<< UInt64(place & 7) }
        var word: UInt64 = 0
        for byte in first..<bytes.count { word |= UInt64(bytes[byte]) << UInt64(56 - 8 * (byte - first)) }
        return word &<< UInt64(place & 7)
    }

    /// Takes bits, at most 32, as a number; nil when the stream ends before.
    @inline(__always)
    private mutating func take(_ bytes: Span<UInt8>, _ bits: Int) -> UInt32? {
        guard end &- place >= bits else { return nil }
        let taken = bits == 0 ? 0 : window(bytes) &>> UInt64(64 &- bits)
        place &+= bits
        return UInt32(truncatingIfNeeded: taken)
    }

    /// Takes a difference of any length: a run of zeros, a one, and its low bits; nil when the stream ends before.
    @inline(never)
    private mutating func longDifference(_ bytes: Span<UInt8>, _ lowBits: Int) -> UInt32? {
        var zeros = 0
        while true {
            let count = min(Self.windowBits, end - place)
            guard count > 0 else { return nil }
            let found = min(window(bytes).leadingZeroBitCount, count)
            zeros += found
            place += found
            if found < count { break }
        }
        // The one.
        place += 1
        guard let low = take(bytes, lowBits) else { return nil }
        return UInt32(truncatingIfNeeded: zeros << lowBits) | low
    }
}
