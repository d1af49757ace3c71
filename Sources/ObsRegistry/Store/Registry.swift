internal import Foundation
internal import GRDB
internal import ObsText
internal import Synchronization

/// A file of calibrations: datasets, collections and certifications in SQLite, for several processes at once.
///
/// ```swift
/// let registry = try Registry.create(path: "calibrations.sqlite")
/// try registry.write { changes in
///     try changes.add(instrument.calibrationKinds.all)
///     try changes.add(CalibrationCollection("calib", .validityRanged))
///     try changes.add([bias])
///     try changes.certify([Certification(of: bias, in: "calib", validity: night)])
/// }
/// let query = CalibrationQuery("bias", detector: 3, during: exposure)
/// let answer = try registry.read { try $0.answer(query, in: ["calib"]) }
/// ```
///
/// A call that changes something is done wholly or not at all, also when the process is killed in it. Readers never wait
/// for writers and see the registry as it was when their call began; writers wait for each other, no longer than
/// `patience`. It is safe to use from many threads.
public final class Registry: Sendable {
    /// The path of the file, as it was given.
    public let path: String
    /// Whether the registry can only be read.
    public let isReadOnly: Bool

    let reader: any DatabaseReader
    let writer: (any DatabaseWriter)?
    /// What calls remember of kinds, collections and sets of keys.
    let catalog = Mutex<Catalog?>(nil)
    let migrations: Migrations

    private init(
        _ path: String, _ migrations: Migrations, reader: any DatabaseReader, writer: (any DatabaseWriter)?
    ) {
        self.path = path
        self.migrations = migrations
        self.reader = reader
        self.writer = writer
        isReadOnly = writer == nil
    }

    /// Opens a registry; one for writing is brought to the newest version of its tables.
    ///
    /// Where file and folder cannot be written, as on a read-only disk, a registry that nobody has open can still be read.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - readOnly: Whether it shall be read only; nothing in its folder is then changed, but for the two files by which
    ///     SQLite coordinates processes.
    ///   - patience: How long to wait for another process that writes, in seconds.
    /// - Returns: The registry, open.
    /// - Throws: `RegistryError`
    public static func open(path: String, readOnly: Bool = false, patience: Double = 10) throws -> Registry {
        try open(path: path, readOnly: readOnly, patience: patience, migrations: .known)
    }

    /// Opens a registry as a library would that knows other versions of the tables.
    package static func open(
        path: String, readOnly: Bool = false, patience: Double = 10, migrations: Migrations
    ) throws -> Registry {
        try RegistryFile.check(path, migrations)
        if !readOnly { try RegistryFile.checkWritable(path) }
        return try RegistryError.translating(path) {
            let configuration = configuration(readOnly: readOnly, patience)
            guard readOnly else {
                let pool = try DatabasePool(path: FileName.sqliteName(path), configuration: configuration)
                let registry = Registry(path, migrations, reader: pool, writer: pool)
                try registry.migrate()
                return registry
            }
            let registry = try openForReading(path, migrations, configuration)
            let version = try registry.reader.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") } ?? 0
            guard version >= migrations.newest else {
                throw RegistryError(
                    .olderSchema,
                    "\(path) has version \(version) of the tables, and \(migrations.newest) is needed; "
                        + "open it for writing once, which brings it up to date")
            }
            return registry
        }
    }

    private static func openForReading(
        _ path: String, _ migrations: Migrations, _ configuration: Configuration
    ) throws -> Registry {
        do {
            let pool = try DatabasePool(path: FileName.sqliteName(path), configuration: configuration)
            // SQLite opens lazily: only a read shows whether it can.
            _ = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
            return Registry(path, migrations, reader: pool, writer: nil)
        } catch let error as DatabaseError
            where unsafe [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
            && RegistryFile.folder(path).withFileName({ unsafe access($0, W_OK) }) != 0 && !RegistryFile.hasLog(path)
        {
            // Nobody can write here, and nothing waits in a log: the file will not change while it is read.
            let location = FileName.sqliteAddress(path) + "?immutable=1"
            let queue = try DatabaseQueue(path: location, configuration: configuration)
            return Registry(path, migrations, reader: queue, writer: nil)
        }
    }

    /// Makes a registry, whole or not at all.
    ///
    /// - Parameters:
    ///   - path: The file, which must not exist; its folder must.
    ///   - patience: How long later calls wait for another process that writes, in seconds.
    /// - Returns: The registry, open and empty.
    /// - Throws: `RegistryError` (`registryExists`, `readOnly`, `diskFull`)
    public static func create(path: String, patience: Double = 10) throws -> Registry {
        guard !path.utf8.contains(0) else {
            throw RegistryError(.noSuchRegistry, "a path holds no NUL character; name a file")
        }
        let exists = RegistryError(.registryExists, "\(path) exists; open it, or name another file")
        guard unsafe path.withFileName({ unsafe access($0, F_OK) }) != 0 else { throw exists }
        let folder = RegistryFile.folder(path)
        guard unsafe folder.withFileName({ unsafe access($0, W_OK) }) == 0 else {
            throw RegistryError(.readOnly, unsafe "\(folder) cannot be written: \(String(cString: strerror(errno)))")
        }
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
        let names = ["", "-wal", "-shm", "-journal"].map { temporary + $0 }
        names.forEach(TemporaryFiles.add)
        defer {
            for name in names {
                _ = unsafe name.withFileName { unsafe unlink($0) }
                TemporaryFiles.remove(name)
            }
        }
        try RegistryError.translating(path) {
            var configuration = configuration(readOnly: false, patience)
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: FileName.sqliteName(temporary), configuration: configuration)
            try queue.write { try Migrations.known.run($0, path) }
            try queue.close()
        }
        guard unsafe temporary.withFileName({ own in unsafe path.withFileName { unsafe link(own, $0) } }) == 0 else {
            if errno == EEXIST { throw exists }
            throw RegistryError(.readOnly, unsafe "\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        return try open(path: path, patience: patience)
    }

    private static func configuration(readOnly: Bool, _ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
        configuration.label = "ObsRegistry"
        return configuration
    }

    private func migrate() throws {
        guard let writer else { return }
        try writer.writeWithoutTransaction { database in
            // A certification that was acknowledged outlives a loss of power, too.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            if try Int32.fetchOne(database, sql: "PRAGMA user_version") != migrations.newest {
                try database.inTransaction(.immediate) {
                    try migrations.run(database, path)
                    return .commit
                }
            }
            try checkVersion(database)
        }
    }

    /// Checks that the tables are of the version that this library knows; another program may have changed them since.
    func checkVersion(_ database: Database) throws {
        let version = try Int32.fetchOne(database.cachedStatement(sql: "PRAGMA user_version")) ?? 0
        let application = try Int32.fetchOne(database.cachedStatement(sql: "PRAGMA application_id")) ?? 0
        try RegistryFile.check(path, applicationID: application, version: version, migrations)
    }

    /// Closes the file; calls after that are errors.
    ///
    /// - Throws: `RegistryError` (`busy`) while another thread uses it
    public func close() throws {
        try RegistryError.translating(path) {
            // The connection that writes must be the last to close, so that it takes SQLite's log and index with it.
            (reader as? DatabasePool)?.releaseMemory()
            try reader.close()
        }
    }
}
