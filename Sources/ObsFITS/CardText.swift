/// Makes strings from the bytes of cards.
enum CardText {
    /// The text of a range of bytes: UTF-8 where it is valid, otherwise Latin-1.
    ///
    /// Cards are ASCII; what else is found in them was written by programs that did not care, most often in one of
    /// these two.
    @inline(__always)
    static func string(_ card: CardBytes, _ range: Range<Int>) -> String {
        if range.count <= 15, let text = small(card, range) { return text }
        return string(UnsafeRawBufferPointer(card.extracting(range)))
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
        return String(unsafeUninitializedCapacity: 15) { bytes in
            let bytes = UnsafeMutableRawBufferPointer(bytes)
            bytes.storeBytes(of: first.littleEndian, as: UInt64.self)
            // The second eight bytes overlap the first ones by one.
            bytes.storeBytes(of: (first &>> 56 | second &<< 8).littleEndian, toByteOffset: 7, as: UInt64.self)
            return count
        }
    }

    /// The text of bytes: UTF-8 where it is valid, otherwise Latin-1.
    static func string(_ bytes: UnsafeRawBufferPointer) -> String {
        guard !bytes.isEmpty else { return "" }
        if isASCII(bytes) { return ascii(bytes) }
        let bytes = bytes.assumingMemoryBound(to: UInt8.self)
        return String(validating: bytes, as: UTF8.self) ?? latin1(bytes)
    }

    /// A text of ASCII; one of up to 15 bytes needs no memory, and is made where it is asked for.
    @inline(__always)
    static func ascii(_ bytes: UnsafeRawBufferPointer) -> String {
        let bytes = bytes.assumingMemoryBound(to: UInt8.self)
        if bytes.count > 15 { return String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: true)) }
        return String(unsafeUninitializedCapacity: bytes.count) { $0.initialize(fromContentsOf: bytes) }
    }

    /// Whether all bytes are ASCII, eight at a time.
    @inline(__always)
    static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var all: UInt64 = 0
        var place = 0
        while place &+ 8 <= bytes.count {
            all |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            place &+= 8
        }
        while place < bytes.count {
            all |= UInt64(bytes[place])
            place &+= 1
        }
        return all & PackedName.notASCII == 0
    }

    /// Whether all bytes are ASCII and none is a letter in lower case (or one of `` ` { | } ~ `` and DEL), eight at a time.
    @inline(__always)
    static func hasNoLowerCase(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var place = 0
        while place &+ 8 <= bytes.count {
            if PackedName.mayNeedUpper(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) { return false }
            place &+= 8
        }
        if place < bytes.count, bytes.count >= 8 {
            // The last eight bytes overlap those before.
            let last = bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
            return !PackedName.mayNeedUpper(last)
        }
        return bytes[place...].allSatisfy { !PackedName.mayNeedUpper(UInt64($0)) }
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
        return bytes.withUnsafeBytes { string($0) }
    }

    private static func latin1(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var text = ""
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }
}
