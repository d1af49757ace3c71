internal import Glibc

/// Reads files, whole or a part at a time.
package enum FileBytes {
    /// The bytes of a regular file.
    ///
    /// - Throws: `DiagnosticsError` that says why it cannot be read, or that it has more than `limit` bytes.
    package static func read(_ path: String, limit: Int) throws -> [UInt8] {
        try withFile(path) { descriptor, size in
            guard size <= limit else { throw DiagnosticsError([tooLarge(size, file: path, limit: limit)]) }
            // One byte more, so that a file which grows meanwhile is noticed.
            let bytes = try part(of: path, descriptor, size + 1)
            guard bytes.count <= size else { throw unreadable(path, "it grew while it was read") }
            return bytes
        }
    }

    /// Hands over the bytes of a regular file a part at a time, so that the file may be larger than the memory.
    ///
    /// - Throws: `DiagnosticsError` that says why it cannot be read; what `body` throws
    package static func forEachPart(of path: String, _ body: ([UInt8]) throws -> Void) throws {
        try withFile(path) { descriptor, _ in
            while true {
                let bytes = try part(of: path, descriptor, 1 << 16)
                if bytes.isEmpty { return }
                try body(bytes)
            }
        }
    }

    /// Opens a regular file, and says how many bytes it has.
    private static func withFile<Result>(_ path: String, _ body: (Int32, Int) throws -> Result) throws -> Result {
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
        return try body(descriptor, Int(status.st_size))
    }

    /// The next bytes of an open file, fewer than `most` where it ends.
    private static func part(of path: String, _ descriptor: Int32, _ most: Int) throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            while count < most {
                let got = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), most - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw unreadable(path, reason(failure)) }
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
