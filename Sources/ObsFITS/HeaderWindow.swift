internal import ObsText

/// The part of a source in which the next header is looked for: read in few large pieces, never where data is.
final class HeaderWindow {
    private var source: any RangeReader
    /// The compressed source, to begin its stream again; nil of one that can be read at any place.
    private var packed: (source: any RangeReader, maximumLength: Int64)?
    private let maximumHeader: Int
    private var buffer: [UInt8]
    /// Whether the cards of the last header lie in the buffer, which is theirs then.
    private var isHandedOver = false
    /// Where in the source the buffer begins, and how much of it is read.
    private var start: Int64 = 0
    private var filled = 0
    /// How much to ask for when nothing of a header is there yet.
    private var step = fileStep
    /// How the source is compressed; nil when it is not, or comes decompressed.
    private var compression: Compression?
    private var isInflated = false

    /// Enough for the two headers of nearly every file, and little enough to cost nothing.
    private static let fileStep = 8 * 2880
    /// Inflating costs more than asking again.
    private static let inflatedStep = 2 * 2880

    /// Looks at the start of a source and says what it is if it is no FITS.
    ///
    /// - Throws: `FITSError`, whatever the source throws.
    init(_ source: any RangeReader, limits: HeaderReader.Limits) throws {
        self.source = source
        self.maximumHeader = max(limits.headerBytes, CardFields.length)
        self.buffer = Self.room(Self.fileStep)
        compression = (source as? KeptInflation)?.compression
        isInflated = compression != nil
        step = isInflated ? Self.inflatedStep : Self.fileStep
        try fill(FileSignature.length)
        if compression == nil, let found = withContents(Compression.init(beginning:)) {
            compression = found
            packed = (source, limits.inflatedBytes)
            self.source = try DecompressedRange(source, found, maximumLength: limits.inflatedBytes)
            isInflated = true
            filled = 0
            step = Self.inflatedStep
            try fill(FileSignature.length)
        }
        if let objection = withContents({ FileSignature.objection($0, within: compression) }) { throw objection }
    }

    /// The number of bytes in the source, nil when it is not known (yet).
    var length: Int64? { source.length }

    /// Goes to the next header.
    ///
    /// - Parameters:
    ///   - offset: where it should be.
    ///   - dataEnd: where the data before it ends, nil when there is none.
    /// - Returns: False when the source ends before `offset`.
    /// - Throws: `FITSError.truncated` when it ends before `dataEnd`; other `FITSError`s, whatever the source throws.
    func move(to offset: Int64, dataEnd: Int64?) throws -> Bool {
        keep(max(Int(start + Int64(filled) - offset), 0))
        start = offset
        if filled == 0, length.map({ $0 > offset }) ?? true { try readMore() }
        if filled == 0, let dataEnd { try checkData(to: dataEnd) }
        if filled == 0 { try (source as? StoredMember)?.verify() }
        return filled > 0
    }

    /// Whether the header begins with a card of this name.
    func begins(with name: UInt64) throws -> Bool {
        try fill(8)
        return filled >= 8 && withContents { $0.word(at: 0).byteSwapped == name }
    }

    /// Reads the header that begins here.
    ///
    /// - Returns: The cards, and the number of bytes with END and padding.
    /// - Throws: `FITSError`: `truncated`, `missingEND`, `headerTooLarge`; whatever the source throws.
    func readHeader() throws -> (cards: ImageCards, length: Int64) {
        var scan = CardScan()
        var checked = 0
        while true {
            let hasEnd = withContents { scan.advance($0) }
            // In a long header only, however many bytes the source gives at a time: without END the next header's would be
            // found, behind data.
            if scan.cardCount * CardFields.length >= Self.fileStep {
                if let card = firstOddCard(checked..<scan.cardCount) {
                    throw FITSError(
                        .missingEND, "the header has no END card: here begins something else",
                        offset: start + Int64(card * CardFields.length))
                }
                checked = scan.cardCount
            }
            if hasEnd { break }
            guard filled < maximumHeader else {
                throw FITSError(
                    .headerTooLarge,
                    "no END card within \(maximumHeader) bytes; if the header is meant, raise the limit",
                    offset: start)
            }
            guard try readMore() > 0 else { throw unfinished() }
        }
        let count = scan.cardCount * CardFields.length
        // Large headers take the buffer over: to copy them costs more than a new one.
        isHandedOver = 3 * count >= buffer.count
        let bytes = isHandedOver ? buffer : Array(buffer[..<count])
        let length = DataLayout.padded(Int64(count + CardFields.length))
        // The headers of extensions resemble each other.
        if start > 0, !isInflated { step = min(Self.fileStep, Int(length) + Int(DataLayout.blockLength)) }
        return (ImageCards(bytes: bytes, cardCount: scan.cardCount, mayContinue: scan.mayContinue), length)
    }

