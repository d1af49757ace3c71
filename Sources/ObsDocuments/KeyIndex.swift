internal import Glibc

/// Finds keys of large mappings in a sorted list, so that neither look-up nor the search for duplicates is quadratic.
///
/// The index of a mapping lies in the arena's `slots`, from offset `keyIndex - 1`: the number of sorted keys (0: the
/// mapping is small and its keys are not sorted), the number of merged mappings, their records in order of precedence,
/// then the ordinals of the pairs whose keys are scalars, in the order of the keys.
enum KeyIndex {
    /// Mappings with fewer pairs are searched one key after the other.
    static let smallestSorted = 9

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
        func equals(_ record: Record, _ name: UnsafeBufferPointer<UInt8>) -> Bool { order(record, name) == 0 }

        /// Negative, zero or positive where a key comes before a name, is the name or comes behind it.
        ///
        /// Short ones come first, those of one length in the order of their bytes.
        @inline(__always)
        func order(_ record: Record, _ name: UnsafeBufferPointer<UInt8>) -> Int {
            guard Int(record.count) == name.count else { return Int(record.count) &- name.count }
            guard let left = bytes(of: record).baseAddress, let right = name.baseAddress else { return 0 }
            return Int(memcmp(left, right, name.count))
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
        let isSorted = count >= smallestSorted
        guard isSorted || !merges.isEmpty else { return (0, duplicatesOfFew(view, pairs)) }
        let offset = slots.count
        slots.append(0)
        slots.append(UInt32(merges.count))
        slots.append(contentsOf: merges)
        guard isSorted else { return (UInt32(offset + 1), duplicatesOfFew(view, pairs)) }
        let base = slots.count
        for ordinal in 0..<count where view.scalar(pairs[2 &* ordinal]) != nil { slots.append(UInt32(ordinal)) }
        slots[offset] = UInt32(slots.count - base)
        let duplicates = slots.withUnsafeMutableBufferPointer { slots in
            sort(UnsafeMutableBufferPointer(rebasing: slots[base...]), view, pairs)
        }
        return (UInt32(offset + 1), duplicates)
    }

    /// Sorts ordinals by their keys, equal ones by themselves, and finds the equal ones.
    private static func sort(
        _ ordinals: UnsafeMutableBufferPointer<UInt32>, _ view: View, _ pairs: UnsafeBufferPointer<UInt32>
    ) -> [(earlier: Int, later: Int)] {
        func order(_ left: UInt32, _ right: UInt32) -> Int {
            guard let key = view.scalar(pairs[2 &* Int(left)]), let other = view.scalar(pairs[2 &* Int(right)])
            else { return 0 }
            return view.order(key, view.bytes(of: other))
        }
        var ordinals = ordinals
        ordinals.sort { left, right in
            let found = order(left, right)
            return found == 0 ? left < right : found < 0
        }
        var duplicates: [(earlier: Int, later: Int)] = []
        for (left, right) in zip(ordinals, ordinals.dropFirst()) where order(left, right) == 0 {
            duplicates.append((Int(left), Int(right)))
        }
        return duplicates.sorted { $0.later < $1.later }
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
