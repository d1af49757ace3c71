internal import Glibc

/// A file that is written under a temporary name and put in its place when it is whole.
@safe
package final class ReplacementFile {
    private let path: String
    private let temporary: String
    private var file: UnsafeMutablePointer<FILE>?

    /// Begins to write.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be written
    package init(_ path: String) throws {
        self.path = path
        temporary = path + ".\(getpid()).tmp"
        TemporaryFiles.add(temporary)
        _ = unsafe temporary.withFileName { unsafe unlink($0) }
        unsafe file = unsafe temporary.withFileName { unsafe fopen($0, "wbxe") }
        if unsafe file == nil {
            let error = failure()
            TemporaryFiles.remove(temporary)
            throw error
        }
    }

    deinit {
        guard let file = unsafe file else { return }
        unsafe fclose(file)
        discard()
    }

    private func discard() {
        _ = unsafe temporary.withFileName { unsafe unlink($0) }
        TemporaryFiles.remove(temporary)
    }

    /// Writes bytes.
    ///
    /// - Throws: `DiagnosticsError`
    package func write(_ bytes: [UInt8]) throws {
        guard let file = unsafe file, unsafe bytes.isEmpty || fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw failure()
        }
    }

    /// Puts the file in its place.
    ///
    /// - Parameter isDurable: whether it is on the disk for good before it has its name
    /// - Throws: `DiagnosticsError`
    package func finish(isDurable: Bool = true) throws {
        guard let file = unsafe file else { return }
        let isWritten = unsafe fflush(file) == 0 && (!isDurable || fsync(fileno(file)) == 0)
        let number = errno
        unsafe self.file = nil
        guard unsafe fclose(file) == 0, isWritten, rename() else {
            if !isWritten { errno = number }
            let error = failure()
            discard()
            throw error
        }
        TemporaryFiles.remove(temporary)
    }

    private func rename() -> Bool {
        unsafe temporary.withFileName { old in unsafe path.withFileName { unsafe Glibc.rename(old, $0) == 0 } }
    }

    private func failure() -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(
                .error, .unwritable, at: nil, unsafe "\(path) cannot be written: \(String(cString: strerror(errno)))")
        ])
    }
}
