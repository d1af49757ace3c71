import CObsSQLite

/// Another program's connection to a file, on SQLite's functions alone: nothing guards it, and references are not checked.
@safe
final class SQLiteClient {
    /// What SQLite says when it does not do something.
    struct Refusal: Error {
        let message: String
    }

    private var connection: OpaquePointer?

    init(_ path: String) throws {
        guard unsafe sqlite3_open(path, &connection) == SQLITE_OK else { throw refusal() }
    }

    deinit { close() }

    func close() {
        unsafe sqlite3_close_v2(connection)
        unsafe connection = nil
    }

    /// Runs statements; those that change something are each a transaction.
    func execute(_ sql: String) throws {
        guard unsafe sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw refusal() }
    }

    /// The rows of a statement, every value as a text.
    func rows(_ sql: String, _ values: String...) throws -> [[String]] {
        var statement: OpaquePointer?
        guard unsafe sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else { throw refusal() }
        defer { unsafe sqlite3_finalize(statement) }
        for (place, value) in values.enumerated() {
            unsafe sqlite3_bind_text(
                statement, Int32(place + 1), value, -1, unsafeBitCast(-1, to: sqlite3_destructor_type?.self))
        }
        var rows: [[String]] = []
        while true {
            switch unsafe sqlite3_step(statement) {
            case SQLITE_ROW:
                unsafe rows.append(
                    (0..<sqlite3_column_count(statement)).map { column in
                        unsafe sqlite3_column_text(statement, column).map { unsafe String(cString: $0) } ?? ""
                    })
            case SQLITE_DONE: return rows
            default: throw refusal()
            }
        }
    }

    private func refusal() -> Refusal { unsafe Refusal(message: String(cString: sqlite3_errmsg(connection))) }
}
