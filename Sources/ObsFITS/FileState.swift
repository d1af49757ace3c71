internal import ObsText

/// What tells whether a file is still the one that was read: its size, the time of its last change, a checksum.
public struct FileState: Hashable, Sendable {
    /// The number of bytes.
    public let size: Int64
    /// When it was last changed: nanoseconds of POSIX time.
    public let modified: Int64

    /// Asks the file system about a file; nothing of it is read.
    ///
    /// A member of a zip archive has the state of the archive.
    ///
    /// - Throws: `FITSError` when there is no such file or it is not a regular one
    public init(path: String) throws {
        let file = try FileRange(path: ZipArchive.file(of: path))
        size = file.length ?? 0
        modified = file.modified
    }

    /// The CRC-32 of all bytes of a file (RFC 1952, section 8), as eight hexadecimal digits.
    ///
    /// It tells a damaged or changed file from a good one; it is no protection against forgery.
    ///
    /// - Throws: `FITSError` when the file cannot be read
    public static func checksum(path: String) throws -> String {
        let file = try FileRange(path: ZipArchive.file(of: path))
        var source: any RangeReader = file
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var sum: UInt32 = 0
        var offset: Int64 = 0
        try FITSError.locating(file: path) {
            while true {
                let count = try source.read(at: offset, into: &piece, 0..<piece.count)
                if count == 0 { break }
                sum = ZlibStream.checksum(piece.span.extracting(..<count), after: sum)
                offset += Int64(count)
            }
        }
        return sum.zeroPadded(8, radix: 16)
    }
}
