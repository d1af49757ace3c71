import Foundation
import GRDB
import TestSupport
import Testing

@testable import ObsRegistry

/// GRDB, which served the registry first, is asked the same.
@Suite("The layer over SQLite and GRDB are one")
struct StoreOracleTests {
    private static func value(_ generator: inout SeededGenerator) -> SQLiteValue {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: .null
        case 1: .integer(Int64.random(in: .min ... .max, using: &generator))
        case 2: .real(Double.random(in: -1e300...1e300, using: &generator))
        case 3:
            .bytes(
                (0..<Int.random(in: 0..<40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
                })
        default:
            .text(
                String(
                    String.UnicodeScalarView(
                        (0..<Int.random(in: 0..<40, using: &generator)).compactMap { _ in
                            Unicode.Scalar(UInt32.random(in: 1..<0x2FFFF, using: &generator))
                        })))
        }
    }

    private static func storage(_ value: SQLiteValue) -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value), .spoiltText(let value): Data(value).databaseValue
        }
    }

    @Test("What one stores the other reads, of every class of values", arguments: [1, 2, 3])
    func values(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let mine = try ConnectionPool(folder.path + "/x.sqlite", .create, patience: 5)
        try mine.write { try $0.run(script: "CREATE TABLE t (id INTEGER PRIMARY KEY, value ANY) STRICT") }
        let theirs = try DatabasePool(path: folder.path + "/x.sqlite")
        var values: [SQLiteValue] = []
        for number in 0..<400 {
            let value = Self.value(&generator)
            values.append(value)
            if number % 2 == 0 {
                try mine.write { try $0.run("INSERT INTO t (value) VALUES (?)", value) }
            } else {
                try theirs.write {
                    try $0.execute(sql: "INSERT INTO t (value) VALUES (?)", arguments: [Self.storage(value)])
                }
            }
        }
        let read = try mine.read { try $0.statement("SELECT value FROM t ORDER BY id").map(of: "t") { $0.value(0) } }
        let other = try theirs.read { try DatabaseValue.fetchAll($0, sql: "SELECT value FROM t ORDER BY id") }
        #expect(read == values, "seed \(seed)")
        #expect(other == values.map(Self.storage), "seed \(seed)")
    }

    @Test(
        "What one is refused the other is, with the same code and words",
        arguments: [
            "INSERT INTO t VALUES (1, 'b')", "INSERT INTO t VALUES (NULL, NULL)", "INSERT INTO t VALUES ('x', 'b')",
            "INSERT INTO u VALUES (7)", "SELECT * FROM nowhere", "SELECT", "INSERT INTO t VALUES (9, 'refused')",
            "DELETE FROM t",
        ])
    func refusals(sql: String) throws {
        let tables = """
            CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT; INSERT INTO t VALUES (1, 'a');
            CREATE TABLE u (t INTEGER REFERENCES t (a)); INSERT INTO u VALUES (1);
            CREATE TRIGGER r BEFORE INSERT ON t WHEN NEW.b = 'refused' BEGIN SELECT RAISE(ABORT, 'obskit: r'); END;
            """
        let mine = try Connection.inMemory()
        try mine.run(script: tables)
        let theirs = try DatabaseQueue()
        try theirs.write { try $0.execute(sql: tables) }
        let error = #expect(throws: SQLiteError.self) { try mine.run(script: sql) }
        let other = #expect(throws: DatabaseError.self) { try theirs.write { try $0.execute(sql: sql) } }
        #expect(error?.code.rawValue == other?.extendedResultCode.rawValue)
        #expect(error?.message == other?.message)
    }
}
