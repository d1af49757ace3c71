import Foundation
import TestSupport
import Testing

@testable import ObsRegistry

@Suite("A connection to SQLite")
struct ConnectionTests {
    private func code(_ body: () throws -> Void) -> SQLiteCode? {
        do { try body() } catch let error as SQLiteError { return error.code } catch {}
        return nil
    }

    @Test("keeps texts by their length, with NUL and none of their characters changed, and bytes of any number")
    func texts() throws {
        let connection = try Connection.inMemory()
        try connection.run(script: "CREATE TABLE t (id INTEGER PRIMARY KEY, value ANY) STRICT")
        let values: [SQLiteValue] = [
            .text(""), .text("a\0b"), .text("é🔭\u{10FFFF}"), .text(String(repeating: "x", count: 100_000)), .bytes([]),
            .bytes([0, 255, 0]), .integer(.min), .integer(.max), .real(-0.0), .real(.infinity), .null,
        ]
        for value in values { try connection.run("INSERT INTO t (value) VALUES (?)", value) }
        let found = try connection.statement("SELECT value FROM t ORDER BY id").map(of: "t") { $0.value(0) }
        #expect(found == values)
        let lengths = try connection.statement("SELECT length(CAST(value AS BLOB)) FROM t WHERE id <= 3").map(of: "t") {
            try $0.integer(0)
        }
        #expect(lengths == [0, 3, 10])
    }

    @Test(
        "reads a column as what it must hold, and says what else is there",
        arguments: [
            ("'7'", "holds the text '7' where an integer must be"), ("7.0", "holds the number 7.0 where an integer"),
            ("NULL", "holds nothing where an integer"), ("x'07'", "holds 1 bytes that are no text where an integer"),
            ("CAST(x'E9' AS TEXT)", "holds a text of 1 bytes that are no UTF-8 where an integer"),
        ])
    func strictReads(value: String, words: String) throws {
        let connection = try Connection.inMemory()
        let error = try registryError {
            _ = try connection.statement("SELECT \(value) AS c").first(of: "t") { try $0.integer(0) }
        }
        #expect(error.code == .damaged)
        #expect(error.message.hasPrefix("column c of a row of t \(words)"), "\(error)")
        let text = try? connection.statement("SELECT \(value) AS c").first(of: "t") { try $0.text(0) }
        #expect(text == (value == "'7'" ? "7" : nil))
    }

    @Test("uses a statement again after it failed, with no value left in it, and twice at a time")
    func cache() throws {
        let connection = try Connection.inMemory()
        try connection.run(script: "CREATE TABLE t (a INTEGER UNIQUE, b TEXT) STRICT")
        let insert = try connection.statement("INSERT INTO t VALUES (?, ?)")
        try insert.run(1, "one")
        #expect(code { try insert.run(1, "again") } == SQLiteCode(rawValue: 2067), "the extended code of UNIQUE")
        try insert.run(2, String?.none)
        #expect(try connection.statement("INSERT INTO t VALUES (?, ?)") === insert)
        let select = "SELECT a, b FROM t ORDER BY a"
        var pairs: [[Int64]] = []
        try connection.statement(select).forEach(of: "t") { outer in
            let first = try outer.integer(0)
            try connection.statement(select).forEach(of: "t") { pairs.append([first, try $0.integer(0)]) }
        }
        #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
        var seen = 0
        try connection.statement(select).rows(of: "t") { _ in
            seen += 1
            return false
        }
        #expect(seen == 1)
        #expect(try connection.statement(select).map(of: "t") { try $0.optionalText(1) } == ["one", nil])
    }

    @Test("cannot be made to change its schema, to break a reference, or to take a name in quotes for a text")
    func guards() throws {
        let connection = try Connection.inMemory()
        try connection.run(script: "CREATE TABLE t (a INTEGER PRIMARY KEY); CREATE TABLE u (t REFERENCES t (a))")
        #expect(
            code { try connection.run(script: "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''") } != nil
        )
        #expect(code { try connection.run("INSERT INTO u VALUES (7)") }?.primary == .constraint)
        #expect(code { try connection.run("SELECT \"no column\"") } == .error)
        #expect(try connection.integer("PRAGMA cell_size_check") == 1)
        connection.checkForeignKeys(false)
        try connection.run("INSERT INTO u VALUES (7)")
        connection.checkForeignKeys(true)
        #expect(code { try connection.run("INSERT INTO u VALUES (8)") }?.primary == .constraint)
    }

    @Test("undoes a transaction that throws, also when SQLite ended it already")
    func transactions() throws {
        struct Stop: Error {}
        let connection = try Connection.inMemory()
        try connection.run(script: "CREATE TABLE t (a INTEGER UNIQUE ON CONFLICT ROLLBACK)")
        #expect(throws: Stop.self) {
            try connection.writing {
                try connection.run("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        #expect(throws: SQLiteError.self) {
            try connection.writing { for _ in 0..<2 { try connection.run("INSERT INTO t VALUES (1)") } }
        }
        #expect(try connection.integer("SELECT count(*) FROM t") == 0)
        try connection.writing { try connection.run("INSERT INTO t VALUES (3)") }
        #expect(try connection.integer("SELECT a FROM t") == 3)
    }

    @Test("tells a lock, which can be waited for, from a snapshot that is too old to write")
    func busy() throws {
        let folder = try TemporaryFolder()
        let name = folder.path + "/x.sqlite"
        let (one, other) = (try Connection(name, .create, patience: 0), try Connection(name, .create, patience: 0))
        try one.run(script: "PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
        try one.writing {
            #expect(code { try other.writing {} } == .busy)
        }
        let stale = code {
            try other.reading {
                _ = try other.integer("SELECT count(*) FROM t")
                try one.writing { try one.run("INSERT INTO t VALUES (1)") }
                try other.run("INSERT INTO t VALUES (2)")
            }
        }
        #expect(stale == .busySnapshot)
        let words = RegistryError(SQLiteError(code: .busySnapshot, message: ""), "r").message
        #expect(words == "r: another process wrote since this call began to read; nothing was changed; do it again")
        #expect(try other.integer("SELECT count(*) FROM t") == 1)
    }

    @Test("is with the one copy of SQLite that the process has")
    func oneCopy() throws {
        _ = try Connection.inMemory()
        let bytes = try #require(FileHandle(forReadingAtPath: "/proc/self/maps")).readDataToEndOfFile()
        let maps = String(decoding: bytes, as: UTF8.self)
        let files = Set(
            maps.split(separator: "\n").compactMap { $0.split(separator: " ").last }.filter { $0.contains("sqlite3") })
        #expect(files.count == 1, "\(files)")
    }
}
