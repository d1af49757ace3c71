internal import ObsText

/// Finds keys of large mappings by hash, so that neither look-up nor the search for duplicates is quadratic.
///
/// The index of a mapping lies in the arena's `slots`, from offset `keyIndex - 1`: size of the table (0: none, the
/// mapping is small), number of merged mappings, their records in order of precedence, then the table of 1 + ordinal
/// of a pair, open addressing, 0 for a free slot.
enum KeyIndex {
    /// Mappings with fewer pairs are searched one key after the other.
    static let smallestTable = 9

    /// The scalar that a key is, or nil for a sequence or mapping.
    @inline(__always)
    static func scalar(_ index: UInt32, _ records: Span<Record>) -> Record? {
        var record = records[Int(index)]
        if record.kind == .alias { record = records[Int(record.start)] }
        return record.kind.isScalar ? record : nil
    }

    /// Whether a key is a scalar of this text.
    @inline(__always)
    static func isScalar(_ index: UInt32, _ name: Span<UInt8>, _ records: Span<Record>, _ text: Span<UInt8>) -> Bool {
        guard let record = scalar(index, records), Int(record.count) == name.count else { return false }
        return text.extracting(record.text).equals(name)
    }

    /// Where the search for a key begins.
    static func place(of name: Span<UInt8>, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: ByteHash.hash(name)) & mask
    }

    /// Fills `slots` with the index of a mapping when it needs one, and finds the pairs whose key came before.
    ///
    /// - Parameters:
    ///   - pairs: Records of keys and values in turn.
    ///   - records: The records of the arena.
    ///   - text: The text of the arena.
    ///   - merges: Records of the merged mappings in order of precedence.
    ///   - slots: Takes the index; it is empty.
    /// - Returns: Whether there is an index, and ordinals of equal pairs (earlier, later).
    static func build(
        _ pairs: Span<UInt32>, _ records: Span<Record>, _ text: Span<UInt8>, merges: [UInt32],
        into slots: inout [UInt32]
    ) -> (isIndexed: Bool, duplicates: [(earlier: Int, later: Int)]) {
        let count = pairs.count / 2
        guard count >= smallestTable else {
            let duplicates = duplicatesOfFew(pairs, records, text)
            guard !merges.isEmpty else { return (false, duplicates) }
            slots.append(0)
            slots.append(UInt32(merges.count))
            slots.append(contentsOf: merges)
            return (true, duplicates)
        }
        let size = tableSize(count)
        slots.append(UInt32(size))
        slots.append(UInt32(merges.count))
        slots.append(contentsOf: merges)
        let base = slots.count
        slots.append(contentsOf: repeatElement(0, count: size))
        var duplicates: [(earlier: Int, later: Int)] = []
        let mask = size &- 1
        for ordinal in 0..<count {
            guard let key = scalar(pairs[2 &* ordinal], records) else { continue }
            let name = text.extracting(key.text)
            var at = place(of: name, mask)
            while true {
                let taken = slots[base &+ at]
                if taken == 0 {
                    slots[base &+ at] = UInt32(ordinal &+ 1)
                    break
                }
                let earlier = Int(taken) &- 1
                if isScalar(pairs[2 &* earlier], name, records, text) {
                    duplicates.append((earlier, ordinal))
                    slots[base &+ at] = UInt32(ordinal &+ 1)
                    break
                }
                at = (at &+ 1) & mask
            }
        }
        return (true, duplicates)
    }

    private static func tableSize(_ count: Int) -> Int {
        1 << (Int.bitWidth - (2 * count - 1).leadingZeroBitCount)
    }

    private static func duplicatesOfFew(
        _ pairs: Span<UInt32>, _ records: Span<Record>, _ text: Span<UInt8>
    ) -> [(earlier: Int, later: Int)] {
        var duplicates: [(earlier: Int, later: Int)] = []
        var later = 1
        while 2 &* later < pairs.count {
            if let key = scalar(pairs[2 &* later], records) {
                let name = text.extracting(key.text)
                for earlier in 0..<later {
                    guard isScalar(pairs[2 &* earlier], name, records, text) else { continue }
                    duplicates.append((earlier, later))
                    break
                }
            }
            later &+= 1
        }
        return duplicates
    }
}
