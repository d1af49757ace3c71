/// The checksum of FITS: the sum of 32-bit words of the larger byte first, carries added at the low end.
///
/// Source: FITS 4.0, appendix J; R. L. Seaman, W. D. Pence, A. H. Rots, FITS Checksum Proposal (2012).
struct DataSum {
    private(set) var value: UInt32 = 0

    /// Adds bytes, a multiple of four of them.
    mutating func add(_ bytes: RawSpan) {
        var sum: UInt64 = 0
        // Four billion words fit into 64 bits, and a piece has fewer; without a check of each sum the loop is vectorized.
        for offset in stride(from: 0, to: bytes.byteCount &- 3, by: 4) {
            unsafe sum &+= UInt64(UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
        add(sum)
    }

    /// Adds bytes, a multiple of four of them.
    mutating func add(_ bytes: [UInt8]) { unsafe add(bytes.span.bytes) }

    mutating func add(_ other: DataSum) { add(UInt64(other.value)) }

    private mutating func add(_ words: UInt64) {
        var sum = UInt64(value) + words
        while sum >> 32 != 0 { sum = (sum & 0xFFFF_FFFF) + sum >> 32 }
        value = UInt32(sum)
    }

    /// The 16 letters that, in the place of `CHECKSUM`, make the sum of the HDU all ones.
    var complementLetters: [UInt8] {
        let excluded = Set(Array(0x3A...0x40) + Array(0x5B...0x60) as [Int])
        let complement = ~value
        var letters = [UInt8](repeating: 0, count: 16)
        for place in 0..<4 {
            let byte = Int(complement >> UInt32(24 - 8 * place)) & 0xFF
            var quarter = [Int](repeating: byte / 4 + 0x30, count: 4)
            quarter[0] += byte % 4
            while quarter.contains(where: excluded.contains) {
                for pair in [0, 2] where excluded.contains(quarter[pair]) || excluded.contains(quarter[pair + 1]) {
                    quarter[pair] += 1
                    quarter[pair + 1] -= 1
                }
            }
            for (turn, letter) in quarter.enumerated() { letters[4 * turn + place] = UInt8(letter) }
        }
        // Turned by one place, as the text begins in the twelfth column.
        return [letters[15]] + letters[..<15]
    }
}
