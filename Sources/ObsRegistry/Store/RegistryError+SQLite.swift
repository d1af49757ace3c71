extension RegistryError {
    /// Runs something with the database; what SQLite says becomes an error of the registry.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw RegistryError(translating: error, path) ?? error
        }
    }

    /// What an error of the database means for a registry; nil for any other.
    private init?(translating error: any Error, _ path: String) {
        switch error {
        case let error as SQLiteError: self.init(error, path)
        case let error as PoolError: self.init(pool: error, path)
        default: return nil
        }
    }

    /// Why the pool of a file's connections did not make a call.
    init(pool error: PoolError, _ path: String) {
        switch error {
        case .busy(let others):
            self.init(.busy, "\(path): \(others), and did not end in time; try again, or wait longer")
        case .cancelled: self.init(.cancelled, "\(path): the call was cancelled; nothing was changed")
        case .closed: self.init(.closed, "\(path) was closed before; open it again")
        case .isUsed:
            self.init(.busy, "\(path) cannot be closed: another thread reads or writes it; close it when no call runs")
        case .usedAfterFork:
            self.init(
                .usedAfterFork,
                "\(path) was opened before this process was forked; open it in this process again")
        }
    }

    /// What SQLite's error means for a registry.
    init(_ error: SQLiteError, _ path: String) {
        let said = error.message
        switch (error.code.primary, error.code) {
        case (.notADatabase, _):
            self.init(.notADatabase, "\(path) is no SQLite database, or it is encrypted; name the file of a registry")
        case (.corrupt, _), (.inputOutput, .shortRead):
            self.init(.damaged, "\(path) is damaged (\(said)); take it from a copy, or import an export of it")
        case (.error, _) where ["no such table", "no such column", "malformed"].contains(where: said.contains):
            self.init(
                .damaged,
                "\(path): its tables are not those of a registry (\(said)); take it from a copy, or import an export of it"
            )
        case (_, .busySnapshot):
            self.init(
                .busy, "\(path): another process wrote since this call began to read; nothing was changed; do it again")
        case (.interrupted, _):
            self.init(.cancelled, "\(path): the call was cancelled; nothing was changed")
        case (.busy, _), (.locked, _):
            self.init(.busy, "\(path): another process writes, and did not end in time; try again, or wait longer")
        case (.readOnly, _), (.permission, _):
            self.init(.readOnly, "\(path) cannot be written (\(said)); nothing was changed")
        case (.full, _), (.inputOutput, .writeFailed), (.inputOutput, .sharedMemorySize),
            (.inputOutput, .truncateFailed):
            self.init(
                .diskFull,
                "\(path) cannot grow (\(said)): the disk, a quota or the largest size allowed is exhausted; "
                    + "nothing was changed; make room and try again")
        case (.cannotOpen, _), (.authorization, _):
            self.init(.unreadable, "\(path) cannot be opened (\(said))")
        case (.constraint, _):
            self.init(.refused, "\(path): the tables refuse this (\(said)); nothing was changed")
        default:
            self.init(.sqlite, "\(path): SQLite says \(error.code.rawValue): \(said)")
        }
    }
}
