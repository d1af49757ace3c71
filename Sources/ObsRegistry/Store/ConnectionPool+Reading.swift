internal import Glibc
internal import ObsText

extension ConnectionPool {
    /// Opens a file that is only read, also where file and folder cannot be written.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - prelude: What every connection runs when it is opened.
    ///   - patience: How long to wait for another process or thread, in seconds.
    /// - Returns: The connections.
    /// - Throws: As `init`
    static func reading(_ path: String, prelude: String = "", patience: Double) throws -> ConnectionPool {
        do {
            let pool = try ConnectionPool(FileName.sqliteName(path), .read, prelude: prelude, patience: patience)
            // SQLite opens lazily: only a read shows whether it can.
            _ = try pool.read { try $0.integer("SELECT count(*) FROM sqlite_schema") }
            return pool
        } catch let error as SQLiteError
            where unsafe [.cannotOpen, .readOnly].contains(error.code.primary)
            && RegistryFile.folder(path).withFileName({ unsafe access($0, W_OK) }) != 0 && !RegistryFile.hasLog(path)
        {
            // Nobody can write here, and nothing waits in a log: the file will not change while it is read.
            return try ConnectionPool(
                FileName.sqliteAddress(path) + "?immutable=1", .read, prelude: prelude, patience: patience)
        }
    }
}
