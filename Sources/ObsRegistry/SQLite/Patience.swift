internal import Glibc
internal import Synchronization

/// Whether somebody wants a call to end, said from another thread.
final class Interruption: Sendable {
    private let value = Atomic(false)

    var isWanted: Bool {
        get { value.load(ordering: .acquiring) }
        set { value.store(newValue, ordering: .releasing) }
    }
}

/// How long a connection waits for another process, and whether anybody still wants what it does.
///
/// SQLite asks it on the thread that called SQLite, so that the task there can be asked whether it is cancelled.
final class Patience {
    /// The longest wait for one lock, in seconds.
    let seconds: Double
    /// Whether the last wait or statement ended since the task was cancelled.
    private(set) var wasCancelled = false
    private var begin = ContinuousClock.now
    private let interruption: Interruption

    init(seconds: Double, _ interruption: Interruption) {
        self.seconds = seconds
        self.interruption = interruption
    }

    /// Begins a call.
    func begins() {
        wasCancelled = false
        interruption.isWanted = false
    }

    /// Whether to try again for a lock that was asked for so many times already; waits before it says so.
    func waits(_ count: Int) -> Bool {
        if count == 0 { begin = .now }
        guard goesOn else { return false }
        let left = seconds - Self.seconds(begin.duration(to: .now))
        guard left > 0 else { return false }
        usleep(UInt32(min(left, Self.pause(count)) * 1e6))
        return true
    }

    /// Whether the call goes on: nobody interrupted it, and its task is not cancelled.
    var goesOn: Bool {
        if interruption.isWanted || Task.isCancelled { wasCancelled = true }
        return !wasCancelled
    }

    /// Short at first, when whoever holds the lock is likely to be done soon.
    static func pause(_ count: Int) -> Double { count < 10 ? 0.001 * Double(count + 1) : count < 20 ? 0.025 : 0.05 }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
