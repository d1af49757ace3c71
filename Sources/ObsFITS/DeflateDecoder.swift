internal import CObsZlib

/// Decodes deflated streams with zlib: gzip (RFC 1952), or what a zip archive holds (RFC 1951).
@safe
final class DeflateDecoder: StreamDecoder {
    /// What stands around the deflated bytes.
    enum Framing {
        /// Header, CRC-32 and length of gzip.
        case gzip
        /// Nothing; the directory of the archive says what must come out.
        case raw(length: Int64, checksum: UInt32)
    }

    private let framing: Framing
    private let stream: UnsafeMutablePointer<z_stream>
    private var length: Int64 = 0
    private var checksum: UInt = 0

    /// - Throws: `FITSError` when memory is short
    init(_ framing: Framing) throws {
        self.framing = framing
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // The largest window; gzip framing only, or none.
        let windowBits: Int32 = if case .gzip = framing { 15 + 16 } else { -15 }
        let status = unsafe inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw FITSError(.unreadable, "zlib cannot start (\(status)): memory is short")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    func beginMember() { unsafe inflateReset(stream) }

    func decode(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecodedPart {
        unsafe Self.lend(input, &output, decode)
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>) -> DecodedPart
    {
        let start = output.baseAddress
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        unsafe stream.pointee.next_out = unsafe start
        unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
        let (given, room) = unsafe (stream.pointee.avail_in, stream.pointee.avail_out)
        let status = unsafe CObsZlib.inflate(stream, Z_NO_FLUSH)
        var part = unsafe DecodedPart(
            consumed: Int(given - stream.pointee.avail_in), produced: Int(room - stream.pointee.avail_out))
        if case .raw = framing {
            length += Int64(part.produced)
            checksum = unsafe crc32(checksum, start, UInt32(part.produced))
        }
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: part.endsMember = true
        default: part.damage = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "no details"
        }
        if part.damage == nil { part.damage = contradiction(isEnd: part.endsMember) }
        return part
    }

    /// How what came out differs from what the directory of a zip archive says.
    private func contradiction(isEnd: Bool) -> String? {
        guard case .raw(let expected, let sum) = framing else { return nil }
        if length > expected || isEnd && length < expected {
            return
                "it inflates to \(isEnd ? "" : "more than ")\(isEnd ? length : expected) bytes, and the directory of the "
                + "archive says \(expected)"
        }
        return isEnd && checksum != UInt(sum) ? "its CRC-32 is not the one in the directory of the archive" : nil
    }
}
