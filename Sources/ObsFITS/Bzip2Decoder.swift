internal import CObsCompression
internal import ObsText

/// The functions of libbz2 that are called.
struct Bzip2Library: Sendable {
    typealias Stream = UnsafeMutablePointer<obskit_bz_stream>

    let begin: @convention(c) (Stream, Int32, Int32) -> Int32
    let decompress: @convention(c) (Stream) -> Int32
    let end: @convention(c) (Stream) -> Int32

    /// The library; asked for once in a process.
    static let loaded = Result { try Bzip2Library(["libbz2.so.1.0", "libbz2.so.1"]) }

    init(_ names: [String]) throws {
        let library = try DynamicLibrary(names)
        begin = try library.function("BZ2_bzDecompressInit")
        decompress = try library.function("BZ2_bzDecompress")
        end = try library.function("BZ2_bzDecompressEnd")
    }
}

/// Decodes streams of bzip2, which checks a CRC-32 of each block and of the stream.
final class Bzip2Decoder: StreamDecoder {
    private let library: Bzip2Library
    private let stream: Bzip2Library.Stream
    private var hasBegun = false

    /// - Throws: `FITSError` when memory is short
    init(_ library: Bzip2Library) throws {
        self.library = library
        stream = .allocate(capacity: 1)
        stream.initialize(to: obskit_bz_stream())
        try beginMember()
    }

    deinit {
        if hasBegun { _ = library.end(stream) }
        stream.deallocate()
    }

    func beginMember() throws {
        if hasBegun { _ = library.end(stream) }
        hasBegun = false
        stream.pointee = obskit_bz_stream()
        let status = library.begin(stream, 0, 0)
        guard status == 0 else { throw FITSError(.unreadable, "libbz2 cannot start (\(status)): memory is short") }
        hasBegun = true
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPart {
        stream.pointee.next_in = input.bindMemory(to: CChar.self).baseAddress
        stream.pointee.avail_in = UInt32(clamping: input.count)
        stream.pointee.next_out = output.bindMemory(to: CChar.self).baseAddress
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let (given, room) = (stream.pointee.avail_in, stream.pointee.avail_out)
        let status = library.decompress(stream)
        var part = DecodedPart(
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
