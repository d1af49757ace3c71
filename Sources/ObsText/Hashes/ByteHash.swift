/// Hashes and compares runs of bytes, which are mostly short.
package enum ByteHash {
    /// Differs in every process, so that nobody can prepare a file whose keys all collide.
    private static let seed = UInt64.random(in: .min ... .max)

    /// A hash over all bytes: multiply and fold, eight bytes at a time.
    package static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var state = seed ^ (UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15)
        let raw = UnsafeRawPointer(bytes)
        if count >= 8 {
            var at = 0
            while at &+ 8 < count {
                state = folded(state, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                at &+= 8
            }
            return folded(state, raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
        }
        var tail: UInt64 = 0
        if count >= 4 {
            tail = UInt64(raw.loadUnaligned(as: UInt32.self)) << 32
            tail |= UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        } else if count > 0 {
            tail = UInt64(bytes[0]) << 16 | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count &- 1])
        }
        return folded(state, tail)
    }

    @inline(__always)
    private static func folded(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    /// Whether two runs of bytes are equal.
    @inline(__always)
    package static func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var at = 0
        let leftRaw = UnsafeRawPointer(left)
        let rightRaw = UnsafeRawPointer(right)
        while at &+ 8 <= count {
            let leftWord = leftRaw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            if leftWord != rightRaw.loadUnaligned(fromByteOffset: at, as: UInt64.self) { return false }
            at &+= 8
        }
        while at < count {
            if left[at] != right[at] { return false }
            at &+= 1
        }
        return true
    }
}
