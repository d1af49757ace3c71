/// Hashes runs of bytes, which are mostly short.
package enum ByteHash {
    /// Differs in every process, so that nobody can prepare a file whose keys all collide.
    private static let seed = UInt64.random(in: .min ... .max)

    /// A hash over all bytes: multiply and fold, eight bytes at a time.
    package static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        let count = bytes.count
        var state = seed ^ (UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15)
        if count >= 8 {
            var at = 0
            while at &+ 8 < count {
                state = folded(state, bytes.word(at: at))
                at &+= 8
            }
            return folded(state, bytes.word(at: count &- 8))
        }
        var tail: UInt64 = 0
        var at = 0
        while at < count {
            tail = tail << 8 | UInt64(bytes[at])
            at &+= 1
        }
        return folded(state, tail)
    }

    @inline(__always)
    private static func folded(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
