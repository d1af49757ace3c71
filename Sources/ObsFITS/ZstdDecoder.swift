internal import CObsCompression
internal import ObsText

/// The functions of libzstd that are called.
struct ZstdLibrary: Sendable {
    let make: @convention(c) () -> OpaquePointer?
    let free: @convention(c) (OpaquePointer?) -> Int
    let reset: @convention(c) (OpaquePointer?, Int32) -> Int
    let decompress:
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<obskit_zstd_out>, UnsafeMutablePointer<obskit_zstd_in>
        ) -> Int
    let isError: @convention(c) (Int) -> UInt32
    let describe: @convention(c) (Int) -> UnsafePointer<CChar>?

    /// The library; asked for once in a process.
    static let loaded = Result { try ZstdLibrary(["libzstd.so.1"]) }

    init(_ names: [String]) throws {
        let library = try DynamicLibrary(names)
        make = try library.function("ZSTD_createDStream")
        free = try library.function("ZSTD_freeDStream")
        reset = try library.function("ZSTD_DCtx_reset")
        decompress = try library.function("ZSTD_decompressStream")
        isError = try library.function("ZSTD_isError")
        describe = try library.function("ZSTD_getErrorName")
    }
}

/// Decodes frames of zstd (RFC 8878), which checks the checksum of a frame that has one.
///
/// A frame may ask for 128 MiB of memory at most, as libzstd has it unless it is told otherwise.
final class ZstdDecoder: StreamDecoder {
    private let library: ZstdLibrary
    private let stream: OpaquePointer

    /// - Throws: `FITSError` when memory is short
    init(_ library: ZstdLibrary) throws {
        guard let stream = library.make() else {
            throw FITSError(.unreadable, "libzstd cannot start: memory is short")
        }
        self.library = library
        self.stream = stream
    }

    deinit { _ = library.free(stream) }

    func beginMember() {
        let sessionOnly: Int32 = 1
        _ = library.reset(stream, sessionOnly)
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPart {
        var source = obskit_zstd_in(src: input.baseAddress, size: input.count, pos: 0)
        var target = obskit_zstd_out(dst: output.baseAddress, size: output.count, pos: 0)
        let status = library.decompress(stream, &target, &source)
        var part = DecodedPart(consumed: source.pos, produced: target.pos)
        if library.isError(status) != 0 {
            part.damage = library.describe(status).map { String(cString: $0) } ?? "no details"
        } else {
            part.endsMember = status == 0
        }
        return part
    }
}
