internal import ObsCalibrations

extension Registry {
    /// Checks that tables, indexes and triggers are those of their version: without them the rules hold for nobody who writes.
    ///
    /// What is stored may be whole all the same, which `checkIntegrity()` tells.
    ///
    /// - Returns: What is gone, changed or added, nothing when all is as it was made; one line each.
    /// - Throws: `RegistryError` when the file cannot be read
    public func checkTables() throws -> [String] { try read { try self.migrations.changedTables($0.database) } }

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
                for one in try reading.instruments() { _ = try reading.of(instrument: one).snapshot() }
            } catch {
                problems.append(words(of: error))
            }
            return problems
        }
    }

    private func words(of error: any Error) -> String {
        (error as? SQLiteError).map { RegistryError($0, path).description } ?? "\(error)"
    }
}

extension RegistryReading {
    fileprivate func damagedPages() throws -> [String] {
        try database.statement("PRAGMA integrity_check(50)").map(of: "integrity_check") { try $0.text(0) }
            .filter { $0 != "ok" }
    }

    fileprivate func missingReferences() throws -> [String] {
        let all = try database.statement("PRAGMA foreign_key_check").map(of: "foreign_key_check") { row in
            let place = try row.optionalInteger(1).map { "\($0)" } ?? "?"
            return "row \(place) of \(try row.text(0)) names a row of \(try row.text(2)) that is not there"
        }
        return Array(all.prefix(50))
    }

    /// Texts that are no UTF-8: SQLite keeps any bytes as text, and reading them would show others.
    fileprivate func spoiltTexts() throws -> [String] {
        var problems: [String] = []
        for (table, columns) in CalibrationTables.texts + InstrumentTables.texts {
            var spoilt: [String: Int] = [:]
            try database.statement("SELECT \(columns.joined(separator: ", ")) FROM \(table)").forEach(of: table) {
                row in
                for (index, column) in columns.enumerated() {
                    if case .spoiltText = row.value(index) { spoilt[column, default: 0] += 1 }
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

extension RegistryReading {
    /// Sets of keys that can hold together, and the tables do not say so.
    fileprivate func missingPairs() throws -> [String] {
        var problems: [String] = []
        let pairs = Set(
            try database.statement("SELECT key_set, other FROM key_pairs").map(of: "key_pairs") { row in
                [try row.integer(0), try row.integer(1)]
            })
        for kind in try tables.allKinds() {
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
