/// Makes strings from the bytes of cards.
enum CardText {
    /// The text of a range of bytes: UTF-8 where it is valid, otherwise Latin-1.
    ///
    /// Cards are ASCII; what else is found in them was written by programs that did not care, most often in one of
    /// these two.
    static func string(_ card: Span<UInt8>, _ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return card.extracting(range).withUnsafeBufferPointer { bytes in
            if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
            return String(validating: bytes, as: UTF8.self) ?? latin1(bytes)
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
