internal import CObsCompression
internal import ObsText

/// The functions of libzstd that are called.
@safe
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
        unsafe make = try unsafe library.function("ZSTD_createDStream")
        unsafe free = try unsafe library.function("ZSTD_freeDStream")
        unsafe reset = try unsafe library.function("ZSTD_DCtx_reset")
        unsafe decompress = try unsafe library.function("ZSTD_decompressStream")
        isError = try library.function("ZSTD_isError")
        unsafe describe = try unsafe library.function("ZSTD_getErrorName")
    }
}

/// Decodes frames of zstd (RFC 8878), which checks the checksum of a frame that has one.
///
/// A frame may ask for 128 MiB of memory at most, as libzstd has it unless it is told otherwise.
@safe
final class ZstdDecoder: StreamDecoder {
    private let library: ZstdLibrary
    private let stream: OpaquePointer

    /// - Throws: `FITSError` when memory is short
    init(_ library: ZstdLibrary) throws {
        guard let stream = unsafe library.make() else {
            throw FITSError(.unreadable, "libzstd cannot start: memory is short")
        }
        self.library = library
        unsafe self.stream = unsafe stream
    }

    deinit { _ = unsafe library.free(stream) }

    func beginMember() {
        let sessionOnly: Int32 = 1
        _ = unsafe library.reset(stream, sessionOnly)
    }

    func decode(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecodedPart {
        unsafe Self.lend(input, &output, decode)
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>) -> DecodedPart
    {
        var source = unsafe obskit_zstd_in(src: input.baseAddress, size: input.count, pos: 0)
        var target = unsafe obskit_zstd_out(dst: output.baseAddress, size: output.count, pos: 0)
        let status = unsafe library.decompress(stream, &target, &source)
        var part = unsafe DecodedPart(consumed: source.pos, produced: target.pos)
        if library.isError(status) != 0 {
            part.damage = unsafe library.describe(status).map { unsafe String(cString: $0) } ?? "no details"
        } else {
            part.endsMember = status == 0
        }
        return part
    }
}
