internal import GRDB
internal import ObsCalibrations
internal import ObsYAML

/// A kind of calibration as the tables hold it.
struct KindRecord {
    /// The row.
    let id: Int64
    /// The kind.
    let kind: CalibrationKind

    /// All kinds, in the order in which they came.
    static func all(_ database: Database) throws -> [KindRecord] {
        var rules: [Int64: [KeyRule]] = [:]
        let keys = try Row.fetchCursor(
            database, sql: "SELECT kind, name, match, tolerance, is_required, card, unit FROM kind_keys")
        while let row = try keys.next() {
            let match: KeyRule.Match =
                switch row[2] as String {
                case "exact": .exact
                case "set": .set
                case "range": .range
                case "tolerance": .tolerance(row[3])
                default: .notApplicable
                }
            rules[row[0], default: []].append(
                KeyRule(row[1], match, isRequired: row[4], card: row[5], unit: row[6]))
        }
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, name, about, policy, format, is_required, aliases FROM kinds ORDER BY id")
        return try rows.map { row in
            let name: String = row[1]
            guard let policy = ValidityPolicy(rawValue: row[3]), let format = CalibrationFormat(rawValue: row[4]) else {
                throw RegistryError(
                    .damaged,
                    "the kind '\(name)' has the policy '\(row[3] as String)' and the format '\(row[4] as String)', "
                        + "of which this ObsKit knows one at most; use the ObsKit that wrote it")
            }
            let aliases = try Document.json(text: row[6], file: "aliases of \(name)").root
            return KindRecord(
                id: row[0],
                kind: CalibrationKind(
                    name: name, about: row[2], keys: rules[row[0]] ?? [], policy: policy, format: format,
                    isRequired: row[5], aliases: aliases.elements.compactMap(\.text)))
        }
    }

    /// Adds a kind.
    static func insert(_ kind: CalibrationKind, _ database: Database) throws -> KindRecord {
        try database.execute(
            sql: "INSERT INTO kinds (name, about, policy, format, is_required, aliases) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: arguments(kind))
        let id = database.lastInsertedRowID
        try insertKeys(kind, id, database)
        return KindRecord(id: id, kind: kind)
    }

    /// Puts another kind of the same name in its place; keys that are in use stay as they are.
    func replace(with kind: CalibrationKind, _ database: Database) throws -> KindRecord {
        if kind.keys != self.kind.keys {
            try database.execute(sql: "DELETE FROM kind_keys WHERE kind = ?", arguments: [id])
            try Self.insertKeys(kind, id, database)
        }
        try database.execute(
            sql: """
                UPDATE kinds SET name = ?, about = ?, policy = ?, format = ?, is_required = ?, aliases = ? WHERE id = ?
                """,
            arguments: Self.arguments(kind) + [id])
        return KindRecord(id: id, kind: kind)
    }

    private static func arguments(_ kind: CalibrationKind) -> StatementArguments {
        var aliases = JSONWriter()
        aliases.beginArray()
        for alias in kind.aliases { aliases.value(alias) }
        aliases.endArray()
        return [
            kind.name, kind.about, kind.policy.rawValue, kind.format.rawValue, kind.isRequired, aliases.text,
        ]
    }

    private static func insertKeys(_ kind: CalibrationKind, _ id: Int64, _ database: Database) throws {
        for rule in kind.keys {
            var tolerance: Double?
            if case .tolerance(let number) = rule.match { tolerance = number }
            try database.execute(
                sql: """
                    INSERT INTO kind_keys (kind, name, match, tolerance, is_required, card, unit)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [id, rule.name, rule.match.name, tolerance, rule.isRequired, rule.card, rule.unit])
        }
    }
}
