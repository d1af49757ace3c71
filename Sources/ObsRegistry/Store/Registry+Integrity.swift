internal import GRDB
internal import ObsCalibrations

extension Registry {
    /// Checks that tables, indexes and triggers are those of their version: without them the rules hold for nobody who writes.
    ///
    /// What is stored may be whole all the same, which `checkIntegrity()` tells.
    ///
    /// - Returns: What is gone, changed or added, nothing when all is as it was made; one line each.
    /// - Throws: `RegistryError` when the file cannot be read
    public func checkTables() throws -> [String] { try read { try $0.changedTables(of: self.migrations) } }

    /// Checks the whole file: its pages, its references and texts, and that everything in it could have been stored by the
    /// rules.
    ///
    /// - Returns: What is wrong, nothing when the registry is whole; one line each, no more than 100.
    /// - Throws: `RegistryError` when the file cannot be read
    public func checkIntegrity() throws -> [String] {
        try read { reading in
            var problems: [String] = []
            // What is damaged may end any of it early; each says what it found.
            let parts: [() throws -> [String]] = [
                reading.damagedPages, reading.missingReferences, reading.spoiltTexts, reading.missingPairs,
            ]
            for part in parts {
                do {
                    problems += try part()
                } catch {
                    problems.append(words(of: error))
                }
            }
            if !problems.isEmpty { return Array(problems.prefix(100)) }
            // The rules in memory go over all of it again, certification by certification.
            do {
                _ = try reading.snapshot()
            } catch {
                problems.append(words(of: error))
            }
            return problems
        }
    }

    private func words(of error: any Error) -> String {
        (error as? DatabaseError).map { RegistryError($0, path).description } ?? "\(error)"
    }
}

extension RegistryReading {
    fileprivate func damagedPages() throws -> [String] {
        try String.fetchAll(database, sql: "PRAGMA integrity_check(50)").filter { $0 != "ok" }
    }

    fileprivate func missingReferences() throws -> [String] {
        try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(50).map { row in
            let row = Columns(row, of: "foreign_key_check")
            let place = try row.optionalInteger(1).map { "\($0)" } ?? "?"
            return "row \(place) of \(try row.text(0)) names a row of \(try row.text(2)) that is not there"
        }
    }

    /// The tables, indexes and triggers that are not those of the version.
    fileprivate func changedTables(of migrations: Migrations) throws -> [String] {
        let own = try TableDefinition.all(database)
        let right = try DatabaseQueue().write { fresh in
            try migrations.run(fresh, "memory")
            return try TableDefinition.all(fresh)
        }
        let version = "version \(migrations.newest) of the tables"
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

    /// Texts that are no UTF-8: SQLite keeps any bytes as text, and reading them would show others.
    fileprivate func spoiltTexts() throws -> [String] {
        var problems: [String] = []
        for (table, columns) in CalibrationTables.texts {
            let list = columns.map { "CAST(\($0) AS BLOB)" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(database, sql: "SELECT \(list) FROM \(table)")
            var spoilt: [String: Int] = [:]
            while let row = try rows.next() {
                for (index, column) in columns.enumerated() {
                    guard case .blob(let data) = (row[index] as DatabaseValue).storage else { continue }
                    if String(validating: data, as: UTF8.self) == nil { spoilt[column, default: 0] += 1 }
                }
            }
            for (column, count) in spoilt.sorted(by: { $0.key < $1.key }) {
                problems.append(
                    "\(count) texts in column \(column) of \(table) are no UTF-8; take the registry from a copy")
            }
        }
        return problems
    }
}

/// What SQLite keeps of a table, an index or a trigger.
private struct TableDefinition: Equatable {
    let form: String
    let table: String
    let statement: String

    /// All of a database by their names, but for those that SQLite makes by itself.
    static func all(_ database: Database) throws -> [String: TableDefinition] {
        var all: [String: TableDefinition] = [:]
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, type, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'")
        for row in rows.map({ Columns($0, of: "sqlite_schema") }) {
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

extension RegistryReading {
    /// Sets of keys of which the tables do not know that they can hold together.
    fileprivate func missingPairs() throws -> [String] {
        var problems: [String] = []
        let pairs = Set(
            try Row.fetchAll(database, sql: "SELECT key_set, other FROM key_pairs").map { row in
                let row = Columns(row, of: "key_pairs")
                return [try row.integer(0), try row.integer(1)]
            })
        for kind in try tables.kinds() {
            let sets = try tables.index(of: kind).all
            for (place, left) in sets.enumerated() {
                for right in sets[place...] where left.keys.canHold(with: right.keys, as: kind.kind) {
                    if pairs.contains([left.id, right.id]) && pairs.contains([right.id, left.id]) { continue }
                    problems.append(
                        "the tables do not know that \(kind.kind.name) of \(left.keys) and of \(right.keys) can conflict"
                    )
                }
            }
        }
        return problems
    }
}
