internal import CObsCompression
internal import ObsText

/// The functions of liblzma that are called.
@safe
struct XZLibrary: Sendable {
    typealias Stream = UnsafeMutablePointer<obskit_lzma_stream>

    let begin: @convention(c) (Stream, UInt64, UInt32) -> Int32
    let code: @convention(c) (Stream, Int32) -> Int32
    let end: @convention(c) (Stream) -> Void

    /// The library; asked for once in a process.
    static let loaded = Result { try XZLibrary(["liblzma.so.5"]) }

    init(_ names: [String]) throws {
        let library = try DynamicLibrary(names)
        unsafe begin = try unsafe library.function("lzma_stream_decoder")
        unsafe code = try unsafe library.function("lzma_code")
        unsafe end = try unsafe library.function("lzma_end")
    }
}

/// Decodes streams of xz, which checks what the stream was made with: CRC-32, CRC-64, SHA-256, or nothing.
@safe
final class XZDecoder: StreamDecoder {
    /// The most memory that a stream may ask for; `xz -9` asks for 65 MiB.
    static let memory: UInt64 = 256 << 20

    private let library: XZLibrary
    private let stream: XZLibrary.Stream

    /// - Throws: `FITSError` when memory is short
    init(_ library: XZLibrary) throws {
        self.library = library
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: obskit_lzma_stream())
        try beginMember()
    }

    deinit {
        unsafe library.end(stream)
        unsafe stream.deallocate()
    }

    func beginMember() throws {
        let status = unsafe library.begin(stream, Self.memory, 0)
        guard status == 0 else { throw FITSError(.unreadable, "liblzma cannot start (\(status)): memory is short") }
    }

    func decode(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecodedPart {
        unsafe Self.lend(input, &output, decode)
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>) -> DecodedPart
    {
        unsafe stream.pointee.next_in = input.baseAddress
        unsafe stream.pointee.avail_in = input.count
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = output.count
        let status = unsafe library.code(stream, 0)
        var part = unsafe DecodedPart(
            consumed: input.count - stream.pointee.avail_in, produced: output.count - stream.pointee.avail_out)
        switch status {
        // Also when there is nothing more to be had without more input.
        case 0, 10: break
        case 1: part.endsMember = true
        case 5: part.damage = "memory is short"
        case 6: part.damage = "it needs more than \(Self.memory >> 20) MiB of memory"
        case 7: part.damage = "it does not begin as one"
        case 8: part.damage = "it uses what this liblzma does not know"
        case 9: part.damage = "a checksum or the data is wrong"
        default: part.damage = "liblzma gives \(status)"
        }
        return part
    }
}
