internal import Glibc

/// Reads whole files.
package enum FileBytes {
    /// The bytes of a regular file.
    ///
    /// - Throws: `DiagnosticsError` that says why it cannot be read, or that it has more than `limit` bytes.
    package static func read(_ path: String, limit: Int) throws -> [UInt8] {
        guard !path.utf8.contains(0) else { throw unreadable(path, "its name holds a NUL character") }
        // Not to wait for a writer where the name is a pipe's.
        let descriptor = unsafe path.withFileName { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw unreadable(path, reason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path, reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw unreadable(path, status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is not a regular file")
        }
        guard status.st_size <= limit else {
            throw DiagnosticsError([tooLarge(Int(status.st_size), file: path, limit: limit)])
        }
        let size = Int(status.st_size)
        // One byte more, so that a file which grows meanwhile is noticed.
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count < buffer.count {
                let got = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw unreadable(path, reason(failure)) }
        guard bytes.count <= size else { throw unreadable(path, "it grew while it was read") }
        return bytes
    }

    /// Says that a text is larger than the limits allow.
    package static func tooLarge(_ size: Int, file: String, limit: Int) -> Diagnostic {
        Diagnostic(
            .error, .limitExceeded, at: SourcePosition(file: file, line: 1, column: 1),
            "the text has \(size) bytes; at most \(limit) are allowed")
    }

    private static func unreadable(_ path: String, _ reason: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .unreadable, at: nil, "cannot read '\(DisplayText.visible(path))': \(reason)")
        ])
    }

    private static func reason(_ number: Int32) -> String {
        switch number {
        case ENOENT: "there is no such file"
        case EACCES: "permission denied"
        case ENOTDIR: "a part of its path is no folder"
        default: unsafe String(cString: strerror(number))
        }
    }
}
