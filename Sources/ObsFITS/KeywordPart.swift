/// A piece of the names of cards, by which some of them are looked for.
package struct KeywordPart: Sendable {
    private let bytes: [UInt8]
    /// Whether the names begin with it.
    private let isPrefix: Bool
    /// The bytes of a piece that fits into a packed name, the last one in the lowest bits.
    private let packed: UInt64
    private let mask: UInt64
    private let count: Int

    /// A piece of names; nil when it is empty or not of letters, digits, `_`, `-` and blanks.
    ///
    /// - Parameters:
    ///   - bytes: the bytes of the piece
    ///   - isPrefix: whether the names must begin with it
    package init?(_ bytes: [UInt8], isPrefix: Bool) {
        guard !bytes.isEmpty, bytes.allSatisfy(Self.isUsable) else { return nil }
        self.bytes = bytes
        self.isPrefix = isPrefix
        count = bytes.count
        packed = bytes.count > 8 ? 0 : bytes.reduce(0) { $0 << 8 | UInt64($1) }
        mask = bytes.count >= 8 ? .max : 1 << UInt64(8 * bytes.count) - 1
    }

    private static func isUsable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
            UInt8(ascii: " "), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Whether the piece is in a packed name.
    @inline(__always)
    func isIn(packed key: UInt64) -> Bool {
        let last = 8 &- (key ^ PackedName.blank).trailingZeroBitCount &>> 3 &- count
        var start = 0
        while start <= last {
            if (key &>> UInt64(64 &- 8 &* (start &+ count))) & mask == packed { return true }
            if isPrefix { return false }
            start &+= 1
        }
        return false
    }

    /// The first card whose name may have the piece in it.
    ///
    /// - Parameters:
    ///   - bytes: cards of 80 bytes
    ///   - start: the number of the first card to look at
    ///   - end: the number of cards
    /// - Returns: the number of the card, `end` when there is none
    func nextPlace(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        let cards = UnsafeRawBufferPointer(bytes)
        precondition(end * CardFields.length <= cards.count, "there are not as many cards")
        let (packed, shift) = (packed, UInt64(64 &- 8 &* min(count, 8)))
        let isOneComparison = isPrefix || count >= 8
        var number = start
        while number < end {
            let field = UInt64(
                bigEndian: cards.loadUnaligned(fromByteOffset: number &* CardFields.length, as: UInt64.self))
            if field & 0x8080_8080_8080_8080 != 0 || field == PackedName.hierarch { return number }
            // A piece of eight letters is the whole name or not in it.
            if isOneComparison ? field &>> shift == packed : isIn(packed: field) { return number }
            number &+= 1
        }
        return end
    }

    /// Whether the piece is in the name of a keyword.
    func isIn(_ keyword: Keyword) -> Bool {
        guard !keyword.longName.isEmpty else { return isIn(packed: keyword.key) }
        let name = Array(keyword.longName.utf8)
        if isPrefix { return name.starts(with: bytes) }
        return name.indices.contains { name[$0...].starts(with: bytes) }
    }
}

/// What is asked of the name of a card.
enum KeywordTest {
    case contains(KeywordPart)
    case holds((Keyword) -> Bool)

    func isPassed(by keyword: Keyword) -> Bool {
        switch self {
        case .contains(let part): part.isIn(keyword)
        case .holds(let isWanted): isWanted(keyword)
        }
    }
}
