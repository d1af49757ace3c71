internal import GRDB

/// One step from a version of the tables to the next.
struct Migration: Sendable {
    /// The version that the file has after the step: 1, 2, 3 and so on, kept in SQLite's `user_version`.
    let version: Int32
    /// What the step brings, for people.
    let about: String
    /// The statements.
    let sql: String
}

/// The versions of a registry's tables.
enum Migrations {
    /// Marks a file as a registry of ObsKit: "ObsK".
    static let applicationID: Int32 = 0x4F62_734B

    /// Every step, in order.
    static let all = [CalibrationTables.migration]

    /// The version of the tables that this library reads and writes.
    static var newest: Int32 { all.last?.version ?? 0 }

    /// Brings a file to a version, all steps or none.
    ///
    /// - Parameters:
    ///   - database: The file, in a transaction.
    ///   - version: The version to stop at; the newest unless a test wants an older one.
    /// - Throws: what SQLite throws
    static func run(_ database: Database, to version: Int32 = newest) throws {
        let current = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        for migration in all where migration.version > current && migration.version <= version {
            try database.execute(sql: migration.sql)
            try database.execute(sql: "PRAGMA user_version = \(migration.version)")
        }
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
}
