internal import ObsCalibrations

/// A collection as the tables hold it.
struct CollectionRecord {
    /// The row.
    let id: Int64
    /// The collection.
    let collection: CalibrationCollection

    /// All collections, in the order in which they came.
    static func all(_ database: Connection) throws -> [CollectionRecord] {
        let rows = try database.statement("SELECT id, name, form, about FROM collections ORDER BY id")
        var names: [Int64: String] = [:]
        try rows.forEach(of: "collections") { names[try $0.integer(0)] = try $0.text(1) }
        var members: [Int64: [String]] = [:]
        try database.statement("SELECT chain, member FROM chain_members ORDER BY chain, position").forEach(
            of: "chain_members"
        ) { row in
            guard let name = names[try row.integer(1)] else {
                throw RegistryError(
                    .damaged, "a chain has a member that is no collection; take the registry from a copy")
            }
            members[try row.integer(0), default: []].append(name)
        }
        return try rows.map(of: "collections") { row in
            let (id, name) = (try row.integer(0), try row.text(1))
            let form: CalibrationCollection.Form
            switch try row.text(2) {
            case "validity-ranged": form = .validityRanged
            case "always-valid": form = .alwaysValid
            case "chain": form = .chain(members[id] ?? [])
            case let word:
                throw RegistryError(
                    .damaged,
                    "the collection '\(name)' has the form '\(word)', which ObsKit does not know; take the registry from a copy"
                )
            }
            return CollectionRecord(id: id, collection: CalibrationCollection(name, form, about: try row.text(3)))
        }
    }
}