    /// Gives the bytes from a place on, piece by piece, until `body` has enough or the source ends.
    ///
    /// - Parameters:
    ///   - offset: where to begin, also before what was read
    ///   - body: takes a piece and where it begins, and says whether it wants the next
    /// - Returns: where the last piece ends
    /// - Throws: `FITSError` of a gzip stream that is damaged or does not end as it should; whatever the source throws
    func forEachPiece(from offset: Int64, _ body: (Span<UInt8>, Int64) -> Bool) throws -> Int64 {
        try restart(at: offset)
        var piece = [UInt8](repeating: 0, count: 1 << 17)
        var place = offset
        while true {
            // Whole pieces, however many bytes the source gives at a time.
            let count = try source.fill(&piece, from: place)
            guard count > 0 else { return place }
            place += Int64(count)
            guard body(piece.span.extracting(..<count), place - Int64(count)) else { return place }
        }
    }

    /// Begins anew at a place, to which a gzip stream is inflated again if it must be.
    func restart(at offset: Int64) throws {
        if let packed, let compression {
            source = try DecompressedRange(packed.source, compression, maximumLength: packed.maximumLength)
        }
        keep(0)
        start = offset
    }
}

extension HeaderWindow {
    private func withContents<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        let bytes = buffer
        return body(bytes.span.extracting(..<filled))
    }

    /// A buffer without content: to set its bytes took 23,000 of the 162,000 instructions of an HSC file.
    private static func room(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { $1 = count }
    }

    /// Forgets what is in the buffer but for its last bytes.
    private func keep(_ count: Int) {
        if isHandedOver {
            renew(filled - count..<filled, count > 0 ? Self.fileStep : 0)
        } else if count > 0 {
            var bytes = buffer.mutableSpan
            bytes.moveToBeginning(filled - count..<filled)
        }
        filled = count
    }

    /// Takes another buffer, with a part of what this one holds at its beginning.
    private func renew(_ kept: Range<Int>, _ capacity: Int) {
        var other = Self.room(max(kept.count, capacity))
        other.replaceSubrange(..<kept.count, with: buffer[kept])
        buffer = other
        isHandedOver = false
    }

    /// Reads until `count` bytes are there or the source ends.
    private func fill(_ count: Int) throws {
        while filled < count {
            guard try readMore() > 0 else { return }
        }
    }

    /// Reads once; as much again as is there already, so that long headers take few reads.
    @discardableResult
    private func readMore() throws -> Int {
        let wanted = min(isInflated ? step : max(step, filled), maximumHeader - filled)
        if filled + wanted > buffer.count { renew(0..<filled, max(filled + wanted, 2 * buffer.count, Self.fileStep)) }
        let count = try source.read(at: start + Int64(filled), into: &buffer, filled..<filled + wanted)
        filled += count
        return count
    }

    /// The first of some cards of which the keyword field holds other bytes than printable ASCII.
    private func firstOddCard(_ cards: Range<Int>) -> Int? {
        cards.first { card in
            (0..<8).contains { !(0x20...0x7E).contains(buffer[card * CardFields.length + $0]) }
        }
    }

    private func checkData(to end: Int64) throws {
        let isComplete: Bool
        if let length {
            isComplete = length >= end
        } else {
            var last: [UInt8] = [0]
            isComplete = try source.read(at: end - 1, into: &last, 0..<1) > 0
        }
        guard isComplete else { throw Self.cut(to: end, length: length) }
    }

    /// Why data that should go on to a byte is not whole.
    static func cut(to end: Int64, length: Int64?) -> FITSError {
        let found = length.map { "the file ends at byte \($0)" } ?? "the file ends before"
        return FITSError(.truncated, "the data should go on to byte \(end), but \(found): fetch the file again")
    }

    /// Why the source ends without an END card.
    private func unfinished() -> FITSError {
        let bytes = buffer[..<filled]
        if let place = bytes.firstIndex(where: { !(0x20...0x7E).contains($0) }) {
            return FITSError(
                .missingEND, "the header has no END card: here begins something else", offset: start + Int64(place))
        }
        let isPadded =
            bytes.count.isMultiple(of: Int(DataLayout.blockLength)) && bytes.suffix(80).allSatisfy { $0 == 0x20 }
        if isPadded { return FITSError(.missingEND, "the header has no END card", offset: start) }
        return FITSError(
            .truncated, "the file ends within a header: fetch the file again", offset: start + Int64(filled))
    }
}
