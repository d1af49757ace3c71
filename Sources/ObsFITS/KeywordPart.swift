/// A piece of the names of cards in upper case, by which some of them are looked for.
package struct KeywordPart: Sendable {
    private let bytes: [UInt8]
    /// Whether the names begin with it.
    private let isPrefix: Bool
    /// The bytes of a piece that fits into a packed name, the last one in the lowest bits.
    private let packed: UInt64
    private let mask: UInt64
    /// By how much a packed name is shifted so that its first bytes are compared with the piece.
    private let shift: UInt64
    /// Whether only the first bytes of a name are compared: a piece of eight letters is the whole name or not in it.
    private let isOneComparison: Bool
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
        shift = UInt64(64 - 8 * min(bytes.count, 8))
        isOneComparison = isPrefix || bytes.count >= 8
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

    /// Whether the piece fills a packed name or does not fit into one.
    var isLong: Bool { count >= 8 }

    /// The name that a piece of eight bytes is.
    var wholeName: Keyword? { count == 8 ? Keyword(packed: packed) : nil }

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

    /// The keyword of a card when the piece is in it.
    @inline(__always)
    func keyword(of card: CardBytes) -> Keyword? {
        card.hasPlainName ? keyword(ofPlain: card) : oddKeyword(of: card)
    }

    /// The keyword of a card whose keyword field is the whole name in upper case, when the piece is in it.
    @inline(__always)
    func keyword(ofPlain card: CardBytes) -> Keyword? {
        let field = card.field
        if isOneComparison, field &>> shift != packed { return nil }
        return isIn(packed: field) ? Keyword(packed: field) : nil
    }

    /// The same of a card whose keyword field is not the whole name: the name is looked at before a keyword is made of it.
    @inline(never)
    private func oddKeyword(of card: CardBytes) -> Keyword? {
        if let name = card.longName { return card.with(name) { isIn($0) ? Keyword(longASCII: $0) : nil } }
        let keyword = card.keyword
        return isIn(keyword) ? keyword : nil
    }

    /// Whether the piece is in the name of a keyword.
    func isIn(_ keyword: Keyword) -> Bool {
        guard !keyword.isPacked else { return isIn(packed: keyword.key) }
        return isIn(keyword.canonicalName.utf8.span)
    }

    private func isIn(_ name: Span<UInt8>) -> Bool {
        let last = isPrefix ? 0 : name.count - count
        guard name.count >= count else { return false }
        var start = 0
        while start <= last {
            var length = 0
            while length < count, name[start &+ length] == bytes[length] { length &+= 1 }
            if length == count { return true }
            start &+= 1
        }
        return false
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
