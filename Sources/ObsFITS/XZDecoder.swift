internal import CObsCompression
internal import ObsText

/// The functions of liblzma that are called.
struct XZLibrary: Sendable {
    typealias Stream = UnsafeMutablePointer<obskit_lzma_stream>

    let begin: @convention(c) (Stream, UInt64, UInt32) -> Int32
    let code: @convention(c) (Stream, Int32) -> Int32
    let end: @convention(c) (Stream) -> Void

    /// The library; asked for once in a process.
    static let loaded = Result { try XZLibrary(["liblzma.so.5"]) }

    init(_ names: [String]) throws {
        let library = try DynamicLibrary(names)
        begin = try library.function("lzma_stream_decoder")
        code = try library.function("lzma_code")
        end = try library.function("lzma_end")
    }
}

/// Decodes streams of xz, which checks what the stream was made with: CRC-32, CRC-64, SHA-256, or nothing.
final class XZDecoder: StreamDecoder {
    /// The most memory that a stream may ask for; `xz -9` asks for 65 MiB.
    static let memory: UInt64 = 256 << 20

    private let library: XZLibrary
    private let stream: XZLibrary.Stream

    /// - Throws: `FITSError` when memory is short
    init(_ library: XZLibrary) throws {
        self.library = library
        stream = .allocate(capacity: 1)
        stream.initialize(to: obskit_lzma_stream())
        try beginMember()
    }

    deinit {
        library.end(stream)
        stream.deallocate()
    }

    func beginMember() throws {
        let status = library.begin(stream, Self.memory, 0)
        guard status == 0 else { throw FITSError(.unreadable, "liblzma cannot start (\(status)): memory is short") }
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPart {
        stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = input.count
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = output.count
        let status = library.code(stream, 0)
        var part = DecodedPart(
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
