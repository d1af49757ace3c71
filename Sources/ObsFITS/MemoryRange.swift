/// Bytes in memory.
struct MemoryRange: RangeReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var length: Int64? { Int64(bytes.count) }

    mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) -> Int {
        guard offset < bytes.count else { return 0 }
        let count = min(buffer.count, bytes.count - Int(offset))
        buffer.copy(bytes.span.extracting(Int(offset)..<Int(offset) + count))
        return count
    }
}
