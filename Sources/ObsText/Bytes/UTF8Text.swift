/// Well-formedness of UTF-8 (Unicode, table 3-7).
package enum UTF8Text {
    /// Length and value of the character at an offset, or nil when the bytes there are not well-formed.
    @inline(__always)
    package static func character(_ text: Span<UInt8>, _ at: Int) -> (length: Int, value: UInt32)? {
        let first = text[at]
        if first < 0x80 { return (1, UInt32(first)) }
        let left = text.count &- at
        switch first {
        case 0xC2...0xDF:
            guard left >= 2, isTrail(text[at &+ 1]) else { return nil }
            return (2, UInt32(first & 0x1F) << 6 | UInt32(text[at &+ 1] & 0x3F))
        case 0xE0...0xEF:
            guard left >= 3, isTrail(text[at &+ 1]), isTrail(text[at &+ 2]) else { return nil }
            let value = UInt32(first & 0x0F) << 12 | UInt32(text[at &+ 1] & 0x3F) << 6 | UInt32(text[at &+ 2] & 0x3F)
            guard value >= 0x800, !(0xD800...0xDFFF).contains(value) else { return nil }
            return (3, value)
        case 0xF0...0xF4:
            guard left >= 4, isTrail(text[at &+ 1]), isTrail(text[at &+ 2]), isTrail(text[at &+ 3]) else { return nil }
            let high = UInt32(first & 0x07) << 18 | UInt32(text[at &+ 1] & 0x3F) << 12
            let value = high | UInt32(text[at &+ 2] & 0x3F) << 6 | UInt32(text[at &+ 3] & 0x3F)
            guard (0x10000...0x10FFFF).contains(value) else { return nil }
            return (4, value)
        default:
            return nil
        }
    }

    @inline(__always)
    private static func isTrail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// Appends a character; surrogates cannot be given.
    package static func append(_ value: UInt32, to text: inout [UInt8]) {
        switch value {
        case 0..<0x80:
            text.append(UInt8(value))
        case 0x80..<0x800:
            text.append(UInt8(0xC0 | value >> 6))
            text.append(UInt8(0x80 | value & 0x3F))
        case 0x800..<0x10000:
            text.append(UInt8(0xE0 | value >> 12))
            text.append(UInt8(0x80 | value >> 6 & 0x3F))
            text.append(UInt8(0x80 | value & 0x3F))
        default:
            text.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
            text.append(UInt8(0x80 | value >> 12 & 0x3F))
            text.append(UInt8(0x80 | value >> 6 & 0x3F))
            text.append(UInt8(0x80 | value & 0x3F))
        }
    }

    /// Bytes of a byte order mark at the start of a text: 3 or 0.
    package static func byteOrderMark(_ text: Span<UInt8>) -> Int {
        text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
    }
}

/// Looks at eight bytes at once.
package enum EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Number of leading bytes (in memory order) that are ASCII from 0x20, not a quotation mark and not a backslash.
    @inline(__always)
    package static func plainJSON(_ word: UInt64) -> Int {
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let found = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) | word
        return (found & tops).trailingZeroBitCount >> 3
    }

    /// Whether a byte is LF or CR.
    @inline(__always)
    package static func hasLineBreak(_ word: UInt64) -> Bool {
        let feeds = word ^ (ones &* 0x0A)
        let returns = word ^ (ones &* 0x0D)
        return ((feeds &- ones) & ~feeds | (returns &- ones) & ~returns) & tops != 0
    }

    /// Whether all bytes are printable ASCII or line feeds.
    @inline(__always)
    package static func isPlainYAML(_ word: UInt64) -> Bool {
        let feeds = word ^ (ones &* 0x0A)
        let isFeed = ~(((feeds & ~tops) &+ ~tops) | feeds) & tops
        let isControl = ~(((word & ~tops) &+ (ones &* 0x60)) | word) & tops
        let deletes = word ^ (ones &* 0x7F)
        let isDelete = ~(((deletes & ~tops) &+ ~tops) | deletes) & tops
        return (word & tops) | (isControl & ~isFeed) | isDelete == 0
    }
}
