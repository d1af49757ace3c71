/// Where the keywords of a header are: an open-addressing table from `Keyword.key` to positions.
struct KeywordIndex: Sendable {
    /// The first and the last position of one keyword.
    struct Slot: Sendable {
        var key: UInt64 = 0
        /// Position + 1; 0 marks a free slot.
        var first: UInt32 = 0
        var last: UInt32 = 0
    }

    private let slots: [Slot]
    private let multiplier: UInt64
    private let shift: UInt64

    /// Probes beyond this length do not happen by chance: the names were made to collide.
    private static let longestProbe = 64

    /// Makes the table of positions 0 to `count - 1`.
    ///
    /// - Parameters:
    ///   - count: how many positions there are.
    ///   - key: the key at a position, or nil where none is to be found.
    init(count: Int, key: (Int) -> UInt64?) {
        var size = 8
        while size * 2 < count * 3 { size *= 2 }
        let shift = UInt64(64 - size.trailingZeroBitCount)
        var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var result: [Slot]? = nil
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

    private static func fill(
        _ size: Int, _ shift: UInt64, _ multiplier: UInt64, _ probeLimit: Int, _ count: Int, _ key: (Int) -> UInt64?
    ) -> [Slot]? {
        var isFilled = true
        let slots = [Slot](unsafeUninitializedCapacity: size) { buffer, initialized in
            buffer.initialize(repeating: Slot())
            initialized = size
            for position in 0..<count {
                guard let key = key(position) else { continue }
                var place = Int(truncatingIfNeeded: (key &* multiplier) >> shift)
                var probes = 0
                while buffer[place].first != 0, buffer[place].key != key {
                    place = (place + 1) & (size - 1)
                    probes += 1
                }
                guard probes <= probeLimit else {
                    isFilled = false
                    return
                }
                let mark = UInt32(truncatingIfNeeded: position + 1)
                if buffer[place].first == 0 {
                    buffer[place] = Slot(key: key, first: mark, last: mark)
                } else {
                    buffer[place].last = mark
                }
            }
        }
        return isFilled ? slots : nil
    }

    /// The slot of a key.
    @inline(__always)
    private func slot(_ key: UInt64) -> Slot? {
        slots.withUnsafeBufferPointer { slots in
            var place = Int(truncatingIfNeeded: (key &* multiplier) >> shift)
            while slots[place].first != 0 {
                if slots[place].key == key { return slots[place] }
                place = (place + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    /// The last position of a key.
    @inline(__always)
    func last(_ key: UInt64) -> Int? {
        guard let slot = slot(key) else { return nil }
        return Int(slot.last) - 1
    }

    /// The first position of a key.
    func first(_ key: UInt64) -> Int? {
        guard let slot = slot(key) else { return nil }
        return Int(slot.first) - 1
    }

    /// Whether a key has more than one position.
    func isRepeated(_ key: UInt64) -> Bool {
        guard let slot = slot(key) else { return false }
        return slot.first != slot.last
    }
}
