internal import GRDB
internal import ObsCalibrations
internal import ObsDocuments

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
        while let row = try keys.next().map({ Columns($0, of: "kind_keys") }) {
            rules[try row.integer(0), default: []].append(
                KeyRule(
                    try row.text(1), try match(row), isRequired: try row.truth(4), card: try row.optionalText(5),
                    unit: try row.optionalText(6)))
        }
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, name, about, policy, format, is_required, aliases FROM kinds ORDER BY id")
        return try rows.map { row in
            let row = Columns(row, of: "kinds")
            let (id, name) = (try row.integer(0), try row.text(1))
            let words = (policy: try row.text(3), format: try row.text(4))
            guard let policy = ValidityPolicy(rawValue: words.policy),
                let format = CalibrationFormat(rawValue: words.format)
            else {
                throw RegistryError(
                    .damaged,
                    "the kind '\(name)' has the policy '\(words.policy)' and the format '\(words.format)', "
                        + "of which this ObsKit knows one at most; use the ObsKit that wrote it")
            }
            return KindRecord(
                id: id,
                kind: CalibrationKind(
                    name: name, about: try row.text(2), keys: rules[id] ?? [], policy: policy, format: format,
                    isRequired: try row.truth(5), aliases: try aliases(row.text(6), of: name)))
        }
    }

    private static func match(_ row: Columns) throws -> KeyRule.Match {
        switch try row.text(2) {
        case "exact": return .exact
        case "set": return .set
        case "range": return .range
        case "tolerance":
            guard let number = try row.optionalReal(3) else { break }
            return .tolerance(number)
        case "not-applicable": return .notApplicable
        default: break
        }
        throw RegistryError(
            .damaged, "the key '\(try row.text(1))' is compared in a way that is none; take the registry from a copy")
    }

    private static func aliases(_ text: String, of kind: String) throws -> [String] {
        if let root = try? Document.json(text: text, file: "aliases").root, root.kind == .sequence {
            let aliases = root.elements.map(\.text)
            if !aliases.contains(nil) { return aliases.compactMap(\.self) }
        }
        throw RegistryError(
            .damaged, "the aliases of the kind '\(kind)' are '\(text)', which is no list; take the registry from a copy"
        )
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
