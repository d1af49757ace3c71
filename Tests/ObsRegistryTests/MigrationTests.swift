import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport
import Testing

/// Registries of version 1, opened as a library would that knows a version 2.
@Suite("Migrations of a registry")
struct MigrationTests {
    private let next = Migrations.known.adding(
        Migration(
            version: Migrations.known.newest + 1, about: "marks of datasets",
            sql: """
                CREATE TABLE marks (dataset INTEGER NOT NULL REFERENCES datasets (id), mark TEXT NOT NULL) STRICT;
                INSERT INTO marks SELECT id, 'old' FROM datasets;
                """))

    private func registry() throws -> (backend: RegistryBackend, export: [UInt8]) {
        var backend = try RegistryBackend(.begin, "1a", "2a")
        try backend.certify(["1a"], during: Samples.hours(1, 2))
        try backend.certify(["2a"], during: .always)
        let export = try backend.registry.read { try $0.snapshot().export }
        try backend.registry.close()
        return (backend, export)
    }

    private func state(_ path: String) throws -> (version: Int32, tables: [String], marks: Int?) {
        let other = try SQLiteClient(path)
        let tables = try other.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map { $0[0] }
        return (
            Int32(try other.rows("PRAGMA user_version")[0][0]) ?? -1, tables,
            tables.contains("marks") ? Int(try other.rows("SELECT count(*) FROM marks")[0][0]) : nil
        )
    }

    @Test("The hash that a registry's tables are checked by is that of the tables of this version")
    func hash() throws {
        let (backend, _) = try registry()
        let registry = try Registry.open(path: backend.path)
        #expect(try registry.read { try $0.tablesHash() } == Migrations.known.tables)
    }

    @Test("A registry whose tables somebody changed is read, but not written")
    func changedTables() throws {
        let (backend, export) = try registry()
        try SQLiteClient(backend.path).execute("DROP TRIGGER certifications_insert; DROP TRIGGER kinds_delete")
        let error = try registryError { _ = try Registry.open(path: backend.path) }
        #expect(error.code == .changedTables)
        #expect(
            error.message.hasPrefix(
                "\(backend.path) cannot be written: the trigger certifications_insert is gone, which"))
        #expect(error.message.hasSuffix("(1 more: see calib check)"))
        let registry = try Registry.open(path: backend.path, readOnly: true)
        #expect(try registry.read { try $0.snapshot().export } == export)
    }

    @Test("A registry of an older version is brought up to date when it is opened for writing, and holds what it held")
    func upToDate() throws {
        let (backend, export) = try registry()
        let before = try state(backend.path)
        let registry = try Registry.open(path: backend.path, migrations: next)
        #expect(try registry.read { try $0.snapshot().export } == export)
        #expect(try registry.checkIntegrity() == [])
        try registry.write { changes in
            try changes.add([
                CalibrationDataset(id: .random(), kind: "bias", keys: CalibrationKeys(detector: 9), uri: "9.fits")
            ])
        }
        try registry.close()
        let after = try state(backend.path)
        #expect(after.version == before.version + 1)
        #expect(after.tables == (before.tables + ["marks"]).sorted())
        #expect(after.marks == 2)
    }

    @Test("A step that fails leaves the registry as it was, for the library that wrote it")
    func wholeOrNot() throws {
        let (backend, export) = try registry()
        let before = try state(backend.path)
        let failing = next.adding(
            Migration(
                version: next.newest + 1, about: "what cannot be",
                sql: "CREATE TABLE more (a); INSERT INTO marks VALUES (NULL, 'new')"))
        let error = try registryError { _ = try Registry.open(path: backend.path, migrations: failing) }
        #expect(error.code == .migrationFailed)
        #expect(
            error.message.hasPrefix(
                "\(backend.path) cannot be brought to version \(failing.newest) of the tables, what cannot be "
                    + "(NOT NULL constraint failed: marks.dataset); it is as it was: "))
        let after = try state(backend.path)
        #expect(after.version == before.version && after.tables == before.tables)
        let registry = try Registry.open(path: backend.path)
        #expect(try registry.read { try $0.snapshot().export } == export)
    }

    @Test("An older registry is not changed by reading, and the error says how to bring it up to date")
    func reading() throws {
        let (backend, _) = try registry()
        let before = try Data(contentsOf: URL(fileURLWithPath: backend.path))
        let error = try registryError {
            _ = try Registry.open(path: backend.path, readOnly: true, migrations: next)
        }
        #expect(error.code == .olderSchema)
        #expect(
            error.message
                == "\(backend.path) has version \(Migrations.known.newest) of the tables, and \(next.newest) is needed; "
                + "open it for writing once, which brings it up to date")
        #expect(try Data(contentsOf: URL(fileURLWithPath: backend.path)) == before)
    }

    @Test("A registry that was brought up to date is refused by the library that wrote it")
    func older() throws {
        let (backend, _) = try registry()
        try Registry.open(path: backend.path, migrations: next).close()
        #expect(try registryError { _ = try Registry.open(path: backend.path) }.code == .newerSchema)
    }

    @Test("Of several that open an older registry at once, one brings it up to date and the others wait")
    func several() async throws {
        let (backend, export) = try registry()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<6 {
                group.addTask { [path = backend.path, next] in
                    let registry = try Registry.open(path: path, migrations: next)
                    let found = try registry.read { try $0.snapshot().export }
                    try registry.close()
                    return found
                }
            }
            for try await found in group { #expect(found == export) }
        }
        // Two datasets were there: a step that came twice would have failed, or marked them again.
        #expect(try state(backend.path).marks == 2)
    }

    @Test("Whoever waits too long for another that brings the registry up to date says so, and can try again")
    func patience() throws {
        let (backend, export) = try registry()
        let other = try SQLiteClient(backend.path)
        try other.execute("BEGIN IMMEDIATE")
        let error = try registryError {
            _ = try Registry.open(path: backend.path, patience: 0.05, migrations: next)
        }
        #expect(error.code == .busy)
        #expect(try state(backend.path).version == Migrations.known.newest)
        try other.execute("ROLLBACK")
        other.close()
        let registry = try Registry.open(path: backend.path, migrations: next)
        #expect(try registry.read { try $0.snapshot().export } == export)
    }
}
