internal import GRDB
internal import ObsCalibrations

/// A collection as the tables hold it.
struct CollectionRecord {
    /// The row.
    let id: Int64
    /// The collection.
    let collection: CalibrationCollection

    /// All collections, in the order in which they came.
    static func all(_ database: Database) throws -> [CollectionRecord] {
        let rows = try Row.fetchAll(database, sql: "SELECT id, name, form, about FROM collections ORDER BY id")
        var names: [Int64: String] = [:]
        for row in rows { names[row[0]] = row[1] }
        var members: [Int64: [String]] = [:]
        let chains = try Row.fetchAll(
            database, sql: "SELECT chain, member FROM chain_members ORDER BY chain, position")
        for row in chains { members[row[0], default: []].append(names[row[1]] ?? "") }
        return rows.map { row in
            let form: CalibrationCollection.Form =
                switch row[2] as String {
                case "validity-ranged": .validityRanged
                case "always-valid": .alwaysValid
                default: .chain(members[row[0]] ?? [])
                }
            return CollectionRecord(id: row[0], collection: CalibrationCollection(row[1], form, about: row[3]))
        }
    }
}
