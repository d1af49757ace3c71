internal import GRDB

extension RegistryError {
    /// Runs something with the database; what SQLite says becomes an error of the registry.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw RegistryError(error, path)
        }
    }

    /// What SQLite's error means for a registry.
    init(_ error: DatabaseError, _ path: String) {
        let said = error.message ?? "no reason given"
        switch (error.resultCode, error.extendedResultCode) {
        case (.SQLITE_NOTADB, _):
            self.init(.notADatabase, "\(path) is no SQLite database, or it is encrypted; name the file of a registry")
        case (.SQLITE_CORRUPT, _), (.SQLITE_IOERR, .SQLITE_IOERR_SHORT_READ):
            self.init(.damaged, "\(path) is damaged (\(said)); take it from a copy, or import an export of it")
        case (.SQLITE_ERROR, _) where ["no such table", "no such column", "malformed"].contains(where: said.contains):
            self.init(
                .damaged,
                "\(path): its tables are not those of a registry (\(said)); take it from a copy, or import an export of it"
            )
        case (.SQLITE_BUSY, _), (.SQLITE_LOCKED, _):
            self.init(.busy, "\(path): another process writes, and did not end in time; try again, or wait longer")
        case (.SQLITE_READONLY, _), (.SQLITE_PERM, _):
            self.init(.readOnly, "\(path) cannot be written (\(said)); nothing was changed")
        case (.SQLITE_FULL, _), (.SQLITE_IOERR, .SQLITE_IOERR_WRITE), (.SQLITE_IOERR, .SQLITE_IOERR_SHMSIZE),
            (.SQLITE_IOERR, .SQLITE_IOERR_TRUNCATE):
            self.init(
                .diskFull,
                "\(path) cannot grow (\(said)): the disk, a quota or the largest size allowed is exhausted; "
                    + "nothing was changed; make room and try again")
        case (.SQLITE_CANTOPEN, _), (.SQLITE_AUTH, _):
            self.init(.unreadable, "\(path) cannot be opened (\(said))")
        case (.SQLITE_CONSTRAINT, _):
            self.init(.refused, "\(path): the tables refuse this (\(said)); nothing was changed")
        default:
            self.init(.sqlite, "\(path): SQLite says \(error.resultCode.rawValue): \(said)")
        }
    }
}
