/// The bits of a RICE tile, gone through without making numbers of them.
///
/// Source of the layout: R. L. White, P. Greenfield, W. Pence et al., FITS tiled image compression (FITS 4.0, section 10.4.1): the
/// first pixel as it is; then for each block of differences a code, and for each difference a run of zeros that a one ends,
/// followed by as many low bits as the code says.
@safe
struct RiceStream {
    private let bytes: UnsafeRawBufferPointer
    /// The byte behind those in the window.
    private var next: Int
    /// Bits that come next, the first one in the highest place; zeros behind the last of them.
    private var window: UInt64 = 0
    /// How many bits of the window are of the stream.
    private var count = 0

    private init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        unsafe self.bytes = unsafe bytes
        next = start
    }

    /// Whether a stream holds as many pixels as it should.
    ///
    /// - Parameters:
    ///   - bytes: the stream
    ///   - pixels: how many pixels it should hold
    ///   - pixelBytes: the bytes of a pixel: 1, 2 or 4
    ///   - blockSize: how many differences have a code together
    /// - Returns: whether it does, so that whoever decodes it reads nothing behind its end
    static func isComplete(_ bytes: UnsafeRawBufferPointer, pixels: Int, pixelBytes: Int, blockSize: Int) -> Bool {
        let (codeBits, rawCode) = pixelBytes == 1 ? (3, 6) : pixelBytes == 2 ? (4, 14) : (5, 25)
        guard bytes.count >= pixelBytes, blockSize > 0 else { return false }
        var stream = unsafe RiceStream(bytes, from: pixelBytes)
        var left = pixels
        while left > 0 {
            let differences = min(blockSize, left)
            guard let code = stream.code(codeBits) else { return false }
            // The code 0 says that all differences are zero, and that none of them follows.
            if code - 1 == rawCode {
                guard stream.skip(differences * pixelBytes * 8) else { return false }
            } else if code > 0 {
                guard stream.skipDifferences(differences, lowBits: code - 1) else { return false }
            }
            left -= differences
        }
        return true
    }

    private mutating func code(_ bits: Int) -> Int? {
        fill()
        guard count >= bits else { return nil }
        defer { drop(bits) }
        return Int(window >> UInt64(64 - bits))
    }

    private mutating func skip(_ bits: Int) -> Bool {
        var left = bits
        while left > 0 {
            fill()
            guard count > 0 else { return false }
            let some = min(left, count)
            drop(some)
            left -= some
        }
        return true
    }

    @inline(__always)
    private mutating func skipDifferences(_ differences: Int, lowBits: Int) -> Bool {
        for _ in 0..<differences {
            if count < 40 { fill() }
            var zeros = window.leadingZeroBitCount
            while zeros >= count {
                drop(count)
                fill()
                if count == 0 { return false }
                zeros = window.leadingZeroBitCount
            }
            drop(zeros &+ 1)
            if count < lowBits { fill() }
            guard count >= lowBits else { return false }
            drop(lowBits)
        }
        return true
    }

    /// Takes bits away, at most as many as there are.
    @inline(__always)
    private mutating func drop(_ bits: Int) {
        // A shift by 64 is none for the processor.
        window = bits < 64 ? window &<< UInt64(bits) : 0
        count &-= bits
    }

    /// Brings at least 56 bits into the window, or all that are left.
    @inline(__always)
    private mutating func fill() {
        if unsafe next &+ 8 <= bytes.count {
            let word = unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self))
            let whole = (64 &- count) &>> 3
            guard whole > 0 else { return }
            // Of a byte that does not fit whole nothing must stay behind the bits that count.
            let mask = UInt64.max &<< UInt64(64 &- 8 &* whole)
            window |= (word & mask) &>> UInt64(count)
            next &+= whole
            count &+= 8 &* whole
            return
        }
        while count <= 56, unsafe next < bytes.count {
            unsafe window |= UInt64(bytes[next]) &<< UInt64(56 &- count)
            next &+= 1
            count &+= 8
        }
    }
}
