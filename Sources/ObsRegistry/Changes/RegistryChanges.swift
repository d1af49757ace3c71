/// What a call to `Registry.write` may change; it ends with the call.
public struct RegistryChanges {
    let tables: Tables
    /// The instrument that is changed; nil for the only one.
    let instrument: String?

    /// The same transaction, for reading: it sees what was changed so far.
    public var reading: RegistryReading { RegistryReading(tables, instrument) }

    init(_ tables: Tables, _ instrument: String? = nil) {
        self.tables = tables
        self.instrument = instrument
    }

    /// Changes one of several instruments.
    ///
    /// - Parameter instrument: Its name, empty for the one without a name; nil for the only one that there is. One that is not
    ///   there comes with its kinds.
    /// - Returns: The same transaction.
    public func of(instrument: String?) -> RegistryChanges { RegistryChanges(tables, instrument) }

    /// The kind of a name or alias, of the instrument.
    func kind(_ name: String) throws -> KindRecord { try tables.kind(name, of: tables.instrument(instrument)) }

    var database: Connection { tables.database }

    /// Makes all changes of `body`, or none when it throws: whoever catches the error may go on in the same call.
    func wholly<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try database.changing(body)
        } catch {
            tables.forget()
            throw error
        }
    }

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
