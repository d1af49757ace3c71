internal import Dispatch
internal import Glibc
internal import Synchronization

/// Why a pool did not make a call.
enum PoolError: Error {
    /// Other calls of the process, which the words tell, took too long.
    case busy(String)
    case cancelled
    case closed
    /// It cannot be closed.
    case isUsed
    case usedAfterFork
}

/// The connections of a process to one file: one that writes, if any may, and a bounded number that read.
///
/// Every call has a connection to itself for as long as it takes. In the log mode that the file has (WAL), those that read see
/// the file as it was when their call began and never wait for the one that writes.
final class ConnectionPool: Sendable {
    /// A connection that is handed from thread to thread, and used by one at a time: whoever has taken it out of the pool.
    private struct Lent: @unchecked Sendable {
        let connection: Connection
    }

    private struct State {
        var writer: Lent?
        var idle: [Lent] = []
        var inUse: [ObjectIdentifier: Interrupter] = [:]
        var writingThread: pthread_t?
        var isClosed = false
    }

    /// The most connections that read at a time; more calls than that wait.
    static let mostReaders = 8

    private let name: String
    /// What every connection that reads runs when it is opened.
    private let prelude: String
    private let patience: Double
    private let process = getpid()
    private let state: Mutex<State>
    private let readers = DispatchSemaphore(value: mostReaders)
    private let writing = DispatchSemaphore(value: 1)
    let canWrite: Bool

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - name: The name as SQLite takes it.
    ///   - mode: What may be done with it.
    ///   - prelude: What every connection that reads runs when it is opened.
    ///   - patience: How long to wait for another process or thread, in seconds.
    /// - Throws: `SQLiteError`; `RegistryError` (`noSQLite`)
    init(_ name: String, _ mode: DatabaseHandle.Mode, prelude: String = "", patience: Double) throws {
        self.name = name
        self.prelude = prelude
        self.patience = patience
        canWrite = mode != .read
        let first = Lent(connection: try Connection(name, mode, patience: patience))
        if canWrite {
            try first.connection.run(script: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            state = Mutex(State(writer: first))
        } else {
            try first.connection.run(script: prelude)
            state = Mutex(State(idle: [first]))
        }
    }

    deinit {
        // The connection that writes is the last to close: it takes SQLite's log and index with it.
        state.withLock { $0.idle = [] }
    }

    /// Reads from one state of the file.
    ///
    /// - Throws: What `body` throws; `SQLiteError`, `PoolError`
    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try checkProcess()
        try wait(readers, "\(Self.mostReaders) calls of this process read")
        defer { readers.signal() }
        let reader: Lent
        if let idle = try lend({ $0.idle.popLast() }) {
            reader = idle
        } else {
            reader = try open()
            _ = try lend { _ in reader }
        }
        defer { end(reader) { $0.idle.append(reader) } }
        return try reader.connection.reading { try body(reader.connection) }
    }

    private func open() throws -> Lent {
        let connection = try Connection(name, .read, patience: patience)
        try connection.run(script: prelude)
        return Lent(connection: connection)
    }

    /// Changes the file, wholly or not at all.
    ///
    /// - Throws: As `read`
    func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try withWriter { connection in try connection.writing { try body(connection) } }
    }

    /// Uses the connection that writes, outside of a transaction.
    ///
    /// - Precondition: The pool can write, and this is not called within such a call.
    func withWriter<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try checkProcess()
        precondition(
            state.withLock { $0.writingThread } != pthread_self(), "a call that writes is made within another one")
        try wait(writing, "another call of this process writes")
        defer { writing.signal() }
        let lent = try lend { state in
            state.writingThread = pthread_self()
            return state.writer
        }
        guard let writer = lent else { preconditionFailure("a pool that only reads is asked to write") }
        defer { end(writer) { $0.writingThread = nil } }
        return try body(writer.connection)
    }

    /// Ends all calls that run; they fail as cancelled.
    func interrupt() {
        for interrupter in state.withLock({ $0.inUse.values.map(\.self) }) { interrupter.interrupt() }
    }

    /// Closes the file; calls after that are errors.
    ///
    /// - Throws: `PoolError`
    func close() throws {
        try checkProcess()
        // What is closed goes away outside of the lock.
        let closed: ([Lent], Lent?) = try state.withLock { state in
            guard state.inUse.isEmpty else { throw PoolError.isUsed }
            state.isClosed = true
            defer { (state.idle, state.writer) = ([], nil) }
            return (state.idle, state.writer)
        }
        _ = closed
    }

    /// Lends a connection that `take` gives, if it gives one.
    ///
    /// Whoever closes the pool or ends its calls finds it with the pool or in use: there is no time between.
    private func lend(_ take: (inout State) -> Lent?) throws -> Lent? {
        try state.withLock { state throws -> Lent? in
            if state.isClosed { throw PoolError.closed }
            guard let lent = take(&state) else { return nil }
            lent.connection.begins()
            state.inUse[ObjectIdentifier(lent.connection)] = lent.connection.interrupter
            return lent
        }
    }

    private func end(_ lent: Lent, _ change: (inout sending State) -> Void) {
        state.withLock { state in
            state.inUse[ObjectIdentifier(lent.connection)] = nil
            change(&state)
        }
    }

    /// Refuses what a process does with a file that its parent opened: the locks are the parent's.
    private func checkProcess() throws {
        guard getpid() == process else { throw PoolError.usedAfterFork }
    }

    private func wait(_ semaphore: DispatchSemaphore, _ others: String) throws {
        if semaphore.wait(timeout: .now()) == .success { return }
        let begin = ContinuousClock.now
        while true {
            let left = patience - Patience.seconds(begin.duration(to: .now))
            if Task.isCancelled { throw PoolError.cancelled }
            guard left > 0 else { throw PoolError.busy(others) }
            if semaphore.wait(timeout: .now() + min(left, 0.05)) == .success { return }
        }
    }
}
