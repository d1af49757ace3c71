internal import Glibc

/// A file of lines that is read without being held, and added to by one process at a time.
package final class RecordLines {
    package let path: String
    private let descriptor: Int32

    /// Opens a file for reading; nil when there is none.
    package init?(reading path: String) {
        let descriptor = unsafe path.withFileName { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return nil }
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens a file for adding to it, made if it does not exist; waits for another process that has it.
    ///
    /// - Parameters:
    ///   - path: the file
    ///   - whileWaiting: called once when another process has it
    /// - Throws: `DiagnosticsError` when it cannot be opened
    package init(addingTo path: String, whileWaiting: () -> Void) throws {
        var hasWaited = false
        while true {
            let descriptor = unsafe path.withFileName {
                unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0o666)
            }
            guard descriptor >= 0 else { throw Self.failure(path) }
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                if !hasWaited { whileWaiting() }
                hasWaited = true
                while flock(descriptor, LOCK_EX) != 0 {
                    guard errno == EINTR else {
                        let error = Self.failure(path)
                        close(descriptor)
                        throw error
                    }
                }
            }
            // Whoever had it may have put it in its place under another name.
            var mine = stat()
            var named = stat()
            if unsafe fstat(descriptor, &mine) == 0, unsafe path.withFileName({ unsafe stat($0, &named) }) == 0,
                mine.st_ino == named.st_ino,
                mine.st_dev == named.st_dev
            {
                self.path = path
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit { close(descriptor) }

    /// Gives each complete line with its place, without the line's end.
    ///
    /// - Returns: where the last complete line ends
    /// - Throws: `DiagnosticsError` when the file cannot be read; whatever `body` throws
    package func forEachLine(_ body: (Range<Int>, [UInt8]) throws -> Void) throws -> Int {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var line: [UInt8] = []
        var start = 0
        var offset = 0
        while true {
            let count = unsafe pread(descriptor, &buffer, buffer.count, off_t(offset))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            if count == 0 { return start }
            offset += count
            var rest = buffer[..<count]
            while let end = rest.firstIndex(of: 0x0A) {
                line += rest[..<end]
                let next = start + line.count + 1
                try body(start..<next, line)
                line.removeAll(keepingCapacity: true)
                start = next
                rest = rest[(end + 1)...]
            }
            line += rest
        }
    }

    /// The bytes of a place, with the line's end.
    ///
    /// - Throws: `DiagnosticsError` when they cannot be read
    package func bytes(_ place: Range<Int>) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: place.count)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(
                    descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(place.lowerBound + done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path) }
            done += count
        }
        return bytes
    }

    /// Cuts the file, so that an incomplete last line is gone.
    ///
    /// - Throws: `DiagnosticsError`
    package func cut(at length: Int) throws {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure(path) }
    }

    /// Adds bytes at the end.
    ///
    /// - Throws: `DiagnosticsError`
    package func add(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            done += count
        }
    }

    private static func failure(_ path: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .unwritable, at: nil, unsafe "\(path): \(String(cString: strerror(errno)))")
        ])
    }
}
