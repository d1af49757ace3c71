internal import CObsCompression
internal import ObsText

/// The functions of libbz2 that are called.
@safe
struct Bzip2Library: Sendable {
    typealias Stream = UnsafeMutablePointer<obskit_bz_stream>

    let begin: @convention(c) (Stream, Int32, Int32) -> Int32
    let decompress: @convention(c) (Stream) -> Int32
    let end: @convention(c) (Stream) -> Int32

    /// The library; asked for once in a process.
    static let loaded = Result { try Bzip2Library(["libbz2.so.1.0", "libbz2.so.1"]) }

    init(_ names: [String]) throws {
        let library = try DynamicLibrary(names)
        unsafe begin = try unsafe library.function("BZ2_bzDecompressInit")
        unsafe decompress = try unsafe library.function("BZ2_bzDecompress")
        unsafe end = try unsafe library.function("BZ2_bzDecompressEnd")
    }
}

/// Decodes streams of bzip2, which checks a CRC-32 of each block and of the stream.
@safe
final class Bzip2Decoder: StreamDecoder {
    private let library: Bzip2Library
    private let stream: Bzip2Library.Stream
    private var hasBegun = false

    /// - Throws: `FITSError` when memory is short
    init(_ library: Bzip2Library) throws {
        self.library = library
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: obskit_bz_stream())
        try beginMember()
    }

    deinit {
        if hasBegun { _ = unsafe library.end(stream) }
        unsafe stream.deallocate()
    }

    func beginMember() throws {
        if hasBegun { _ = unsafe library.end(stream) }
        hasBegun = false
        unsafe stream.pointee = unsafe obskit_bz_stream()
        let status = unsafe library.begin(stream, 0, 0)
        guard status == 0 else { throw FITSError(.unreadable, "libbz2 cannot start (\(status)): memory is short") }
        hasBegun = true
    }

    func decode(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecodedPart {
        unsafe Self.lend(input, &output, decode)
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>) -> DecodedPart
    {
        unsafe stream.pointee.next_in = unsafe UnsafeRawPointer(input.baseAddress)?.assumingMemoryBound(to: CChar.self)
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        unsafe stream.pointee.next_out = unsafe UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(
            to: CChar.self)
        unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
        let (given, room) = unsafe (stream.pointee.avail_in, stream.pointee.avail_out)
        let status = unsafe library.decompress(stream)
        var part = unsafe DecodedPart(
            consumed: Int(given - stream.pointee.avail_in), produced: Int(room - stream.pointee.avail_out))
        switch status {
        case 0: break
        case 4: part.endsMember = true
        case -3: part.damage = "memory is short"
        case -4: part.damage = "a checksum or the data of a block is wrong"
        case -5: part.damage = "it does not begin as one"
        default: part.damage = "libbz2 gives \(status)"
        }
        return part
    }
}
