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
    mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int
}

extension RangeReader {
    /// Reads bytes from `offset` on into a part of an array.
    mutating func read(at offset: Int64, into bytes: inout [UInt8], _ part: Range<Int>) throws -> Int {
        var all = bytes.mutableSpan
        return min(max(try all.with(part) { try read(at: offset, into: &$0) }, 0), part.count)
    }

    /// Reads bytes from `offset` on until an array is full or the source ends.
    ///
    /// - Returns: how many were read
    mutating func fill(_ bytes: inout [UInt8], from offset: Int64) throws -> Int {
        var count = 0
        while count < bytes.count {
            let got = try read(at: offset + Int64(count), into: &bytes, count..<bytes.count)
            if got == 0 { break }
            count += got
        }
        return count
    }
}

extension MutableSpan<UInt8> {
    /// Lends a part.
    mutating func with<Result>(
        _ part: Range<Int>, _ body: (inout MutableSpan<UInt8>) throws -> Result
    ) rethrows -> Result {
        try unsafe withUnsafeMutableBufferPointer { all in
            var part = unsafe UnsafeMutableBufferPointer(rebasing: all[part]).mutableSpan
            return try body(&part)
        }
    }

    /// Moves a part to the beginning.
    mutating func moveToBeginning(_ part: Range<Int>) {
        unsafe withUnsafeMutableBytes { all in
            unsafe all.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[part]))
        }
    }

    /// Copies bytes to the beginning.
    mutating func copy(_ bytes: Span<UInt8>) {
        precondition(bytes.count <= count, "there is room for the bytes")
        unsafe withUnsafeMutableBytes { room in
            unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
        }
    }
}
