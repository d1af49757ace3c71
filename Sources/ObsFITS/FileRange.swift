internal import Glibc
internal import ObsText

/// A file on disk, opened by exactly its name.
final class FileRange: RangeReader, Sendable {
    let length: Int64?
    /// When the file was last changed: nanoseconds of POSIX time.
    let modified: Int64
    private let descriptor: Int32

    /// Opens a regular file; nothing in the name has a special meaning.
    ///
    /// - Throws: `FITSError`: `notFound`, `unreadable`, `isDirectory`.
    init(path: String) throws {
        guard !path.utf8.contains(0) else {
            throw FITSError(.notFound, "no file can have this name: it holds a NUL byte", file: path)
        }
        // Non-blocking, so that a pipe without a writer does not keep us forever.
        let descriptor = unsafe path.withFileName { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let number = errno
            close(descriptor)
            throw Self.failure(path, number)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            self.descriptor = descriptor
            self.length = Int64(status.st_size)
            self.modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        case S_IFDIR:
            close(descriptor)
            throw FITSError(.isDirectory, "this is a folder; give the files in it", file: path)
        default:
            close(descriptor)
            throw FITSError(
                .unreadable, "this is a pipe or a device; headers are read from regular files only", file: path)
        }
    }

    deinit {
        close(descriptor)
    }

    func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
            }
            if count >= 0 { return count }
            guard errno == EINTR else { throw FITSError(.unreadable, Self.text(errno), offset: offset) }
        }
    }

    private static func failure(_ path: String, _ number: Int32) -> FITSError {
        if number == ENOENT || number == ENOTDIR {
            return FITSError(.notFound, "there is no such file; names are taken literally", file: path)
        }
        return FITSError(.unreadable, text(number), file: path)
    }

    /// What the system says about an error number, without the shared buffer of `strerror`.
    private static func text(_ number: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, unsafe strerror_r(number, start, buffer.count) == 0 else {
                return "the file cannot be read: error \(number)"
            }
            return unsafe "the file cannot be read: " + String(cString: start)
        }
    }
}
