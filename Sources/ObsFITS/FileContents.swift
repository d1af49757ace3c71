internal import Synchronization

/// The bytes of a file, inflated where it is gzip'd, for data that is read after the headers were.
///
/// A plain file can be read at any place by any thread. A gzip'd one is inflated from the front to the back: reading at rising
/// offsets costs one pass, going back begins another.
package final class FileContents: Sendable {
    private let path: String
    private let file: FileRange
    private let inflated: Inflated?

    /// Opens the file of exactly this name.
    ///
    /// - Throws: `FITSError` when it cannot be opened
    package init(path: String, limits: HeaderReader.Limits = HeaderReader.Limits()) throws {
        let file = try FileRange(path: path)
        self.file = file
        self.path = path
        var magic: [UInt8] = [0, 0]
        let count = try magic.withUnsafeMutableBytes { try file.read(at: 0, into: $0) }
        let isGzip = count == 2 && magic.withUnsafeBytes { FileSignature.isGzip($0) }
        inflated = isGzip ? Inflated(file, maximumLength: limits.inflatedBytes) : nil
    }

    /// Whether the bytes come out of a gzip stream, so that only one thread at a time can read.
    package var isInflated: Bool { inflated != nil }

    /// Fills a buffer with the bytes from `offset` on.
    ///
    /// - Throws: `FITSError`: `truncated` when the file ends before the buffer is full, others when it cannot be read
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
        do {
            if let inflated { return try inflated.read(at: offset, into: buffer) }
            try FileContents.fill(buffer, from: offset) { try file.read(at: $0, into: $1) }
        } catch let error as FITSError {
            throw error.located(file: path)
        }
    }

    fileprivate static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from offset: Int64,
        _ read: (Int64, UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = try read(offset + Int64(done), rest)
            guard count > 0 else {
                throw FITSError(
                    .truncated,
                    "the data should go on to byte \(offset + Int64(buffer.count)), but the file ends at byte "
                        + "\(offset + Int64(done)): fetch the file again", offset: offset + Int64(done))
            }
            done += count
        }
    }
}

/// An inflating reader, and how far it is; the lock guards both.
private final class Inflated: @unchecked Sendable {
    private let lock = Mutex(())
    private let file: FileRange
    private let maximumLength: Int64
    private var range: GzipRange?
    private var position: Int64 = 0

    init(_ file: FileRange, maximumLength: Int64) {
        self.file = file
        self.maximumLength = maximumLength
    }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
        try lock.withLock { _ in
            let current = position <= offset ? range : nil
            let reader = try current ?? GzipRange(file, maximumLength: maximumLength)
            // Forgotten while it reads, so that a failure begins anew.
            range = nil
            try FileContents.fill(buffer, from: offset) { try reader.read(at: $0, into: $1) }
            position = offset + Int64(buffer.count)
            range = reader
        }
    }
}
