internal import ObsText

/// Finds keys of large mappings by hash, so that neither look-up nor the search for duplicates is quadratic.
///
/// The index of a mapping lies in the arena's `slots`, from offset `keyIndex - 1`: size of the table (0: none, the
/// mapping is small), number of merged mappings, their records in order of precedence, then the table of 1 + ordinal
/// of a pair, open addressing, 0 for a free slot.
enum KeyIndex {
    /// Mappings with fewer pairs are searched one key after the other.
    static let smallestTable = 9

    /// Records and text of an arena while keys are compared.
    struct View {
        let records: UnsafeBufferPointer<Record>
        let text: UnsafeBufferPointer<UInt8>

        /// The scalar that a key is, or nil for a sequence or mapping.
        @inline(__always)
        func scalar(_ index: UInt32) -> Record? {
            var record = records[Int(index)]
            if record.kind == .alias { record = records[Int(record.start)] }
            return record.kind.isScalar ? record : nil
        }

        @inline(__always)
        func bytes(of record: Record) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: text[Int(record.start)..<Int(record.start) + Int(record.count)])
        }

        @inline(__always)
        func equals(_ record: Record, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
            guard Int(record.count) == name.count else { return false }
            guard let left = bytes(of: record).baseAddress, let right = name.baseAddress else { return name.isEmpty }
            return ByteHash.equal(left, right, name.count)
        }
    }

    /// Appends the index of a mapping to `slots` when it needs one, and finds the pairs whose key came before.
    ///
    /// - Parameters:
    ///   - view: Records and text.
    ///   - pairs: Records of keys and values in turn.
    ///   - merges: Records of the merged mappings in order of precedence.
    ///   - slots: Where the index goes.
    /// - Returns: What belongs in `Record.keyIndex`, and ordinals of equal pairs (earlier, later).
    static func build(
        _ view: View, pairs: UnsafeBufferPointer<UInt32>, merges: [UInt32], into slots: inout [UInt32]
    ) -> (keyIndex: UInt32, duplicates: [(earlier: Int, later: Int)]) {
        let count = pairs.count / 2
        guard count >= smallestTable else {
            let duplicates = duplicatesOfFew(view, pairs)
            guard !merges.isEmpty else { return (0, duplicates) }
            let offset = slots.count
            slots.append(0)
            slots.append(UInt32(merges.count))
            slots.append(contentsOf: merges)
            return (UInt32(offset + 1), duplicates)
        }
        let offset = slots.count
        let size = tableSize(count)
        slots.append(UInt32(size))
        slots.append(UInt32(merges.count))
        slots.append(contentsOf: merges)
        let base = slots.count
        slots.append(contentsOf: repeatElement(0, count: size))
        var duplicates: [(earlier: Int, later: Int)] = []
        slots.withUnsafeMutableBufferPointer { slots in
            let table = UnsafeMutableBufferPointer(rebasing: slots[base...])
            let mask = size &- 1
            for ordinal in 0..<count {
                guard let key = view.scalar(pairs[2 &* ordinal]) else { continue }
                let name = view.bytes(of: key)
                guard let start = name.baseAddress else { continue }
                var at = Int(truncatingIfNeeded: ByteHash.hash(start, name.count)) & mask
                while true {
                    let taken = table[at]
                    if taken == 0 {
                        table[at] = UInt32(ordinal &+ 1)
                        break
                    }
                    let earlier = Int(taken) &- 1
                    if let other = view.scalar(pairs[2 &* earlier]), view.equals(other, name) {
                        duplicates.append((earlier, ordinal))
                        table[at] = UInt32(ordinal &+ 1)
                        break
                    }
                    at = (at &+ 1) & mask
                }
            }
        }
        return (UInt32(offset + 1), duplicates)
    }

    private static func tableSize(_ count: Int) -> Int {
        1 << (Int.bitWidth - (2 * count - 1).leadingZeroBitCount)
    }

    private static func duplicatesOfFew(
        _ view: View, _ pairs: UnsafeBufferPointer<UInt32>
    ) -> [(earlier: Int, later: Int)] {
        var duplicates: [(earlier: Int, later: Int)] = []
        var later = 1
        while 2 &* later < pairs.count {
            if let key = view.scalar(pairs[2 &* later]) {
                let name = view.bytes(of: key)
                for earlier in 0..<later {
                    guard let other = view.scalar(pairs[2 &* earlier]), view.equals(other, name) else { continue }
                    duplicates.append((earlier, later))
                    break
                }
            }
            later &+= 1
        }
        return duplicates
    }
}
