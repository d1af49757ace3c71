internal import ObsText
internal import CObsZlib
internal import Glibc

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
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var sum = crc32(0, nil, 0)
        var offset: Int64 = 0
        try FITSError.locating(file: path) {
            while true {
                let count = try file.read(at: offset, into: buffer)
                if count == 0 { break }
                sum = crc32(sum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
                offset += Int64(count)
            }
        }
        return sum.zeroPadded(8, radix: 16)
    }
}
