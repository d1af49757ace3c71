/// The headers of a file and then its bytes, decompressed where it is compressed, each of them once.
///
/// A plain file can be read at any place by any thread, and so can what is held of a compressed one. The rest of it is
/// decompressed from the front to the back: reading at rising offsets costs one pass, going back begins another.
package final class FileContents: Sendable {
    private let path: String
    private let file: FileRange
    private let limits: HeaderReader.Limits
    private let inflated: KeptInflation?

    /// Opens the file of exactly this name.
    ///
    /// - Parameters:
    ///   - path: the literal name
    ///   - limits: how much the file may ask for
    ///   - held: how many inflated bytes are held at most
    /// - Throws: `FITSError` when it cannot be opened
    package init(
        path: String, limits: HeaderReader.Limits = HeaderReader.Limits(), holding held: Int = 256 << 20
    ) throws {
        let file = try FileRange(path: path)
        self.file = file
        self.path = path
        self.limits = limits
        var start = [UInt8](repeating: 0, count: Compression.signatureLength)
        var source: any RangeReader = file
        let count = try source.read(at: 0, into: &start, 0..<start.count)
        let compression = Compression(beginning: start.span.extracting(..<count))
        inflated = try FITSError.locating(file: path) {
            try compression.map { try KeptInflation(file, $0, maximumLength: limits.inflatedBytes, budget: held) }
        }
    }

    /// Whether the bytes come out of a compressed stream, so that only one thread at a time can read what is not held.
    package var isInflated: Bool { inflated != nil }

    /// How often the file was inflated from its beginning, whole or in part.
    package var inflations: Int { inflated?.passes ?? 0 }

    /// Whether bytes can be read by many threads at once.
    package func holds(_ range: Range<Int64>) -> Bool { inflated?.holds(range) ?? true }

    /// The HDUs that can be read, and how their chain ended; call it once, before data are read.
    ///
    /// - Throws: `FITSError` when the file is no FITS file
    package func headers() throws -> (hdus: [HDU], chain: HeaderChain) {
        let reader = try HeaderReader(source: inflated ?? (file as any RangeReader), name: path, limits: limits)
        let pulled = HDUChain(reader)
        var hdus: [HDU] = []
        while let hdu = try pulled.next() { hdus.append(hdu) }
        inflated?.expect(hdus.map { $0.dataOffset..<$0.dataOffset + $0.dataLength })
        return (hdus, pulled.state())
    }

    /// Whether sums say that bytes are what was compressed: true of a plain file, which has none.
    package func isVerified(to end: Int64) -> Bool { inflated.map { $0.verifiedEnd >= end } ?? true }

    /// Fills a buffer with the bytes from `offset` on.
    ///
    /// - Throws: `FITSError`: `truncated` when the file ends before the buffer is full, others when it cannot be read
    package func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws {
        let count = try fill(&buffer, from: offset)
        guard count == buffer.count else {
            let place = offset + Int64(count)
            throw FITSError(
                .truncated,
                "the data should go on to byte \(offset + Int64(buffer.count)), but the file ends at byte "
                    + "\(place): fetch the file again", file: path, offset: place)
        }
        inflated?.release(offset..<offset + Int64(buffer.count))
    }

    /// Fills a buffer with the bytes from `offset` on, as far as there are any; they may be asked for again.
    ///
    /// - Returns: how many there are
    /// - Throws: `FITSError` when the file cannot be read
    package func fill(_ buffer: inout MutableSpan<UInt8>, from offset: Int64) throws -> Int {
        return try FITSError.locating(file: path) {
            var done = 0
            while done < buffer.count {
                let place = offset + Int64(done)
                let count = try buffer.with(done..<buffer.count) { rest in
                    try inflated?.read(at: place, into: &rest) ?? file.read(at: place, into: &rest)
                }
                if count == 0 { break }
                done += count
            }
            return done
        }
    }
}
