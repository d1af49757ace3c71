/// What a compressed source decompresses to, from the front to the back: a range before the last one cannot be read again.
///
/// A file of several members, one behind the other, is what they give together. The decoders compare the sums that a member
/// has with what it gave. Zeros may follow the last member; whatever else does is met as a damage where the decompressed bytes
/// end.
final class DecompressedRange: RangeReader {
    /// The number of decompressed bytes, known once the end was reached.
    private(set) var length: Int64?
    /// Up to where the bytes come from members whose sums agree.
    private(set) var verifiedEnd: Int64 = 0

    private var source: any RangeReader
    /// How the source is compressed; nil for a member of a zip archive.
    private let compression: Compression?
    private let maximumLength: Int64
    private let decoder: any StreamDecoder
    private var input = [UInt8](repeating: 0, count: DecompressedRange.inputSize)
    /// What is skipped goes here; made when something is.
    private var scratch: [UInt8] = []
    /// What of the input was read and is not yet used.
    private var unused = 0..<0
    private var inputOffset: Int64 = 0
    private var position: Int64 = 0
    private var isAtEnd = false
    private var failure: FITSError?

    private static let inputSize = 16_384
    private static let scratchSize = 65_536

    /// Decompresses `source`, at most `maximumLength` bytes.
    ///
    /// - Throws: `FITSError` when memory is short, or the library that decompresses it is not installed
    convenience init(_ source: any RangeReader, _ compression: Compression, maximumLength: Int64) throws {
        try self.init(source, compression, compression.decoder(), maximumLength: maximumLength)
    }

    /// Decompresses a source that has one member and no signature.
    convenience init(_ source: any RangeReader, decoder: any StreamDecoder, maximumLength: Int64) {
        self.init(source, nil, decoder, maximumLength: maximumLength)
    }

    private init(
        _ source: any RangeReader, _ compression: Compression?, _ decoder: any StreamDecoder, maximumLength: Int64
    ) {
        self.source = source
        self.compression = compression
        self.decoder = decoder
        self.maximumLength = maximumLength
    }

    func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        while position < offset {
            if scratch.isEmpty { scratch = [UInt8](repeating: 0, count: Self.scratchSize) }
            let count = Int(min(offset - position, Int64(scratch.count)))
            // The array leaves the property, since decompressing changes others.
            var skipped: [UInt8] = []
            swap(&skipped, &scratch)
            defer { swap(&skipped, &scratch) }
            var room = skipped.mutableSpan
            guard try room.with(0..<count, { try inflate(into: &$0) }) > 0 else { return 0 }
        }
        return try inflate(into: &buffer)
    }

    /// Decompresses the next bytes: as many as fit, fewer before the end or a damage, 0 at the end.
    private func inflate(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        if let failure { throw failure }
        guard !isAtEnd else { return 0 }
        var count = 0
        while count < buffer.count, !isAtEnd, failure == nil {
            count += try buffer.with(count..<buffer.count) { try step(into: &$0, at: position + Int64(count)) }
        }
        position += Int64(count)
        if isAtEnd, failure == nil { length = position }
        failure = failure?.located(offset: position)
        if position > maximumLength {
            failure = FITSError(
                .inflatedTooLarge, "the file inflates to more than \(maximumLength) bytes; raise the limit to read it",
                offset: position)
        }
        if let failure, count == 0 { throw failure }
        return count
    }

    private func step(into buffer: inout MutableSpan<UInt8>, at place: Int64) throws -> Int {
        if unused.isEmpty { try refill() }
        let part = decoder.decode(input.span.extracting(unused), into: &buffer)
        let isStuck = part.consumed == 0 && part.produced == 0
        let hadInput = !unused.isEmpty
        unused = unused.lowerBound + part.consumed..<unused.upperBound
        if let damage = part.damage {
            failure = FITSError(code, "the \(name) stream is damaged (\(damage)): fetch the file again")
        } else if part.endsMember {
            verifiedEnd = place + Int64(part.produced)
            try beginNextMember()
        } else if isStuck, !hadInput {
            failure = FITSError(.truncated, "the \(name) stream ends too early: fetch the file again")
        } else if isStuck {
            failure = FITSError(code, "the \(name) stream cannot be decompressed: fetch the file again")
        }
        return part.produced
    }

    private var name: String { compression?.rawValue ?? "deflated" }

    private var code: FITSError.Code { compression == .gzip ? .corruptGzip : .corruptStream }

    private func refill() throws {
        let count = try source.read(at: inputOffset, into: &input, 0..<input.count)
        inputOffset += Int64(count)
        unused = 0..<count
    }

    /// Goes on with the next member if there is one.
    private func beginNextMember() throws {
        guard let compression else {
            isAtEnd = true
            return
        }
        let next = inputOffset - Int64(unused.count)
        if try signature(at: next) == compression { return try decoder.beginMember() }
        guard let place = try firstByte(from: next) else {
            isAtEnd = true
            return
        }
        // Streams of xz may be padded (xz file format 1.2, section 2.2), and so may what tapes and archives give.
        if compression == .xz, try signature(at: place) == compression {
            (inputOffset, unused) = (place, 0..<0)
            return try decoder.beginMember()
        }
        isAtEnd = true
        failure = FITSError(
            code,
            "the \(name) stream ends, and from byte \(place) of the compressed file on follow bytes that are no \(name): "
                + "what they held may be lost; fetch the file again")
    }

    /// The compression whose stream begins at a place of the source.
    private func signature(at offset: Int64) throws -> Compression? {
        var start = [UInt8](repeating: 0, count: Compression.signatureLength)
        let count = try source.fill(&start, from: offset)
        return Compression(beginning: start.span.extracting(..<count))
    }

    /// The first byte of the source from a place on that is not zero; nil when there is none.
    private func firstByte(from offset: Int64) throws -> Int64? {
        var place = offset
        var piece = [UInt8](repeating: 0, count: Self.scratchSize)
        while true {
            let count = try source.read(at: place, into: &piece, 0..<piece.count)
            guard count > 0 else { return nil }
            if let index = piece[..<count].firstIndex(where: { $0 != 0 }) { return place + Int64(index) }
            place += Int64(count)
        }
    }
}
