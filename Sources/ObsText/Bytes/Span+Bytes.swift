/// Bytes that somebody lends for the time of a call; every access is checked.
extension Span<UInt8> {
    /// The first byte, nil when there is none.
    @inlinable
    package var first: UInt8? { isEmpty ? nil : self[0] }

    /// The last byte, nil when there is none.
    @inlinable
    package var last: UInt8? { isEmpty ? nil : self[count - 1] }

    /// Where a byte comes next, nil when it does not.
    @inlinable
    package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        firstIndex(from: start) { $0 == byte }
    }

    /// Where the next byte of a kind is, nil when there is none.
    @inlinable
    package func firstIndex(from start: Int = 0, where isWanted: (UInt8) -> Bool) -> Int? {
        var place = start
        while place < count {
            if isWanted(self[place]) { return place }
            place &+= 1
        }
        return nil
    }

    /// Whether other bytes stand at the beginning.
    @inlinable
    package func starts(with others: some Sequence<UInt8>) -> Bool {
        var place = 0
        for byte in others {
            guard place < count, self[place] == byte else { return false }
            place &+= 1
        }
        return true
    }

    /// Whether the bytes are these, no more and no fewer.
    @inlinable
    package func equals(_ others: some Collection<UInt8>) -> Bool { others.count == count && starts(with: others) }

    /// Whether the bytes are those of another span.
    @inlinable
    package func equals(_ others: Span<UInt8>) -> Bool {
        guard count == others.count else { return false }
        var place = 0
        while place &+ 8 <= count {
            if word(at: place) != others.word(at: place) { return false }
            place &+= 8
        }
        while place < count {
            if self[place] != others[place] { return false }
            place &+= 1
        }
        return true
    }

    /// Eight bytes, the first one in the lowest bits.
    ///
    /// - Parameter place: where the first one is; there are seven behind it
    /// - Returns: the eight bytes
    @inlinable
    package func word(at place: Int) -> UInt64 {
        precondition(place >= 0 && place <= count &- 8, "eight bytes are there")
        return UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self))
    }

    /// The bytes in memory of their own.
    @inlinable
    package var array: [UInt8] {
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }
}

extension String {
    /// The text of bytes in UTF-8; what is none becomes the replacement character.
    @inlinable
    package init(decoding bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
