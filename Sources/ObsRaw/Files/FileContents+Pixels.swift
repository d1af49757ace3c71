internal import ObsFITS

extension FileContents {
    /// Fills the memory of pixels with the bytes from `offset` on.
    ///
    /// - Throws: `FITSError`: `truncated` when the file ends before the memory is full, others when it cannot be read
    func read(at offset: Int64, into pixels: UnsafeMutableRawBufferPointer) throws {
        var span = unsafe pixels.assumingMemoryBound(to: UInt8.self).mutableSpan
        try read(at: offset, into: &span)
    }

    /// Fills the memory of pixels with the bytes from `offset` on, as far as there are any.
    ///
    /// - Returns: how many there are
    /// - Throws: `FITSError` when the file cannot be read
    func fill(_ pixels: UnsafeMutableRawBufferPointer, from offset: Int64) throws -> Int {
        var span = unsafe pixels.assumingMemoryBound(to: UInt8.self).mutableSpan
        return try fill(&span, from: offset)
    }
}
