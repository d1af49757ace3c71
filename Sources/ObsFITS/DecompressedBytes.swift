/// The bytes of a file that is no FITS file, decompressed where it is compressed.
package enum DecompressedBytes {
    /// The first bytes of a compressed file, or of one in memory; nil of a file that is not compressed.
    ///
    /// - Parameters:
    ///   - path: the file of exactly this name
    ///   - bytes: the file, where it is in memory
    ///   - limit: the most bytes that are read; a longer file is an error unless `isPart`
    ///   - isPart: whether the first bytes are enough
    /// - Returns: the bytes; nil of a file that is not compressed
    /// - Throws: `FITSError` when it cannot be read or decompressed, or is longer than the limit
    package static func read(
        path: String, bytes: [UInt8]? = nil, limit: Int, isPart: Bool = false
    ) throws -> [UInt8]? {
        return try FITSError.locating(file: path) {
            var source: any RangeReader = try bytes.map { MemoryRange($0) } ?? FileRange(path: path)
            var start = [UInt8](repeating: 0, count: Compression.signatureLength)
            let count = try source.read(at: 0, into: &start, 0..<start.count)
            let found = Compression(beginning: start.span.extracting(..<count))
            guard let found else { return nil }
            var inflated: any RangeReader = try DecompressedRange(
                source, found, maximumLength: isPart ? .max : Int64(limit))
            guard isPart else { return try [UInt8](reading: &inflated, limit: limit) }
            var piece = [UInt8](repeating: 0, count: limit)
            let got = try inflated.read(at: 0, into: &piece, 0..<piece.count)
            return Array(piece[..<got])
        }
    }
}
