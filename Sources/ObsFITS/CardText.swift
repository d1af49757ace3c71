/// Makes strings from the bytes of cards.
enum CardText {
    /// The text of a range of bytes: UTF-8 where it is valid, otherwise Latin-1.
    ///
    /// Cards are ASCII; what else is found in them was written by programs that did not care, most often in one of
    /// these two.
    static func string(_ card: Span<UInt8>, _ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        let bytes = card.extracting(range)
        if isASCII(bytes) { return ascii(bytes) }
        return bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) ?? latin1($0) }
    }

    /// A text of ASCII; one of up to 15 bytes needs no memory, and is made where it is asked for.
    @inline(__always)
    private static func ascii(_ bytes: Span<UInt8>) -> String {
        if bytes.count > 15 { return String(copying: UTF8Span(unchecked: bytes, isKnownASCII: true)) }
        return bytes.withUnsafeBufferPointer { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { $0.initialize(fromContentsOf: bytes) }
        }
    }

    /// Whether all bytes are ASCII, eight at a time.
    @inline(__always)
    private static func isASCII(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBytes { bytes in
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
            return all & 0x8080_8080_8080_8080 == 0
        }
    }

    /// The text of a string value, each doubled quote made single.
    static func unescaped(_ card: Span<UInt8>, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            bytes.append(card[place])
            place += card[place] == ASCII.quote ? 2 : 1
        }
        return string(bytes.span, 0..<bytes.count)
    }

    private static func latin1(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var text = ""
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }
}
