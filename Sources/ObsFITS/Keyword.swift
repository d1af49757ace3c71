internal import ObsText

/// The name of a FITS card.
///
/// Trailing blanks do not count, and neither does the word `HIERARCH` before a long name: `"HIERARCH ESO DET ID"` and
/// `"ESO DET ID"` are the same keyword. Neither does the case of ASCII letters: FITS has upper case (4.0, section
/// 4.1.2.1), and files with `exptime` or `Filter` exist. `name` keeps the case that was written.
public struct Keyword: Hashable, Sendable {
    /// What tables are indexed by: a name of at most eight ASCII bytes in upper case, blank padded, the first byte the
    /// most significant; of any other name a hash with the top bit set, which no ASCII name has.
    let key: UInt64

    /// The name as it was written when `key` does not say it: a longer one, or one with letters in lower case or beyond
    /// ASCII; otherwise empty.
    let written: String

    /// Makes the keyword of this name.
    public init(_ name: String) {
        let bytes = name.utf8.span
        self.init(utf8: bytes)
    }

    /// Makes the keyword from the bytes of its name.
    package init(utf8 name: Span<UInt8>) {
        let range = Self.significantPart(of: name)
        let part = name.extracting(range)
        if let packed = Self.packed(name, range) {
            let key = PackedName.upper(packed)
            self.init(key: key, written: key == packed ? "" : String(decoding: part))
            return
        }
        self.init(key: Self.hashed(part), written: String(decoding: part))
    }

    /// Makes the keyword of more than eight bytes of ASCII in upper case that neither end in a blank nor begin with
    /// `HIERARCH`.
    init(longASCII name: Span<UInt8>) {
        self.init(key: Self.hashed(upper: name), written: String(decoding: name))
    }

    /// Makes the keyword of a packed name in upper case.
    init(packed key: UInt64) {
        self.init(key: key, written: "")
    }

    private init(key: UInt64, written: String) {
        self.key = key
        self.written = written
    }

    /// Whether `key` is the name itself and not a hash of it.
    var isPacked: Bool { key & 1 << 63 == 0 }

    /// The name as it was written, without padding and without `HIERARCH`; empty for a blank keyword.
    public var name: String { written.isEmpty ? packedName : written }

    /// The name in upper case, by which keywords are compared: `EXPTIME` of `exptime`.
    package var canonicalName: String {
        if isPacked { return packedName }
        return Self.upper(written) ?? written
    }

    private var packedName: String {
        let length = 8 - Self.trailingBlanks(in: key)
        let bytes = InlineArray<8, UInt8> { UInt8(truncatingIfNeeded: key >> UInt64(56 - 8 * $0)) }
        return String(decoding: bytes.span.extracting(..<length))
    }

    /// Says whether two keywords have the same name, in whatever case.
    public static func == (left: Keyword, right: Keyword) -> Bool {
        left.key == right.key
            && (left.isPacked || left.written == right.written || left.canonicalName == right.canonicalName)
    }

    /// Feeds the name to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
    }
}

extension Keyword {
    /// The names of keywords, each once, in upper case and in alphabetical order.
    package static func names(of keywords: [Keyword]) -> [String] {
        var packed = keywords.lazy.filter(\.isPacked).map(\.key).sorted()[...]
        var names: [String] = []
        while let key = packed.popFirst() {
            if packed.first != key { names.append(Keyword(packed: key).packedName) }
        }
        let long = Set(keywords.lazy.filter { !$0.isPacked }.map(\.canonicalName))
        return long.isEmpty ? names : (names + long).sorted()
    }
}

extension Keyword: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Makes the keyword of this name.
    public init(stringLiteral name: String) {
        self.init(name)
    }

    /// The name.
    public var description: String { name }
}

extension Keyword {
    /// Makes the keyword of a numbered series, such as `NAXIS2`; the name must fit into eight bytes.
    init(_ prefix: PackedName.Prefix, _ number: Int) {
        var digits: UInt64 = 0
        var length = 0
        var rest = number
        repeat {
            digits |= UInt64(0x30 + rest % 10) << UInt64(8 * length)
            length += 1
            rest /= 10
        } while rest > 0 && length < 8 - prefix.length
        let shift = UInt64(8 * (8 - prefix.length - length))
        let blanks: UInt64 = 0x2020_2020_2020_2020 & ((1 << shift) - 1)
        self.init(packed: prefix.bytes | digits << shift | blanks)
    }

    /// The hash that stands for a name which cannot be packed: that of the name in upper case.
    private static func hashed(_ name: Span<UInt8>) -> UInt64 {
        if CardText.hasNoLowerCase(name) { return hashed(upper: name) }
        let upper = name.array.map(ASCII.upper)
        return hashed(upper: upper.span)
    }

    /// The hash of a name without lower case.
    ///
    /// It is SipHash with the seed of the process, so that no file can be made whose names collide. Two different long
    /// names share the 63 bits once in 10^13 headers of a thousand such names.
    static func hashed(upper name: Span<UInt8>) -> UInt64 {
        var hasher = Hasher()
        var place = 0
        while place &+ 8 <= name.count {
            hasher.combine(name.word(at: place))
            place &+= 8
        }
        while place < name.count {
            hasher.combine(name[place])
            place &+= 1
        }
        return UInt64(bitPattern: Int64(hasher.finalize())) | 1 << 63
    }

    /// The packed form of the bytes in `range`, or nil when there are more than eight or some are not ASCII.
    static func packed(_ name: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard range.count <= 8 else { return nil }
        var key: UInt64 = 0x2020_2020_2020_2020
        var shift: UInt64 = 56
        for index in range {
            let byte = name[index]
            guard byte < 0x80 else { return nil }
            key ^= UInt64(byte ^ 0x20) << shift
            shift &-= 8
        }
        return key
    }

    /// A text in upper case; nil when it is that already.
    private static func upper(_ text: String) -> String? {
        guard text.utf8.contains(where: { ASCII.upper($0) != $0 }) else { return nil }
        return String(decoding: text.utf8.map(ASCII.upper), as: UTF8.self)
    }

    /// How many bytes at the end of a packed name are padding.
    private static func trailingBlanks(in key: UInt64) -> Int {
        (key ^ 0x2020_2020_2020_2020).trailingZeroBitCount / 8
    }

    /// The bytes of a name without trailing blanks and without a leading `HIERARCH` and its blanks.
    private static func significantPart(of name: Span<UInt8>) -> Range<Int> {
        var end = name.count
        while end > 0, name[end - 1] == ASCII.blank { end -= 1 }
        guard end > 9, name[8] == ASCII.blank, packed(name, 0..<8).map(PackedName.upper) == PackedName.hierarch
        else { return 0..<end }
        var start = 9
        while start < end, name[start] == ASCII.blank { start += 1 }
        return start..<end
    }
}
