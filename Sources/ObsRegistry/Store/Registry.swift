internal import Glibc
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

    let pool: ConnectionPool
    /// What calls remember of kinds, collections and sets of keys.
    let catalog = Mutex<Catalog?>(nil)
    let migrations: Migrations
    /// The older version as which connections that read take the tables; nil when they are of the newest.
    private let olderVersion: Int64?

    private init(_ path: String, _ migrations: Migrations, _ pool: ConnectionPool, olderVersion: Int64? = nil) {
        self.olderVersion = olderVersion
        self.path = path
        self.migrations = migrations
        self.pool = pool
        isReadOnly = !pool.canWrite
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
            guard readOnly else {
                let pool = try ConnectionPool(FileName.sqliteName(path), .readAndWrite, patience: patience)
                let registry = Registry(path, migrations, pool)
                try registry.migrate()
                return registry
            }
            var pool = try ConnectionPool.reading(path, patience: patience)
            let version = try pool.read { try $0.integer("PRAGMA user_version") }
            if version < Int64(migrations.newest), let prelude = migrations.reading(from: version) {
                pool = try ConnectionPool.reading(path, prelude: prelude, patience: patience)
                return Registry(path, migrations, pool, olderVersion: version)
            } else if version < Int64(migrations.newest) {
                throw RegistryError(
                    .olderSchema,
                    "\(path) has version \(version) of the tables, and \(migrations.newest) is needed; "
                        + "open it for writing once, which brings it up to date")
            }
            return Registry(path, migrations, pool)
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
            let pool = try ConnectionPool(FileName.sqliteName(temporary), .create, patience: patience)
            try pool.write { try Migrations.known.run($0, path) }
            try pool.close()
        }
        guard unsafe temporary.withFileName({ own in unsafe path.withFileName { unsafe link(own, $0) } }) == 0 else {
            if errno == EEXIST { throw exists }
            throw RegistryError(.readOnly, unsafe "\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        return try open(path: path, patience: patience)
    }

    private func migrate() throws {
        try pool.withWriter { database in
            if try database.integer("PRAGMA user_version") != Int64(migrations.newest) {
                // A table that others refer to cannot be replaced while references are checked one by one.
                database.checkForeignKeys(false)
                defer { database.checkForeignKeys(true) }
                try database.writing { try migrations.run(database, path) }
            }
            try database.reading {
                try checkVersion(database)
                try migrations.checkTables(database, path)
            }
        }
    }

    /// Checks that the tables are of the version that this library knows; another program may have changed them since.
    func checkVersion(_ database: Connection) throws {
        let version = try database.integer("PRAGMA user_version")
        let application = try database.integer("PRAGMA application_id")
        try RegistryFile.check(
            path, applicationID: Int32(truncatingIfNeeded: application), version: Int32(truncatingIfNeeded: version),
            migrations)
    }

    /// Checks that tables of an older version are still those as which a connection reads them.
    func checkIsAsOpened(_ database: Connection) throws {
        guard let olderVersion, try database.integer("PRAGMA user_version") != olderVersion else { return }
        throw RegistryError(.olderSchema, "\(path) was brought up to date by another process; open it again")
    }

    /// Ends all calls that run, from another thread: each fails with `RegistryError` (`cancelled`), and nothing of it is done.
    ///
    /// A call that is made in a task ends by itself when the task is cancelled.
    public func interrupt() { pool.interrupt() }

    /// Closes the file; calls after that are errors.
    ///
    /// - Throws: `RegistryError` (`busy`) while another thread uses it
    public func close() throws { try RegistryError.translating(path) { try pool.close() } }
}
