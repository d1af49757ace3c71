internal import GRDB

/// What a call to `Registry.write` may change; it ends with the call.
public struct RegistryChanges {
    let tables: Tables

    /// The same transaction, for reading: it sees what was changed so far.
    public var reading: RegistryReading { RegistryReading(tables) }

    init(_ tables: Tables) {
        self.tables = tables
    }

    var database: Database { tables.database }

    /// Runs a statement; a refusal by a trigger of the tables becomes what `explain` makes of its name.
    func execute(
        _ statement: Statement, _ arguments: StatementArguments, explain: (String) throws -> (any Error)?
    ) throws {
        try explaining(explain) { try statement.execute(arguments: arguments) }
    }

    /// Runs something; a refusal by a trigger of the tables becomes what `explain` makes of its name.
    func explaining(_ explain: (String) throws -> (any Error)?, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as DatabaseError {
            guard let name = error.refusal, let reason = try explain(name) else { throw error }
            throw reason
        }
    }
}

extension DatabaseError {
    /// The name under which a trigger of the tables refused a change: `conflict`.
    var refusal: String? {
        guard resultCode == .SQLITE_CONSTRAINT, let message, message.hasPrefix("obskit: ") else { return nil }
        return String(message.dropFirst("obskit: ".count))
    }
}

extension Registry {
    /// Changes the registry: everything that `body` does, or nothing when it throws or the process is killed.
    ///
    /// Other writers wait meanwhile, so `body` should not do other work. Readers do not wait.
    ///
    /// - Parameter body: Makes the changes.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and `RegistryError` (`readOnly`, `busy`, `diskFull`, …)
    @discardableResult
    public func write<Result: Sendable>(_ body: (RegistryChanges) throws -> Result) throws -> Result {
        guard let writer else {
            throw RegistryError(.readOnly, "\(path) was opened for reading; open it for writing")
        }
        return try RegistryError.translating(path) {
            try writer.writeWithoutTransaction { database in
                var result: Result?
                var known: Catalog?
                try database.inTransaction(.immediate) {
                    try self.checkVersion(database)
                    let before = try self.rememberedCatalog(database)
                    let tables = Tables(database, before)
                    result = try body(RegistryChanges(tables))
                    // What a call changes of the catalog is read anew: it may still come to nothing.
                    if try Catalog.revision(database) == before.revision { known = tables.catalog }
                    return .commit
                }
                if let known { self.remember(known) }
                guard let result else { throw RegistryError(.sqlite, "\(path): a transaction came to no end") }
                return result
            }
        }
    }
}

extension RegistryChanges {
    /// Lets the file grow no further, as on a full disk, as long as the connection lasts.
    package func limitPagesForTesting() throws {
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 1
        try database.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
    }
}
