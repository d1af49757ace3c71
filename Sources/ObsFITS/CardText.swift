internal import ObsText

/// Makes strings from the bytes of cards.
enum CardText {
    /// The text of a range of bytes: UTF-8 where it is valid, otherwise Latin-1.
    ///
    /// Cards are ASCII; what else is found in them was written by programs that did not care, most often in one of
    /// these two.
    @inline(__always)
    static func string(_ card: CardBytes, _ range: Range<Int>) -> String {
        if range.count <= 15, let text = small(card, range) { return text }
        return card.with(range, string)
    }

    /// The text of up to 15 bytes that end in column 8 or behind it, which needs no memory; nil when they are not ASCII.
    @inline(__always)
    private static func small(_ card: CardBytes, _ range: Range<Int>) -> String? {
        let count = range.count
        guard count > 0 else { return "" }
        // The last eight bytes overlap those before: what was read already is shifted out.
        let last = card.word(at: range.upperBound &- 8)
        let first = count < 8 ? last &>> UInt64(64 &- 8 &* count) : card.word(at: range.lowerBound)
        let second = count <= 8 ? 0 : last &>> UInt64(128 &- 8 &* count)
        guard (first | second) & PackedName.notASCII == 0 else { return nil }
        return unsafe String(unsafeUninitializedCapacity: 15) { bytes in
            let bytes = UnsafeMutableRawBufferPointer(bytes)
            unsafe bytes.storeBytes(of: first.littleEndian, as: UInt64.self)
            // The second eight bytes overlap the first ones by one.
            unsafe bytes.storeBytes(of: (first &>> 56 | second &<< 8).littleEndian, toByteOffset: 7, as: UInt64.self)
            return count
        }
    }

    /// The text of bytes: UTF-8 where it is valid, otherwise Latin-1.
    static func string(_ bytes: Span<UInt8>) -> String {
        guard let text = try? UTF8Span(validating: bytes) else { return latin1(bytes) }
        return String(copying: text)
    }

    /// Whether all bytes are ASCII and none is a letter in lower case (or one of `` ` { | } ~ `` and DEL), eight at a time.
    @inline(__always)
    static func hasNoLowerCase(_ bytes: Span<UInt8>) -> Bool {
        var place = 0
        while place &+ 8 <= bytes.count {
            if PackedName.mayNeedUpper(bytes.word(at: place)) { return false }
            place &+= 8
        }
        if place < bytes.count, bytes.count >= 8 {
            // The last eight bytes overlap those before.
            return !PackedName.mayNeedUpper(bytes.word(at: bytes.count &- 8))
        }
        return bytes.firstIndex(from: place) { PackedName.mayNeedUpper(UInt64($0)) } == nil
    }

    /// The text of a string value, each doubled quote made single.
    static func unescaped(_ card: CardBytes, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            bytes.append(card[place])
            place += card[place] == ASCII.quote ? 2 : 1
        }
        return string(bytes.span)
    }

    private static func latin1(_ bytes: Span<UInt8>) -> String {
        var text = ""
        text.reserveCapacity(bytes.count * 2)
        for place in 0..<bytes.count { text.unicodeScalars.append(Unicode.Scalar(bytes[place])) }
        return text
    }
}
