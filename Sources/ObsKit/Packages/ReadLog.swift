internal import Synchronization

/// Remembers which files of a package were read.
final class ReadLog: Sendable {
    private let read = Mutex<Set<String>>([])

    /// Remembers that somebody read a file, or tried to.
    func note(_ path: String) { read.withLock { _ = $0.insert(path) } }

    /// The paths of the files that were read, inside the package.
    var paths: Set<String> { read.withLock { $0 } }
}
