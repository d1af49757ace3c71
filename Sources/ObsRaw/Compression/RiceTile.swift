internal import ObsText

/// Decodes tiles that RICE compressed.
///
/// Source of the layout: R. L. White, P. Greenfield, W. Pence et al., FITS tiled image compression (FITS 4.0, section 10.4.1): the
/// first pixel as it is; then for each block of differences a code, and for each difference a run of zeros that a one ends,
/// followed by as many low bits as the code says.
struct RiceTile {
    /// The byte behind those that were taken into the window.
    private var next: Int
    /// Bits that come next, the first one in the highest place.
    ///
    /// Behind `count` of them stand bits that are taken again later.
    private var window: UInt64 = 0
    /// How many bits of the window were taken.
    private var count = 0

    private init(from start: Int) { next = start }

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
        var stream = RiceTile(from: pixelBytes)
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
            // The only test of where pixels are written: all places below are in the block.
            let end = min(start &+ blockSize, pixels.count)
            fill(bytes)
            guard count >= code.bits else { return false }
            let lowBits = Int(window >> UInt64(64 - code.bits)) - 1
            drop(code.bits)
            if lowBits < 0 {
                // All differences are zero, and none of them follows.
                for place in start..<end { unsafe pixels[unchecked: place] = pixel(last) }
            } else {
                for place in start..<end {
                    guard let mapped = lowBits == code.raw ? raw(bytes, bits) : difference(bytes, lowBits) else {
                        return false
                    }
                    // Even numbers stand for differences from 0 on, odd ones for those below.
                    last = last &+ (mapped >> 1 ^ (0 &- (mapped & 1)))
                    unsafe pixels[unchecked: place] = pixel(last)
                }
            }
            start = end
        }
        return true
    }

    /// A difference of a run of zeros and some low bits; nil when the stream ends before it does.
    @inline(__always)
    private mutating func difference(_ bytes: Span<UInt8>, _ lowBits: Int) -> UInt32? {
        if count < 48 { fill(bytes) }
        let zeros = window.leadingZeroBitCount
        let length = zeros &+ 1 &+ lowBits
        guard length <= count else { return longDifference(bytes, lowBits) }
        // The one, and the low bits behind it.
        let tail = UInt32(truncatingIfNeeded: (window &<< UInt64(zeros)) &>> UInt64(63 &- lowBits))
        drop(length)
        return tail &- (1 &<< UInt32(lowBits)) | UInt32(truncatingIfNeeded: zeros) &<< UInt32(lowBits)
    }

    /// A difference whose bits do not stand in one window.
    @inline(never)
    private mutating func longDifference(_ bytes: Span<UInt8>, _ lowBits: Int) -> UInt32? {
        var zeros = 0
        fill(bytes)
        while window.leadingZeroBitCount >= count {
            zeros += count
            drop(count)
            fill(bytes)
            if count == 0 { return nil }
        }
        zeros += window.leadingZeroBitCount
        drop(window.leadingZeroBitCount + 1)
        fill(bytes)
        guard count >= lowBits else { return nil }
        let tail = lowBits == 0 ? 0 : UInt32(truncatingIfNeeded: window >> UInt64(64 - lowBits))
        drop(lowBits)
        return UInt32(truncatingIfNeeded: zeros << lowBits) | tail
    }

    /// A difference as it is; nil when the stream ends before it does.
    @inline(__always)
    private mutating func raw(_ bytes: Span<UInt8>, _ bits: Int) -> UInt32? {
        if count < bits { fill(bytes) }
        guard count >= bits else { return nil }
        defer { drop(bits) }
        return UInt32(truncatingIfNeeded: window >> UInt64(64 - bits))
    }

    /// Takes bits away, at most as many as there are.
    @inline(__always)
    private mutating func drop(_ bits: Int) {
        // The processor does not shift by 64; the window never has as many bits.
        window &<<= UInt64(bits)
        count &-= bits
    }

    /// Brings at least 56 bits into the window, or all that are left.
    @inline(__always)
    private mutating func fill(_ bytes: Span<UInt8>) {
        if next &+ 8 <= bytes.count {
            window |= bytes.word(at: next).byteSwapped &>> UInt64(count)
            next &+= (63 &- count) &>> 3
            count |= 56
            return
        }
        while count < 56, next < bytes.count {
            window |= UInt64(bytes[next]) &<< UInt64(56 &- count)
            next &+= 1
            count &+= 8
        }
    }
}
