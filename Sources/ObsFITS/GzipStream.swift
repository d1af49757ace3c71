internal import CObsZlib

/// A gzip stream in memory.
package enum GzipStream {
    /// How many bytes a stream inflates to; nil when it is damaged, ends too early, or inflates to more than a limit.
    ///
    /// Nothing of it is kept: it is looked at before somebody else inflates it who trusts it.
    package static func inflatedLength(of bytes: UnsafeRawBufferPointer, limit: Int) -> Int? {
        var stream = unsafe z_stream()
        // Any window; gzip or zlib framing.
        guard unsafe inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { unsafe inflateEnd(&stream) }
        return unsafe withUnsafeTemporaryAllocation(byteCount: 32_768, alignment: 16) { scratch in
            unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            unsafe stream.avail_in = UInt32(clamping: bytes.count)
            while unsafe stream.total_out <= UInt(limit) {
                unsafe stream.next_out = unsafe scratch.bindMemory(to: UInt8.self).baseAddress
                unsafe stream.avail_out = UInt32(scratch.count)
                switch unsafe inflate(&stream, Z_NO_FLUSH) {
                case Z_STREAM_END: return unsafe stream.total_out <= UInt(limit) ? Int(stream.total_out) : nil
                case Z_OK: continue
                default: return nil
                }
            }
            return nil
        }
    }
}
