internal import Glibc
internal import ObsYAML

/// A file that is written under a temporary name and put in its place when it is whole.
final class ReplacementFile {
    private let path: String
    private let temporary: String
    private var file: UnsafeMutablePointer<FILE>?

    /// Begins to write.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be written
    init(_ path: String) throws {
        self.path = path
        temporary = path + ".\(getpid()).tmp"
        unlink(temporary)
        file = fopen(temporary, "wbxe")
        if file == nil { throw failure() }
    }

    deinit {
        if let file {
            fclose(file)
            unlink(temporary)
        }
    }

    /// Writes bytes.
    ///
    /// - Throws: `DiagnosticsError`
    func write(_ bytes: [UInt8]) throws {
        guard let file, bytes.isEmpty || fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure() }
    }

    /// Puts the file in its place, on the disk for good.
    ///
    /// - Throws: `DiagnosticsError`
    func finish() throws {
        guard let file else { return }
        let isWritten = fflush(file) == 0 && fsync(fileno(file)) == 0
        self.file = nil
        guard fclose(file) == 0, isWritten, rename(temporary, path) == 0 else {
            let error = failure()
            unlink(temporary)
            throw error
        }
    }

    private func failure() -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .unwritable, at: nil, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        ])
    }
}
