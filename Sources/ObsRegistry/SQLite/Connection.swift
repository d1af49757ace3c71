internal import ObsText

/// A connection to a database, with the statements that were prepared in it.
///
/// It is of one thread at a time, which the pool sees to, and hence not `Sendable`.
///
/// Whatever the file's own tables, triggers and views say, they cannot change the schema directly, call a function that is
/// not harmless, or be read when their cells do not fit into their page.
final class Connection {
    private let patience: Patience
    private let handle: DatabaseHandle
    private var statements: [String: Statement] = [:]

    /// The most statements that are kept prepared; the library has some fifty.
    private static let mostStatements = 128

    /// Opens a file, or a URI.
    ///
    /// - Parameters:
    ///   - name: The name as SQLite takes it.
    ///   - mode: What may be done with it.
    ///   - seconds: How long to wait for another process, in seconds.
    /// - Throws: `SQLiteError`; `RegistryError` (`noSQLite`)
    init(_ name: String, _ mode: DatabaseHandle.Mode, patience seconds: Double) throws {
        handle = try DatabaseHandle(name, mode)
        patience = Patience(seconds: seconds, handle.interrupter.interruption)
        handle.ask(patience)
        handle.set(.isDefensive, true)
        handle.set(.trustsSchema, !Self.letsSchemaReadJSON)
        handle.set(.doubleQuotedTexts, false)
        handle.set(.foreignKeys, true)
        try run(script: "PRAGMA cell_size_check = ON")
    }

    /// Whether the functions of JSON may be used by a schema that is not trusted.
    ///
    /// SQLite up to 3.40 holds them to be harmful; the
    /// hash of a registry's tables stands for the distrust there.
    private static let letsSchemaReadJSON: Bool = {
        guard let handle = try? DatabaseHandle(":memory:", .create) else { return false }
        handle.set(.trustsSchema, false)
        let text = Array("CREATE TABLE t (a CHECK (json_type(a) IS NULL)); INSERT INTO t VALUES (NULL)".utf8)
        var place = 0
        while place < text.count {
            guard let statement = try? handle.prepare(text, from: &place, isKept: false), statement.step() == .done
            else {
                return false
            }
        }
        return true
    }()

    /// A database of nobody else, in memory.
    static func inMemory() throws -> Connection { try Connection(":memory:", .create, patience: 0) }

    /// A database of nobody else, in a file that has no name and goes away with the connection.
    static func inNamelessFile() throws -> Connection { try Connection("", .create, patience: 0) }

    deinit {
        // Statements are given up before the connection that they belong to.
        statements = [:]
    }

    /// Ends what it does, from another thread.
    var interrupter: Interrupter { handle.interrupter }

    /// Whether the tables' references are checked.
    func checkForeignKeys(_ isOn: Bool) { handle.set(.foreignKeys, isOn) }

    /// How many rows the last statement changed.
    var changes: Int { handle.changes }

    /// The row that was inserted last.
    var lastInsertedRow: Int64 { handle.lastInsertedRow }

    /// What went wrong last.
    func lastError() -> SQLiteError {
        let error = handle.lastError()
        // A wait that was cancelled ends as busy.
        guard patience.wasCancelled, error.code.primary == .busy else { return error }
        return SQLiteError(code: .interrupted, message: "cancelled")
    }

    // MARK: Statements

    /// A statement, prepared once and kept.
    func statement(_ sql: String) throws -> Statement {
        if let known = statements[sql], !known.isInUse { return known }
        let statement = try prepare(sql, isKept: true)
        if statements.count >= Self.mostStatements { statements = statements.filter { $0.value.isInUse } }
        // One of the same text that gives rows just now stays with whoever has it.
        statements[sql] = statement
        return statement
    }

    private func prepare(_ sql: String, isKept: Bool) throws -> Statement {
        var place = 0
        guard let handle = try handle.prepare(Array(sql.utf8), from: &place, isKept: isKept) else {
            preconditionFailure("there is no statement in '\(sql)'")
        }
        return Statement(handle, sql, of: self)
    }

    /// Runs a statement that is kept.
    func run<each Argument: Bindable>(_ sql: String, _ arguments: repeat each Argument) throws {
        try statement(sql).run(repeat each arguments)
    }

    /// Runs the statements of a text, one after the other.
    func run(script: String) throws {
        let text = Array(script.utf8)
        var place = 0
        while place < text.count {
            guard let handle = try handle.prepare(text, from: &place, isKept: false) else { continue }
            try Statement(handle, script, of: self).run()
        }
    }

    /// The integer that a statement without parameters gives, such as a pragma.
    func integer(_ sql: String) throws -> Int64 {
        try statement(sql).first(of: sql) { try $0.integer(0) } ?? 0
    }

    // MARK: Transactions

    /// Begins a call: what cancelled the one before does not count any more.
    func begins() { patience.begins() }

    /// Reads from one state of the database; nothing in `body` can suspend, so no snapshot is held while a task waits.
    func reading<Result>(_ body: () throws -> Result) throws -> Result {
        try transaction("BEGIN DEFERRED", rollback: "ROLLBACK", body: body)
    }

    /// Changes the database, wholly or not at all.
    ///
    /// It has the lock for writing from the beginning, so that it never has to
    /// give up what it read.
    func writing<Result>(_ body: () throws -> Result) throws -> Result {
        try transaction("BEGIN IMMEDIATE", rollback: "ROLLBACK", body: body)
    }

    /// Makes a part of the changes of a transaction, wholly or not at all: whoever catches the error may go on.
    func changing<Result>(_ body: () throws -> Result) throws -> Result {
        try transaction(
            "SAVEPOINT part", commit: "RELEASE part", rollback: "ROLLBACK TO part", "RELEASE part", body: body)
    }

    private func transaction<Result>(
        _ begin: String, commit: String = "COMMIT", rollback: String..., body: () throws -> Result
    ) throws -> Result {
        try run(begin)
        do {
            let result = try body()
            guard patience.goesOn else { throw PoolError.cancelled }
            try run(commit)
            return result
        } catch {
            // SQLite has ended the transaction itself after some errors.
            if handle.isInTransaction { for statement in rollback { try? run(statement) } }
            throw error
        }
    }
}
