/// What a call to `Registry.write` may change; it ends with the call.
public struct RegistryChanges {
    let tables: Tables

    /// The same transaction, for reading: it sees what was changed so far.
    public var reading: RegistryReading { RegistryReading(tables) }

    init(_ tables: Tables) {
        self.tables = tables
    }

    var database: Connection { tables.database }

    /// Runs something; a refusal by a trigger of the tables becomes what `explain` makes of its name.
    func explaining(_ explain: (String) throws -> (any Error)?, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as SQLiteError {
            guard let name = error.refusal, let reason = try explain(name) else { throw error }
            throw reason
        }
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
        guard !isReadOnly else {
            throw RegistryError(.readOnly, "\(path) was opened for reading; open it for writing")
        }
        return try RegistryError.translating(path) {
            var known: Catalog?
            let result = try pool.write { database in
                try self.checkVersion(database)
                let before = try self.rememberedCatalog(database)
                let tables = Tables(database, before)
                let result = try body(RegistryChanges(tables))
                // What a call changes of the catalog is read anew: it may still come to nothing.
                if try Catalog.revision(database) == before.revision { known = tables.catalog }
                return result
            }
            if let known { self.remember(known) }
            return result
        }
    }
}

extension RegistryChanges {
    /// Lets the file grow no further, as on a full disk, as long as the connection lasts.
    package func limitPagesForTesting() throws {
        let pages = try database.integer("PRAGMA page_count")
        try database.run(script: "PRAGMA max_page_count = \(pages + 20)")
    }
}
