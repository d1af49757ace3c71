/// The 80 bytes of a card, looked through eight at a time; valid as long as what it was made of.
@safe
struct CardBytes {
    private let bytes: UnsafeRawPointer

    /// The bytes of the card that begins here; whoever says so knows that there are 80 of them.
    @inline(__always)
    init(at start: UnsafeRawPointer) { unsafe bytes = start }

    /// Lends the bytes of a range.
    @inline(__always)
    func with<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= CardFields.length, "a card has 80 bytes")
        let start = unsafe bytes.advanced(by: range.lowerBound).assumingMemoryBound(to: UInt8.self)
        return unsafe body(UnsafeBufferPointer(start: start, count: range.count).span)
    }

    /// Lends all bytes.
    @inline(__always)
    func with<Result>(_ body: (Span<UInt8>) -> Result) -> Result { with(0..<CardFields.length, body) }

    /// The keyword field as it stands, packed; it may hold bytes that are not ASCII.
    @inline(__always)
    var field: UInt64 { word(at: 0).byteSwapped }

    /// The byte at a place below 80.
    @inline(__always)
    subscript(place: Int) -> UInt8 {
        assert(place >= 0 && place < CardFields.length, "a card has 80 bytes")
        return unsafe bytes.load(fromByteOffset: place, as: UInt8.self)
    }

    /// Where the last eight bytes begin.
    private static let last = CardFields.length - 8

    /// Eight bytes from a place up to 72 on, the first one in the lowest bits.
    @inline(__always)
    func word(at place: Int) -> UInt64 {
        assert(place >= 0 && place <= Self.last, "eight bytes are left of the card")
        return UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// What is left from a place among the last eight bytes on, and zeros behind it.
    @inline(__always)
    private func rest(from place: Int) -> UInt64 { word(at: Self.last) &>> UInt64(8 &* (place &- Self.last)) }

    /// Where the first byte is that is no blank, 80 when there is none.
    @inline(__always)
    func skippingBlanks(from start: Int) -> Int {
        var place = start
        // Behind the value most cards are blank.
        while place <= CardFields.length - 32, isBlank32(from: place) { place &+= 32 }
        while place <= Self.last {
            let difference = word(at: place) ^ PackedName.blank
            if difference != 0 { return place &+ difference.trailingZeroBitCount &>> 3 }
            place &+= 8
        }
        guard place < CardFields.length else { return CardFields.length }
        return place &+ (rest(from: place) ^ PackedName.blank).trailingZeroBitCount &>> 3
    }

    /// Whether 32 bytes from a place up to 48 on are blanks.
    @inline(__always)
    private func isBlank32(from place: Int) -> Bool {
        let first = (word(at: place) ^ PackedName.blank) | (word(at: place &+ 8) ^ PackedName.blank)
        let second = (word(at: place &+ 16) ^ PackedName.blank) | (word(at: place &+ 24) ^ PackedName.blank)
        return first | second == 0
    }

    /// Where a byte or another, which are not zero, comes next; 80 when neither does.
    @inline(__always)
    func first(_ byte: UInt8, or other: UInt8, from start: Int) -> Int {
        var place = start
        while place <= Self.last {
            let word = word(at: place)
            let marks = Self.marks(byte, in: word) | Self.marks(other, in: word)
            if marks != 0 { return place &+ marks.trailingZeroBitCount &>> 3 }
            place &+= 8
        }
        guard place < CardFields.length else { return CardFields.length }
        let rest = rest(from: place)
        let marks = Self.marks(byte, in: rest) | Self.marks(other, in: rest)
        return marks == 0 ? CardFields.length : place &+ marks.trailingZeroBitCount &>> 3
    }

    /// Where a byte, which is not zero, comes next; 80 when it does not.
    @inline(__always)
    func first(_ byte: UInt8, from start: Int) -> Int { first(byte, or: byte, from: start) }

    /// A word whose lowest bit that is set is in the first byte that is equal; bits above it mean nothing.
    @inline(__always)
    private static func marks(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// The end of the bytes from `start`, 8 at least, to `end` without their trailing blanks.
    @inline(__always)
    func endOfText(_ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start {
            let word = word(at: end &- 8).byteSwapped
            let difference = word ^ PackedName.blank
            if difference != 0 { return max(start, end &- difference.trailingZeroBitCount &>> 3) }
            end &-= 8
        }
        return start
    }
}
