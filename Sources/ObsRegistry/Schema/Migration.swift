package import ObsText

/// One step from a version of the tables to the next.
package struct Migration: Sendable {
    /// The version that the file has after the step: 1, 2, 3 and so on, kept in SQLite's `user_version`.
    let version: Int32
    /// What the step brings, for people.
    let about: String
    /// The statements.
    let sql: String
    /// Statements by which a connection reads a file of the version before as one of this, without changing it; nil where there
    /// are none.
    let reading: String?
    /// The hash of all tables, indexes and triggers as they are after the step; nil where nobody needs to know.
    let tables: ContentHash?

    /// A step.
    package init(version: Int32, about: String, sql: String, reading: String? = nil, tables: ContentHash? = nil) {
        self.version = version
        self.about = about
        self.sql = sql
        self.reading = reading
        self.tables = tables
    }
}

/// The versions of a registry's tables, every step in order.
package struct Migrations: Sendable {
    /// Marks a file as a registry of ObsKit: "ObsK".
    static let applicationID: Int32 = 0x4F62_734B

    /// The versions that this library reads and writes.
    package static let known = Migrations([CalibrationTables.migration, InstrumentTables.migration])

    private let all: [Migration]

    /// The version to which files are brought.
    package var newest: Int32 { all.last?.version ?? 0 }
    /// The hash of the newest version's tables; nil where nobody needs to know.
    package var tables: ContentHash? { all.last?.tables }

    private init(_ all: [Migration]) { self.all = all }

    /// These with a step more, as a later library will have it.
    package func adding(_ migration: Migration) -> Migrations { Migrations(all + [migration]) }

    /// The statements by which a connection reads a file of an older version; nil when it cannot be read so.
    func reading(from version: Int64) -> String? {
        let steps = all.filter { Int64($0.version) > version }.map(\.reading)
        return steps.contains(nil) ? nil : steps.compactMap(\.self).joined()
    }

    /// Those up to a version.
    func upTo(_ version: Int64) -> Migrations { Migrations(all.filter { Int64($0.version) <= version }) }

    /// Brings a file to the newest version, all steps or none.
    ///
    /// - Parameters:
    ///   - database: The file, in a transaction.
    ///   - path: The path, for messages.
    /// - Throws: `RegistryError` (`migrationFailed`) when the tables refuse a step; what SQLite throws otherwise
    func run(_ database: Connection, _ path: String) throws {
        let current = try database.integer("PRAGMA user_version")
        for migration in all where Int64(migration.version) > current {
            do {
                try database.run(script: migration.sql)
            } catch let error as SQLiteError where [.error, .constraint].contains(error.code.primary) {
                throw RegistryError(
                    .migrationFailed,
                    "\(path) cannot be brought to version \(migration.version) of the tables, \(migration.about) "
                        + "(\(error.message)); it is as it was: use the ObsKit that wrote it, or "
                        + "export it with that and import it into a new registry")
            }
            try database.run(script: "PRAGMA user_version = \(migration.version)")
        }
        try database.run(script: "PRAGMA application_id = \(Self.applicationID)")
    }
}
