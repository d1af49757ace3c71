package import ObsText

/// What SQLite keeps of a table, an index or a trigger.
private struct TableDefinition: Equatable {
    let form: String
    let table: String
    let statement: String

    /// All of a database by their names, but for those that SQLite makes by itself.
    static func all(_ database: Connection) throws -> [String: TableDefinition] {
        var all: [String: TableDefinition] = [:]
        let rows = try database.statement(
            "SELECT name, type, tbl_name, sql FROM main.sqlite_schema WHERE name NOT GLOB 'sqlite_*'")
        try rows.forEach(of: "sqlite_schema") { row in
            all[try row.text(0)] = TableDefinition(
                form: try row.text(1), table: try row.text(2), statement: try row.optionalText(3) ?? "")
        }
        return all
    }

    /// Whether it changes what can be stored in one of the tables: a table or a view beside them does not.
    func acts(on tables: [String: TableDefinition]) -> Bool {
        ["index", "trigger"].contains(form) && tables[table] != nil
    }
}

extension Migrations {
    /// The tables, indexes and triggers of a file that are not those of the newest version; one line each.
    func changedTables(_ database: Connection) throws -> [String] {
        let own = try TableDefinition.all(database)
        let fresh = try Connection.inMemory()
        // A file of an older version that is only read stays of that version.
        let fileVersion = try database.integer("PRAGMA user_version")
        try upTo(fileVersion).run(fresh, "memory")
        let right = try TableDefinition.all(fresh)
        let version = "version \(fileVersion) of the tables"
        let advice = "take the registry from a copy, or export it and import that into a new one"
        var problems: [String] = []
        for (name, definition) in right.sorted(by: { $0.key < $1.key }) {
            guard let found = own[name] else {
                problems.append("the \(definition.form) \(name) is gone, which belongs to \(version); \(advice)")
                continue
            }
            if found != definition {
                problems.append("the \(found.form) \(name) is not that of \(version); \(advice)")
            }
        }
        for (name, found) in own.sorted(by: { $0.key < $1.key }) where right[name] == nil && found.acts(on: right) {
            problems.append("the \(found.form) \(name) does not belong to \(version); drop it, or \(advice)")
        }
        return problems
    }

    /// Checks by their hash that tables, indexes and triggers are those of the newest version.
    ///
    /// - Throws: `RegistryError` (`changedTables`), which names the first that is not
    func checkTables(_ database: Connection, _ path: String) throws {
        guard let tables, try Self.tablesHash(database) != tables else { return }
        let changed = try changedTables(database)
        guard let first = changed.first else { return }
        throw RegistryError(
            .changedTables,
            "\(path) cannot be written: \(first)"
                + (changed.count > 1 ? " (\(changed.count - 1) more: see calib check)" : ""))
    }

    /// The hash of a file's tables, indexes and triggers.
    static func tablesHash(_ database: Connection) throws -> ContentHash {
        var text = ""
        for (name, one) in try TableDefinition.all(database).sorted(by: { $0.key < $1.key }) {
            text += "\(one.form) \(name) of \(one.table): \(one.statement)\u{0}"
        }
        return ContentHash(of: Array(text.utf8))
    }
}

extension RegistryReading {
    /// The hash of the tables, indexes and triggers.
    package func tablesHash() throws -> ContentHash { try Migrations.tablesHash(database) }
}
