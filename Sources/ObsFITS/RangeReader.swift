/// A store of bytes that can be read in pieces: a file, memory, an object store.
///
/// Implementation guidance: a read may deliver fewer bytes than the buffer holds. Reads come in the order of rising
/// offsets, mostly headers, so a store of high latency may fetch more than it is asked for and keep it.
///
/// Laws: `read` returns 0 only at or behind the end; the same offset gives the same bytes each time; nothing is written
/// behind the bytes that it says it delivered.
public protocol RangeReader {
    /// The number of bytes, or nil when it is not known.
    var length: Int64? { get }

    /// Reads bytes from `offset` on into the start of `buffer`.
    ///
    /// - Returns: How many bytes were read, 0 at the end.
    /// - Throws: Whatever keeps the store from answering; the caller of `HeaderReader` gets it as it is.
    mutating func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
