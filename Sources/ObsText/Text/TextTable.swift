/// A table from texts to values that is made once and looked up often, in a fraction of the time of a dictionary.
///
/// Texts are the same when their UTF-8 is.
package final class TextTable<Value: Sendable>: Sendable {
    @usableFromInline package let texts: [String]
    @usableFromInline package let values: [Value]
    /// The number of an entry from 1, 0 where none is; open addressing.
    @usableFromInline package let slots: [UInt32]

    /// The number of entries.
    package var count: Int { texts.count }

    /// A table.
    ///
    /// - Parameter entries: the values by their texts
    package init(_ entries: [String: Value]) {
        texts = Array(entries.keys)
        values = Array(entries.values)
        var size = 4
        while size < 2 * entries.count { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        for (number, text) in texts.enumerated() {
            var place = Self.hash(text) & (size - 1)
            while slots[place] != 0 { place = (place + 1) & (size - 1) }
            slots[place] = UInt32(number + 1)
        }
        self.slots = slots
    }

    /// Whether there is no entry.
    package var isEmpty: Bool { texts.isEmpty }

    /// The value of a text, nil when there is none.
    @inlinable
    package subscript(text: String) -> Value? {
        var place = Self.hash(text) & (slots.count - 1)
        while slots[place] != 0 {
            let number = Int(slots[place]) - 1
            if texts[number] == text { return values[number] }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    @usableFromInline
    package static func hash(_ text: String) -> Int {
        text.utf8.span.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { Int(truncatingIfNeeded: ByteHash.hash($0, bytes.count)) } ?? 0
        }
    }
}
