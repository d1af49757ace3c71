internal import Synchronization

/// The files of a package that were read, for whoever asks which are there for nothing.
final class ReadLog: Sendable {
    private let read = Mutex<Set<String>>([])

    /// Remembers that a file was read, or that somebody tried.
    func note(_ path: String) { read.withLock { _ = $0.insert(path) } }

    /// The paths of the files, inside the package.
    var paths: Set<String> { read.withLock { $0 } }
}
