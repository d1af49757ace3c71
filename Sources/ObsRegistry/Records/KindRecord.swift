internal import ObsCalibrations
internal import ObsDocuments

/// A kind of calibration as the tables hold it.
struct KindRecord {
    /// The row.
    let id: Int64
    /// The row of the instrument.
    let instrument: Int64
    /// The kind.
    let kind: CalibrationKind

    /// All kinds, in the order in which they came.
    static func all(_ database: Connection) throws -> [KindRecord] {
        var rules: [Int64: [KeyRule]] = [:]
        try database.statement("SELECT kind, name, match, tolerance, is_required, card, unit, type FROM kind_keys")
            .forEach(
                of: "kind_keys"
            ) { row in
                rules[try row.integer(0), default: []].append(
                    KeyRule(
                        try row.text(1), try match(row), isRequired: try row.truth(4), card: try row.optionalText(5),
                        unit: try row.optionalText(6), type: try type(row)))
            }
        return try database.statement(
            "SELECT id, name, about, policy, format, is_required, aliases, instrument FROM kinds ORDER BY id"
        ).map(of: "kinds") { row in
            let (id, name) = (try row.integer(0), try row.text(1))
            let words = (policy: try row.text(3), format: try row.text(4))
            guard let policy = ValidityPolicy(rawValue: words.policy),
                let format = CalibrationFormat(rawValue: words.format)
            else {
                throw RegistryError(
                    .damaged,
                    "the kind '\(name)' has the policy '\(words.policy)' and the format '\(words.format)', and this "
                        + "ObsKit does not know both; use the ObsKit that wrote it")
            }
            return KindRecord(
                id: id, instrument: try row.integer(7),
                kind: CalibrationKind(
                    name: name, about: try row.text(2), keys: rules[id] ?? [], policy: policy, format: format,
                    isRequired: try row.truth(5), aliases: try aliases(row.text(6), of: name)))
        }
    }

    private static func match(_ row: borrowing Row) throws -> KeyRule.Match {
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
            .damaged,
            "the key '\(try row.text(1))' is compared by '\(try row.text(2))', which ObsKit does not know; take the registry "
                + "from a copy")
    }

    private static func type(_ row: borrowing Row) throws -> KeyRule.ValueType? {
        guard let word = try row.optionalText(7) else { return nil }
        if let type = KeyRule.ValueType(rawValue: word) { return type }
        throw RegistryError(
            .damaged,
            "the key '\(try row.text(1))' has the type '\(word)', which ObsKit does not know; take the registry from a copy"
        )
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
    static func insert(_ kind: CalibrationKind, of instrument: Int64, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO kinds (instrument, name, about, policy, format, is_required, aliases)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            instrument, kind.name, kind.about, kind.policy.rawValue, kind.format.rawValue, kind.isRequired,
            aliases(of: kind))
        try insertKeys(kind, database.lastInsertedRow, database)
    }

    /// Puts another kind of the same name in its place; keys that are in use stay as they are.
    func replace(with kind: CalibrationKind, _ database: Connection) throws {
        if kind.keys != self.kind.keys {
            try database.run("DELETE FROM kind_keys WHERE kind = ?", id)
            try Self.insertKeys(kind, id, database)
        }
        try database.run(
            "UPDATE kinds SET name = ?, about = ?, policy = ?, format = ?, is_required = ?, aliases = ? WHERE id = ?",
            kind.name, kind.about, kind.policy.rawValue, kind.format.rawValue, kind.isRequired, Self.aliases(of: kind),
            id)
    }

    private static func aliases(of kind: CalibrationKind) -> String {
        var aliases = JSONWriter()
        aliases.beginArray()
        for alias in kind.aliases { aliases.value(alias) }
        aliases.endArray()
        return aliases.text
    }

    private static func insertKeys(_ kind: CalibrationKind, _ id: Int64, _ database: Connection) throws {
        for rule in kind.keys {
            var tolerance: Double?
            if case .tolerance(let number) = rule.match { tolerance = number }
            try database.run(
                """
                INSERT INTO kind_keys (kind, name, match, tolerance, is_required, card, unit, type)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id, rule.name, rule.match.name, tolerance, rule.isRequired, rule.card, rule.unit, rule.type?.rawValue)
        }
    }
}
