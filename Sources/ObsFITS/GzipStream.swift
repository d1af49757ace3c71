internal import CObsZlib

/// A gzip stream in memory.
package enum GzipStream {
    /// Inflates a stream into memory that the caller has.
    ///
    /// - Parameters:
    ///   - bytes: the stream, with gzip's framing or zlib's
    ///   - output: room for what it may inflate to
    /// - Returns: how many bytes it inflates to; nil when it is damaged, ends too early, or inflates to more than there is room for
    package static func inflate(_ bytes: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> Int? {
        var stream = unsafe z_stream()
        // Any window; gzip or zlib framing.
        guard unsafe inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { unsafe inflateEnd(&stream) }
        return unsafe bytes.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { room in
                unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = UInt32(clamping: input.count)
                unsafe stream.next_out = room.baseAddress
                unsafe stream.avail_out = UInt32(clamping: room.count)
                return unsafe CObsZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : nil
            }
        }
    }
}
