internal import CObsZlib

/// What a gzip'd source inflates to, from the front to the back: a range before the last one cannot be read again.
///
/// A file of several members, one behind the other, is what they give together. zlib compares the CRC-32 and the length of
/// each member with what it gave (RFC 1952, section 2.3.1). Zeros may follow the last member; whatever else does is met as a
/// damage where the inflated bytes end.
final class GzipRange: RangeReader {
    /// The number of inflated bytes, known once the end was reached.
    private(set) var length: Int64?
    /// Up to where the bytes were inflated from members whose sums agree.
    private(set) var verifiedEnd: Int64 = 0

    private var source: any RangeReader
    private let maximumLength: Int64
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private let scratch: UnsafeMutableRawBufferPointer
    private var inputOffset: Int64 = 0
    private var position: Int64 = 0
    private var isAtEnd = false
    private var failure: FITSError?

    private static let inputSize = 16_384
    private static let scratchSize = 65_536

    /// Inflates `source`, at most `maximumLength` bytes.
    init(_ source: any RangeReader, maximumLength: Int64) throws {
        self.source = source
        self.maximumLength = maximumLength
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: Self.inputSize, alignment: 16)
        scratch = .allocate(byteCount: Self.scratchSize, alignment: 16)
        let windowBits: Int32 = 15 + 16  // the largest window, gzip framing only
        let status = inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw FITSError(.unreadable, "zlib cannot start (\(status)): memory is short")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
        scratch.deallocate()
    }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while position < offset {
            let count = Int(min(offset - position, Int64(scratch.count)))
            guard try inflate(into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<count])) > 0 else { return 0 }
        }
        return try inflate(into: buffer)
    }

    /// Inflates the next bytes: as many as fit, fewer before the end or a damage, 0 at the end.
    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if let failure { throw failure }
        guard !isAtEnd, let start = buffer.bindMemory(to: UInt8.self).baseAddress else { return 0 }
        stream.pointee.next_out = start
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let wanted = Int(stream.pointee.avail_out)
        while stream.pointee.avail_out > 0, !isAtEnd, failure == nil { try step(wanted) }
        let count = wanted - Int(stream.pointee.avail_out)
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

    private func step(_ wanted: Int) throws {
        if stream.pointee.avail_in == 0, try refill() == 0 {
            failure = FITSError(.truncated, "the gzip stream ends too early: fetch the file again")
            return
        }
        switch CObsZlib.inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            verifiedEnd = position + Int64(wanted - Int(stream.pointee.avail_out))
            try beginNextMember()
        default: failure = FITSError(.corruptGzip, "the gzip stream is damaged (\(message)): fetch the file again")
        }
    }

    private var message: String {
        stream.pointee.msg.map { String(cString: $0) } ?? "no details"
    }

    private func refill() throws -> Int {
        let count = min(max(try source.read(at: inputOffset, into: input), 0), input.count)
        inputOffset += Int64(count)
        stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(count)
        return count
    }

    /// Goes on with the next member if there is one.
    private func beginNextMember() throws {
        let next = inputOffset - Int64(stream.pointee.avail_in)
        if try byte(at: next) == 0x1F, try byte(at: next + 1) == 0x8B {
            inflateReset(stream)
            return
        }
        isAtEnd = true
        guard let place = try firstByte(from: next) else { return }
        failure = FITSError(
            .corruptGzip,
            "the gzip stream ends, and from byte \(place) of the compressed file on follow bytes that are no gzip: "
                + "what they held may be lost; fetch the file again")
    }

    /// The first byte of the source from a place on that is not zero; nil when there is none.
    private func firstByte(from offset: Int64) throws -> Int64? {
        var place = offset
        while true {
            let count = min(try source.read(at: place, into: scratch), scratch.count)
            guard count > 0 else { return nil }
            if let index = scratch[..<count].firstIndex(where: { $0 != 0 }) { return place + Int64(index) }
            place += Int64(count)
        }
    }

    private func byte(at offset: Int64) throws -> UInt8? {
        var byte: UInt8 = 0
        let count = try withUnsafeMutableBytes(of: &byte) { try source.read(at: offset, into: $0) }
        return count > 0 ? byte : nil
    }
}
