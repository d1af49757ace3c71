/// A member of a zip archive as it stands there.
struct StoredMember: RangeReader {
    private var source: any RangeReader
    private let start: Int64
    private let size: Int64
    private let checksum: UInt32?

    /// - Parameters:
    ///   - source: the archive
    ///   - start: where the bytes of the member begin
    ///   - length: how many there are
    ///   - checksum: their CRC-32; nil when somebody else compares it
    init(_ source: any RangeReader, start: Int64, length: Int64, checksum: UInt32?) {
        self.source = source
        self.start = start
        self.size = length
        self.checksum = checksum
    }

    var length: Int64? { size }

    mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        guard offset < size else { return 0 }
        let count = Int(min(Int64(buffer.count), size - offset))
        let got = try buffer.with(0..<count) { try source.read(at: start + offset, into: &$0) }
        guard got > 0 || count == 0 else {
            throw FITSError(.truncated, "the zip archive ends within the member: fetch it again", offset: offset)
        }
        return got
    }

    /// Compares all bytes with their CRC-32.
    ///
    /// - Throws: `FITSError` of code `corruptStream` when they differ
    func verify() throws {
        guard let checksum else { return }
        var copy = self
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var sum: UInt32 = 0
        var offset: Int64 = 0
        while offset < size {
            let count = try copy.read(at: offset, into: &piece, 0..<piece.count)
            sum = ZlibStream.checksum(piece.span.extracting(..<count), after: sum)
            offset += Int64(count)
        }
        guard sum == checksum else {
            throw FITSError(
                .corruptStream,
                "the member of the zip archive is damaged: its CRC-32 is not the one in the directory of the archive: fetch it "
                    + "again", offset: size)
        }
    }
}
