internal import CObsZlib

/// A gzip stream in memory.
package enum GzipStream {
    /// How many bytes a stream inflates to; nil when it is damaged, ends too early, or inflates to more than a limit.
    ///
    /// Nothing of it is kept: it is looked at before somebody else inflates it who trusts it.
    package static func inflatedLength(of bytes: UnsafeRawBufferPointer, limit: Int) -> Int? {
        var stream = z_stream()
        // Any window; gzip or zlib framing.
        guard inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        return withUnsafeTemporaryAllocation(byteCount: 32_768, alignment: 16) { scratch in
            stream.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = UInt32(clamping: bytes.count)
            while stream.total_out <= UInt(limit) {
                stream.next_out = scratch.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(scratch.count)
                switch inflate(&stream, Z_NO_FLUSH) {
                case Z_STREAM_END: return stream.total_out <= UInt(limit) ? Int(stream.total_out) : nil
                case Z_OK: continue
                default: return nil
                }
            }
            return nil
        }
    }
}
