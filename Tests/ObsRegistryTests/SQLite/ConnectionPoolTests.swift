import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ObsRegistry

/// Something that one thread says to another.
private final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
}

/// What a thread said in the end.
private final class Said: Sendable {
    let words = Mutex("")
}

// One after the other: some block a thread, of which tasks have as many as there are cores.
@Suite("The connections to one file", .serialized)
struct ConnectionPoolTests {
    private let folder: TemporaryFolder
    private var name: String { folder.path + "/x.sqlite" }

    init() throws { folder = try TemporaryFolder() }

    private func pool(patience: Double = 10) throws -> ConnectionPool {
        let pool = try ConnectionPool(name, .create, patience: patience)
        try pool.write { try $0.run(script: "CREATE TABLE IF NOT EXISTS t (a INTEGER) STRICT") }
        return pool
    }

    /// Counts for about a year.
    private static let endless = """
        WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000000)
        SELECT max(n) FROM c
        """

    private func count(_ connection: Connection) throws -> Int64 { try connection.integer("SELECT count(*) FROM t") }

    /// What a pool, or SQLite, says.
    private static func words(_ body: () throws -> Void) -> String {
        do {
            try RegistryError.translating("x", body)
            return "done"
        } catch {
            return "\(error)"
        }
    }

    @Test("A reader sees the file as it was when its call began, whatever is written meanwhile")
    func snapshots() throws {
        let pool = try pool()
        try pool.read { reader in
            #expect(try count(reader) == 0)
            try pool.write { try $0.run("INSERT INTO t VALUES (1)") }
            #expect(try count(reader) == 0)
            #expect(try pool.read(count) == 1)
        }
        #expect(try pool.read(count) == 1)
    }

