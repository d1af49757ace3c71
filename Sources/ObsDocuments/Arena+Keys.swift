internal import ObsText

extension Arena {
    /// Offsets into `children` of the key and of the value behind it.
    struct Pair {
        let key: UInt32
        let value: UInt32
    }

    /// The pair of a mapping with this key: its own, else that of the first merged mapping which has it.
    func pair(_ name: Span<UInt8>, in mapping: UInt32) -> Pair? {
        if let found = ownPair(name, in: mapping) { return found }
        let merges = mergeCount(of: mapping)
        for ordinal in 0..<merges {
            if let found = ownPair(name, in: merge(ordinal, of: mapping)) { return found }
        }
        return nil
    }

    /// The pair that a mapping itself has for this key; of repeated keys the last one counts.
    func ownPair(_ name: Span<UInt8>, in mapping: UInt32) -> Pair? {
        let (ownRecords, ownText) = (records, text)
        let (records, text) = (ownRecords.span, ownText.span)
        let record = records[Int(mapping)]
        let first = Int(record.start)
        guard record.keyIndex != 0, slots[Int(record.keyIndex) - 1] != 0 else {
            var ordinal = Int(record.count) &- 1
            while ordinal >= 0 {
                let at = first &+ 2 &* ordinal
                if KeyIndex.isScalar(children[at], name, records, text) {
                    return Pair(key: children[at], value: children[at &+ 1])
                }
                ordinal &-= 1
            }
            return nil
        }
        let header = Int(record.keyIndex) - 1
        let base = header + 2 + Int(slots[header + 1])
        let mask = Int(slots[header]) &- 1
        var at = KeyIndex.place(of: name, mask)
        while slots[base &+ at] != 0 {
            let pair = first &+ 2 &* (Int(slots[base &+ at]) &- 1)
            if KeyIndex.isScalar(children[pair], name, records, text) {
                return Pair(key: children[pair], value: children[pair &+ 1])
            }
            at = (at &+ 1) & mask
        }
        return nil
    }

    /// Whether a merged pair is hidden by the mapping itself or by a mapping merged before it.
    func isHidden(key: UInt32, ofMerge ordinal: Int, in mapping: UInt32) -> Bool {
        let record = records[Int(resolved(key))]
        guard record.kind.isScalar else { return false }
        let text = text
        let name = text.span.extracting(record.text)
        if ownPair(name, in: mapping) != nil { return true }
        for earlier in 0..<ordinal where ownPair(name, in: merge(earlier, of: mapping)) != nil { return true }
        return false
    }

    /// Number of mappings that merge keys bring into a mapping, directly and through each other.
    func mergeCount(of mapping: UInt32) -> Int {
        let keyIndex = records[Int(mapping)].keyIndex
        return keyIndex == 0 ? 0 : Int(slots[Int(keyIndex)])
    }

    /// One of the merged mappings, in order of precedence.
    func merge(_ ordinal: Int, of mapping: UInt32) -> UInt32 {
        slots[Int(records[Int(mapping)].keyIndex) + 1 + ordinal]
    }
}
