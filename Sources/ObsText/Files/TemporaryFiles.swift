internal import Glibc
internal import Synchronization

/// Files that stand under temporary names, which a signal that ends the process takes away.
///
/// Whoever makes such a file says its name before it is there, and again when it is gone. A program that wants them taken away
/// calls `takeAwayOnSignals()`; a library changes no handler by itself.
package enum TemporaryFiles {
    /// A name, in memory that a signal handler may read: it allocates nothing and waits for nobody.
    @safe
    private struct Slot: ~Copyable {
        let isTaken = Atomic(false)
        let name = UnsafeMutablePointer<CChar>.allocate(capacity: longestName)
    }

    private static let longestName = Int(PATH_MAX) + 1
    private static let count = 64
    private static let lock = Mutex(())

    nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Slot> = {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        for index in 0..<count { unsafe (slots + index).initialize(to: Slot()) }
        return unsafe slots
    }()

    /// Remembers the name of a file that is about to be made; one that is too long, or one too many, is not remembered.
    package static func add(_ path: String) {
        unsafe path.withFileName { name in
            let length = unsafe strlen(name) + 1
            guard length <= longestName else { return }
            lock.withLock { _ in
                for index in 0..<count where unsafe !slots[index].isTaken.load(ordering: .relaxed) {
                    unsafe memcpy(slots[index].name, name, length)
                    unsafe slots[index].isTaken.store(true, ordering: .releasing)
                    return
                }
            }
        }
    }

    /// Forgets a name: the file has its own now, or is gone.
    package static func remove(_ path: String) {
        unsafe path.withFileName { name in
            lock.withLock { _ in
                for index in 0..<count
                where unsafe slots[index].isTaken.load(ordering: .relaxed) && strcmp(slots[index].name, name) == 0 {
                    unsafe slots[index].isTaken.store(false, ordering: .releasing)
                }
            }
        }
    }

    /// Takes the files away when the process is told to end; a signal that is ignored stays ignored.
    package static func takeAwayOnSignals() {
        _ = unsafe slots
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { number in
                for index in 0..<TemporaryFiles.count
                where unsafe TemporaryFiles.slots[index].isTaken.load(ordering: .acquiring) {
                    unsafe unlink(TemporaryFiles.slots[index].name)
                }
                // The signal is held back while it is handled; it ends the process when this returns.
                signal(number, SIG_DFL)
                raise(number)
            }
            if unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(number, SIG_IGN)
            }
        }
    }
}
