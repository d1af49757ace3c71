internal import GRDB

/// One step from a version of the tables to the next.
package struct Migration: Sendable {
    /// The version that the file has after the step: 1, 2, 3 and so on, kept in SQLite's `user_version`.
    let version: Int32
    /// What the step brings, for people.
    let about: String
    /// The statements.
    let sql: String

    /// A step.
    package init(version: Int32, about: String, sql: String) {
        self.version = version
        self.about = about
        self.sql = sql
    }
}

/// The versions of a registry's tables, every step in order.
package struct Migrations: Sendable {
    /// Marks a file as a registry of ObsKit: "ObsK".
    static let applicationID: Int32 = 0x4F62_734B

    /// The versions that this library reads and writes.
    package static let known = Migrations([CalibrationTables.migration])

    private let all: [Migration]

    /// The version to which files are brought.
    package var newest: Int32 { all.last?.version ?? 0 }

    private init(_ all: [Migration]) { self.all = all }

    /// The same with a step more, as a later library will have it.
    package func adding(_ migration: Migration) -> Migrations { Migrations(all + [migration]) }

    /// Brings a file to the newest version, all steps or none.
    ///
    /// - Parameters:
    ///   - database: The file, in a transaction.
    ///   - path: The path, for messages.
    /// - Throws: `RegistryError` (`migrationFailed`) when the tables refuse a step; what SQLite throws otherwise
    func run(_ database: Database, _ path: String) throws {
        let current = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        for migration in all where migration.version > current {
            do {
                try database.execute(sql: migration.sql)
            } catch let error as DatabaseError where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode) {
                throw RegistryError(
                    .migrationFailed,
                    "\(path) cannot be brought to version \(migration.version) of the tables, \(migration.about) "
                        + "(\(error.message ?? "no reason given")); it is as it was: use the ObsKit that wrote it, or "
                        + "export it with that and import it into a new registry")
            }
            try database.execute(sql: "PRAGMA user_version = \(migration.version)")
        }
        try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
    }
}
