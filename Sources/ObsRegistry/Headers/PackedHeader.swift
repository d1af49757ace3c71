internal import ObsFITS
internal import ObsText

/// The cards of a header as two blobs: their keywords, which all files of an instrument share, and their values.
///
/// A number is as many bytes as it needs, a text its length and its bytes. A layout is the keywords one after the other.
struct PackedHeader {
    /// The keywords, each after its length.
    let layout: [UInt8]
    /// The values, each after a byte that says what it is.
    let cards: [UInt8]

    private enum Form: UInt8 {
        case undefined, no, yes, integer, largeInteger, real, complex, string, malformed
    }

    init(_ header: Header) {
        var layout: [UInt8] = []
        var cards: [UInt8] = []
        layout.reserveCapacity(header.count * 9)
        cards.reserveCapacity(header.count * 12)
        for card in header {
            layout.append(text: card.keyword.name)
            switch card.value {
            case .undefined: cards.append(Form.undefined.rawValue)
            case .logical(let truth): cards.append((truth ? Form.yes : .no).rawValue)
            case .integer(let number):
                cards.append(Form.integer.rawValue)
                // Small numbers of either sign are few bytes.
                let bits = Int64(number)
                cards.append(number: UInt64(bitPattern: bits << 1 ^ bits >> 63))
            case .largeInteger(let digits):
                cards.append(Form.largeInteger.rawValue)
                cards.append(text: digits)
            case .real(let number):
                cards.append(Form.real.rawValue)
                cards.append(bits: number.bitPattern)
            case .complex(let re, let im):
                cards.append(Form.complex.rawValue)
                cards.append(bits: re.bitPattern)
                cards.append(bits: im.bitPattern)
            case .string(let text):
                cards.append(Form.string.rawValue)
                cards.append(text: text)
            case .malformed(let text):
                cards.append(Form.malformed.rawValue)
                cards.append(text: text)
            }
        }
        self.layout = layout
        self.cards = cards
    }

    /// The header of the keywords of a layout and a blob of values; nil when that is damaged.
    static func header(keywords: [Keyword], cards bytes: [UInt8]) -> Header? {
        var cards: [Card] = []
        cards.reserveCapacity(keywords.count)
        var rest = bytes[...]
        for keyword in keywords {
            guard let value = value(&rest) else { return nil }
            cards.append(Card(keyword, value))
        }
        return rest.isEmpty ? Header(cards: cards) : nil
    }

    /// The keywords of a layout; nil when it is damaged.
    static func keywords(_ layout: [UInt8]) -> [Keyword]? {
        var rest = layout[...]
        var keywords: [Keyword] = []
        while !rest.isEmpty {
            guard let name = rest.takeText() else { return nil }
            keywords.append(Keyword(name))
        }
        return keywords
    }

    private static func value(_ rest: inout ArraySlice<UInt8>) -> HeaderValue? {
        guard let form = rest.popFirst().flatMap(Form.init) else { return nil }
        switch form {
        case .undefined: return .undefined
        case .no: return .logical(false)
        case .yes: return .logical(true)
        case .integer:
            guard let bits = rest.takeNumber() else { return nil }
            return .integer(Int(Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)))
        case .largeInteger:
            guard let digits = rest.takeText() else { return nil }
            return LargeInteger.digits(digits).map { .largeInteger($0) }
        case .real: return rest.takeBits().map { .real(Double(bitPattern: $0)) }
        case .complex:
            guard let re = rest.takeBits(), let im = rest.takeBits() else { return nil }
            return .complex(Double(bitPattern: re), Double(bitPattern: im))
        case .string: return rest.takeText().map { .string($0) }
        case .malformed: return rest.takeText().map { .malformed($0) }
        }
    }
}

extension [UInt8] {
    /// A number in groups of seven bits, the lowest first; the eighth bit says that more follow.
    fileprivate mutating func append(number: UInt64) {
        var number = number
        while number > 127 {
            append(UInt8(truncatingIfNeeded: number) | 128)
            number >>= 7
        }
        append(UInt8(number))
    }

    fileprivate mutating func append(bits: UInt64) {
        for place in 0..<8 { append(UInt8(truncatingIfNeeded: bits >> (place * 8))) }
    }

    fileprivate mutating func append(text: String) {
        append(number: UInt64(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeNumber() -> UInt64? {
        var number: UInt64 = 0
        for place in 0..<10 {
            guard let byte = popFirst(), place < 9 || byte <= 1 else { return nil }
            number |= UInt64(byte & 127) << (place * 7)
            if byte < 128 { return number }
        }
        return nil
    }

    fileprivate mutating func takeBits() -> UInt64? {
        guard count >= 8 else { return nil }
        var bits: UInt64 = 0
        for place in 0..<8 { bits |= UInt64(self[startIndex + place]) << (place * 8) }
        removeFirst(8)
        return bits
    }

    fileprivate mutating func takeText() -> String? {
        guard let length = takeNumber(), length <= UInt64(count) else { return nil }
        let text = String(validating: self[startIndex..<startIndex + Int(length)], as: UTF8.self)
        removeFirst(Int(length))
        return text
    }
}
