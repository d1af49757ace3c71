internal import Glibc

/// A file that is written under a temporary name and put in its place when it is whole.
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
        _ = temporary.withFileName { unlink($0) }
        file = temporary.withFileName { fopen($0, "wbxe") }
        if file == nil {
            let error = failure()
            TemporaryFiles.remove(temporary)
            throw error
        }
    }

    deinit {
        guard let file else { return }
        fclose(file)
        discard()
    }

    private func discard() {
        _ = temporary.withFileName { unlink($0) }
        TemporaryFiles.remove(temporary)
    }

    /// Writes bytes.
    ///
    /// - Throws: `DiagnosticsError`
    package func write(_ bytes: [UInt8]) throws {
        guard let file, bytes.isEmpty || fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure() }
    }

    /// Puts the file in its place.
    ///
    /// - Parameter isDurable: whether it is on the disk for good before it has its name
    /// - Throws: `DiagnosticsError`
    package func finish(isDurable: Bool = true) throws {
        guard let file else { return }
        let isWritten = fflush(file) == 0 && (!isDurable || fsync(fileno(file)) == 0)
        let number = errno
        self.file = nil
        guard fclose(file) == 0, isWritten, rename() else {
            if !isWritten { errno = number }
            let error = failure()
            discard()
            throw error
        }
        TemporaryFiles.remove(temporary)
    }

    private func rename() -> Bool {
        temporary.withFileName { old in path.withFileName { Glibc.rename(old, $0) == 0 } }
    }

    private func failure() -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .unwritable, at: nil, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        ])
    }
}
