/// Where the keywords of a header are: an open-addressing table of positions.
///
/// A slot takes four bytes, so that the table of an ordinary header fits into the nearest cache; the key itself is
/// compared where the card is, which a look-up touches in any case.
struct KeywordIndex: Sendable {
    /// What a look-up finds.
    struct Place {
        /// The last position of the keyword.
        let last: Int
        /// Whether there are others before it.
        let isRepeated: Bool
    }

    // A slot: position + 1 in the low 24 bits (0 marks a free slot), then whether the key is repeated, then 7 bits of
    // the hash.
    private static let positionMask: UInt32 = 0x00FF_FFFF
    private static let repeatedBit: UInt32 = 0x0100_0000
    private static let tagMask: UInt32 = 0xFE00_0000

    private let slots: [UInt32]
    private let multiplier: UInt64
    private let shift: UInt64

    /// Probes beyond this length do not happen by chance: the names were made to collide.
    private static let longestProbe = 64

    /// The largest number of positions; 1.3 GB of cards.
    static let limit = Int(positionMask) - 1

    /// Makes the table of positions 0 to `count - 1`.
    ///
    /// - Parameters:
    ///   - count: how many positions there are; at most `limit`.
    ///   - key: the key at a position, or nil where none is to be found.
    init(count: Int, key: (Int) -> UInt64?) {
        precondition(count <= Self.limit, "a header holds at most \(Self.limit) cards")
        var size = 8
        while size * 2 < count * 3 { size *= 2 }
        let shift = UInt64(64 - size.trailingZeroBitCount)
        var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var result: [UInt32]? = nil
        var probeLimit = Self.longestProbe
        while result == nil {
            result = Self.fill(size, shift, multiplier, probeLimit, count, key)
            if result == nil {
                multiplier = UInt64.random(in: .min ... .max) | 1
                probeLimit *= 2
            }
        }
        self.slots = result ?? []
        self.multiplier = multiplier
        self.shift = shift
    }

    /// The bits of a hash that are kept in the slot: those behind the ones that choose it.
    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 8) & tagMask }

    private static func fill(
        _ size: Int, _ shift: UInt64, _ multiplier: UInt64, _ probeLimit: Int, _ count: Int, _ key: (Int) -> UInt64?
    ) -> [UInt32]? {
        var slots = [UInt32](repeating: 0, count: size)
        for position in 0..<count {
            guard let wanted = key(position) else { continue }
            let hash = wanted &* multiplier
            let tag = tag(hash)
            var place = Int(truncatingIfNeeded: hash &>> shift)
            var repeated: UInt32 = 0
            var slot = slots[place]
            if slot != 0 {
                var probes = 0
                repeat {
                    let other = Int(slot & positionMask) &- 1
                    if slot & tagMask == tag, key(other) == wanted { break }
                    place = (place &+ 1) & (size &- 1)
                    probes &+= 1
                    slot = slots[place]
                } while slot != 0
                guard probes <= probeLimit else { return nil }
                if slot != 0 { repeated = repeatedBit }
            }
            slots[place] = tag | repeated | UInt32(truncatingIfNeeded: position &+ 1)
        }
        return slots
    }

    /// Asks memory for the slots of some keys, and then for what `touch` reads at their positions: all at once, so that a
    /// header which no cache holds costs one wait, not one for each key.
    ///
    /// - Parameters:
    ///   - keys: the keys that will be looked up.
    ///   - touch: reads something of the card at a position.
    /// - Returns: a number that depends on all that was read, so that the reads are not optimized away.
    @inline(__always)
    func prefetch(_ keys: Span<Keyword>, touch: (Int) -> UInt64) -> UInt32 {
        var sum: UInt32 = 0
        for number in 0..<keys.count { sum &+= slots[start(keys[number].key)] }
        for number in 0..<keys.count {
            let slot = slots[start(keys[number].key)]
            if slot != 0 { sum &+= UInt32(truncatingIfNeeded: touch(Int(slot & Self.positionMask) &- 1)) }
        }
        return sum
    }

    /// Where the search for a key begins.
    @inline(__always)
    private func start(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* multiplier) &>> shift) }

    /// Where a key is, or nil.
    ///
    /// - Parameters:
    ///   - key: the key to find.
    ///   - hasKey: whether the key at a position that was indexed is this one.
    /// - Returns: the last position, and whether there are others.
    @inline(__always)
    func place(of key: UInt64, hasKey: (Int) -> Bool) -> Place? {
        let tag = Self.tag(key &* multiplier)
        var place = start(key)
        var slot = slots[place]
        while slot != 0 {
            if slot & Self.tagMask == tag {
                let last = Int(slot & Self.positionMask) &- 1
                if hasKey(last) { return Place(last: last, isRepeated: slot & Self.repeatedBit != 0) }
            }
            place = (place &+ 1) & (slots.count &- 1)
            slot = slots[place]
        }
        return nil
    }
}