    @Test("No more read at a time than the pool allows; one more waits, and says when it waited too long")
    func bounded() throws {
        let pool = try pool(patience: 0.1)
        func nested(_ depth: Int) throws -> Int {
            if depth == 0 { return 0 }
            return try pool.read { _ in try nested(depth - 1) + 1 }
        }
        #expect(try nested(ConnectionPool.mostReaders) == ConnectionPool.mostReaders)
        #expect(
            Self.words { _ = try nested(ConnectionPool.mostReaders + 1) }
                == "x: 8 calls of this process read, and did not end in time; try again, or wait longer [busy]")
        #expect(try nested(2) == 2)
    }

    @Test("Fifty threads read and write through one pool, and no row is lost")
    func threads() async throws {
        let pool = try pool()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try pool.write { try $0.run("INSERT INTO t VALUES (?)", number) }
                    _ = try pool.read { try $0.integer("SELECT count(*) FROM t") }
                }
            }
            try await group.waitForAll()
        }
        #expect(try pool.read(count) == 50)
    }

    @Test("A lock of another connection is waited out")
    func waiting() async throws {
        let pool = try pool()
        let other = try ConnectionPool(name, .readAndWrite, patience: 10)
        let isHeld = Flag()
        let begin = ContinuousClock.now
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try other.write { _ in
                    isHeld.set()
                    usleep(700_000)
                }
            }
            while !isHeld.isSet { try? await Task.sleep(for: .milliseconds(5)) }
            #expect(throws: Never.self) { try pool.write { try $0.run("INSERT INTO t VALUES (1)") } }
        }
        #expect(begin.duration(to: .now) > .milliseconds(600))
        #expect(try pool.read(count) == 1)
    }

    @Test("A call ends when somebody interrupts it, in a statement or between two, and the next one works")
    func interruption() throws {
        let pool = try pool()
        for isLong in [true, false] {
            let (isRunning, isInterrupted, isDone) = (Flag(), Flag(), Flag())
            let said = Said()
            Thread.detachNewThread {
                let words = Self.words {
                    try pool.write { connection in
                        try connection.run("INSERT INTO t VALUES (1)")
                        isRunning.set()
                        if isLong { _ = try connection.integer(Self.endless) }
                        while !isInterrupted.isSet { usleep(1000) }
                    }
                }
                said.words.withLock { $0 = words }
                isDone.set()
            }
            while !isRunning.isSet { usleep(1000) }
            pool.interrupt()
            isInterrupted.set()
            while !isDone.isSet { usleep(1000) }
            #expect(said.words.withLock(\.self) == "x: the call was cancelled; nothing was changed [cancelled]")
            #expect(try pool.read(count) == 0)
        }
    }

    @Test("A call ends when its task is cancelled: while it reads, and while it waits for a lock")
    func cancellation() async throws {
        let pool = try pool()
        func cancelled(_ body: @escaping @Sendable () throws -> Void) async -> String {
            let task = Task { Self.words(body) }
            try? await Task.sleep(for: .milliseconds(100))
            task.cancel()
            return await task.value
        }
        let said = "x: the call was cancelled; nothing was changed [cancelled]"
        #expect(await cancelled { _ = try pool.read { try $0.integer(Self.endless) } } == said)
        // A thread of its own: tasks have as many as there are cores, and this one waits.
        let other = try ConnectionPool(name, .readAndWrite, patience: 10)
        let (isHeld, isDone) = (Flag(), Flag())
        let holder = Thread {
            try? other.write { _ in
                isHeld.set()
                while !isDone.isSet { usleep(1000) }
            }
        }
        holder.start()
        while !isHeld.isSet { usleep(1000) }
        #expect(await cancelled { try pool.write { _ in } } == said)
        isDone.set()
        try pool.write { try $0.run("INSERT INTO t VALUES (1)") }
    }

    @Test("A pool that is closed says so, leaves no log behind, and is not closed while it is used")
    func closing() throws {
        let pool = try pool()
        try pool.read { _ in
            #expect(Self.words { try pool.close() }.hasSuffix("close it when no call runs [busy]"))
        }
        try pool.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.sqlite"])
        for body in [{ try pool.read { _ in } }, { try pool.write { _ in } }] {
            #expect(Self.words(body) == "x was closed before; open it again [closed]")
        }
    }

    @Test("No call begins after the pool was closed, however both meet")
    func closingWhileCallsBegin() throws {
        for round in 0..<300 {
            let pool = try pool()
            // Every other round the call takes a connection that is idle.
            if round % 2 == 0 { try pool.read { _ in } }
            let (isRunning, isClosed, isDone, isLate) = (Flag(), Flag(), Flag(), Flag())
            Thread.detachNewThread {
                isRunning.set()
                try? pool.read { _ in if isClosed.isSet { isLate.set() } }
                isDone.set()
            }
            while !isRunning.isSet {}
            let begin = ContinuousClock.now
            while begin.duration(to: .now) < .microseconds(round * 3) {}
            let words = Self.words { try pool.close() }
            if words == "done" { isClosed.set() }
            while !isDone.isSet { usleep(100) }
            try #require(!isLate.isSet, "round \(round)")
            if words != "done" { try pool.close() }
            try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.sqlite"])
        }
    }

    @Test("A process that was forked is refused the connections of its parent, whose locks they hold")
    func forks() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let pool = try ConnectionPool(folder.path + "/x.sqlite", .create, patience: 1)
            try pool.write { try $0.run(script: "CREATE TABLE t (a)") }
            #expect(ConnectionPoolTests.statusOfChild(using: pool) == 7)
            try pool.write { try $0.run("INSERT INTO t VALUES (1)") }
            try pool.close()
        }
    }

    /// The status of a forked process: 7 when it is refused to read and to close, 1 otherwise.
    private static func statusOfChild(using pool: ConnectionPool) -> Int32 {
        guard let address = unsafe dlsym(nil, "fork") else { return -1 }
        let fork = unsafe unsafeBitCast(address, to: (@convention(c) () -> Int32).self)
        let child = fork()
        if child == 0 {
            do { try pool.read { _ in } } catch PoolError.usedAfterFork {
                do { try pool.close() } catch PoolError.usedAfterFork { _exit(7) } catch {}
            } catch {}
            _exit(1)
        }
        var status: Int32 = 0
        unsafe waitpid(child, &status, 0)
        return status >> 8 & 0xFF
    }

    @Test("A call that writes is not made within another one, where it would wait for itself")
    func nestedWrites() async {
        await #expect(processExitsWith: .signal(SIGILL)) {
            let folder = try TemporaryFolder()
            let pool = try ConnectionPool(folder.path + "/x.sqlite", .create, patience: 1)
            try pool.write { _ in try pool.write { _ in } }
        }
    }
}
