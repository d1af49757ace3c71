import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsRegistry
import TestSupport
import Testing

/// Registries that somebody or something changed behind the back of the tables.
@Suite("A damaged registry")
struct DamageTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/c.sqlite"
        let registry = try Registry.create(path: path)
        try registry.write { changes in
            try changes.add(Samples.kinds(.begin).all)
            try changes.add(CalibrationCollection("calib", .validityRanged))
            try changes.add(CalibrationCollection("all", .chain(["calib"])))
        }
        try registry.close()
    }

    /// Changes the file as no program should, with what guards it out of the way, and puts that back.
    private func change(_ statements: String...) throws {
        let other = try SQLiteClient(path)
        let triggers = try other.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for trigger in triggers { try other.execute("DROP TRIGGER \(trigger[0])") }
        let tables = try other.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        func rewrite(_ change: (String) -> String) throws {
            try other.execute("PRAGMA writable_schema = ON")
            for table in tables {
                _ = try other.rows("UPDATE sqlite_schema SET sql = ? WHERE name = ?", change(table[1]), table[0])
            }
            try other.execute("PRAGMA writable_schema = RESET")
        }
        try rewrite {
            $0.replacing("STRICT, ", with: "").replacing("STRICT", with: "").replacing("TEXT NOT NULL", with: "TEXT")
        }
        try other.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements { try other.execute(statement) }
        try rewrite { $0 }
        for trigger in triggers { try other.execute(trigger[1]) }
        other.close()
    }

    private func problems() throws -> [String] {
        let registry = try Registry.open(path: path, readOnly: true)
        defer { try? registry.close() }
        return try registry.checkTables() + registry.checkIntegrity()
    }

    @Test("is whole before anything is done to it, and after it was rewritten as it was")
    func whole() throws {
        #expect(try problems() == [])
        try change()
        #expect(try problems() == [])
    }

    @Test(
        "has a typed error for a column that holds something else, in whatever reads it",
        arguments: [
            (
                "UPDATE collections SET name = x'FF00' WHERE id = 1",
                "column name of a row of collections holds 2 bytes that are no text"
            ),
            (
                "UPDATE collections SET about = NULL",
                "column about of a row of collections holds nothing where a text must be"
            ),
            ("UPDATE collections SET form = 'heap' WHERE id = 1", "has the form 'heap', which ObsKit does not know"),
            (
                "UPDATE kinds SET is_required = 'x'",
                "column is_required of a row of kinds holds the text 'x' where an integer"
            ),
            ("UPDATE kinds SET is_required = 7", "holds the integer 7"),
            ("UPDATE kinds SET aliases = 'none'", "which is no list"),
            ("UPDATE kinds SET policy = 'now'", "has the policy 'now'"),
            ("UPDATE kind_keys SET match = 'about'", "is compared by 'about', which ObsKit does not know"),
            ("UPDATE chain_members SET member = 77", "a chain has a member that is no collection"),
        ])
    func columns(_ statement: String, _ words: String) throws {
        try change(statement)
        let registry = try Registry.open(path: path, readOnly: true)
        defer { try? registry.close() }
        let error = try registryError { _ = try registry.read { try $0.snapshot() } }
        #expect(error.code == .damaged)
        #expect(error.message.contains(words), "\(error)")
        let found = try problems()
        #expect(!found.isEmpty)
    }

    @Test("says which texts are no UTF-8")
    func spoiltText() throws {
        try change("UPDATE collections SET about = CAST(x'636166E9' AS TEXT) WHERE id = 1")
        #expect(try problems().contains { $0.contains("1 texts in column about of collections are no UTF-8") })
    }

    @Test(
        "says which triggers, indexes and tables are not those of its version",
        arguments: [
            ("DROP TRIGGER certifications_insert", "the trigger certifications_insert is gone"),
            ("DROP INDEX certifications_of_dataset", "the index certifications_of_dataset is gone"),
            (
                "DROP TRIGGER kinds_delete; CREATE TRIGGER kinds_delete BEFORE DELETE ON kinds BEGIN SELECT 1; END",
                "the trigger kinds_delete is not that of version 2"
            ),
            ("CREATE TRIGGER mine AFTER INSERT ON datasets BEGIN SELECT 1; END", "the trigger mine does not belong"),
            ("ALTER TABLE datasets ADD COLUMN note TEXT", "the table datasets is not that of version 2"),
            ("DROP TABLE certifications", "the table certifications is gone"),
        ])
    func definitions(_ statements: String, _ words: String) throws {
        try SQLiteClient(path).execute(statements)
        let found = try problems()
        #expect(found.contains { $0.hasPrefix(words) }, "\(found)")
    }

    @Test("lets others have tables beside its own")
    func beside() throws {
        try SQLiteClient(path).execute("CREATE TABLE mine (a); CREATE INDEX my ON mine (a); ANALYZE")
        #expect(try problems() == [])
    }
}
