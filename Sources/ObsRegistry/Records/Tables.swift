internal import GRDB
internal import ObsCalibrations
internal import ObsYAML

/// What one transaction knows of the tables: rows are looked up once, however often they are needed.
///
/// It lives as long as a transaction, during which nobody else changes what it remembers.
final class Tables {
    /// The connection, in a transaction.
    let database: Database

    private var kindRecords: [KindRecord]?
    private var kindsByName: [String: KindRecord] = [:]
    private var kindNames: [Int64: String] = [:]
    private var collectionRecords: [CollectionRecord]?
    private var collectionsByName: [String: CollectionRecord] = [:]
    private var collectionNames: [Int64: String] = [:]
    private var keysOfSets: [Int64: CalibrationKeys] = [:]
    private var setsOfKeys: [Int64: [CalibrationKeys: Int64]] = [:]

    init(_ database: Database) {
        self.database = database
    }

    // MARK: Kinds

    /// All kinds.
    func kinds() throws -> [KindRecord] {
        if let kindRecords { return kindRecords }
        let records = try KindRecord.all(database)
        kindsByName = [:]
        for record in records {
            for name in [record.kind.name] + record.kind.aliases { kindsByName[name] = record }
            kindNames[record.id] = record.kind.name
        }
        kindRecords = records
        return records
    }

    /// Forgets the kinds, since they change.
    func kindsChange() { kindRecords = nil }

    /// The kind of a name or alias.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`)
    func kind(_ name: String) throws -> KindRecord {
        let records = try kinds()
        if let record = kindsByName[name] { return record }
        // Throws: it has the words for what is missing.
        _ = try CalibrationKinds(records.map(\.kind)).kind(name)
        throw CalibrationError(.unknownKind, "there is no kind of calibration '\(name)'")
    }

    /// The name of the kind of a row.
    func kindName(_ id: Int64) throws -> String? {
        _ = try kinds()
        return kindNames[id]
    }

    // MARK: Collections

    /// All collections.
    func collections() throws -> [CollectionRecord] {
        if let collectionRecords { return collectionRecords }
        let records = try CollectionRecord.all(database)
        collectionsByName = [:]
        collectionNames = [:]
        for record in records {
            collectionsByName[record.collection.name] = record
            collectionNames[record.id] = record.collection.name
        }
        collectionRecords = records
        return records
    }

    /// Forgets the collections, since they change.
    func collectionsChange() { collectionRecords = nil }

    /// The collection of a name.
    ///
    /// - Throws: `CalibrationError` (`unknownCollection`)
    func collection(_ name: String) throws -> CollectionRecord {
        let records = try collections()
        if let record = collectionsByName[name] { return record }
        let known = records.map { "'\($0.collection.name)'" }
        throw CalibrationError(
            .unknownCollection,
            "there is no collection '\(name)'; "
                + (known.isEmpty ? "there are none" : "there are \(known.prefix(12).joined(separator: ", "))"))
    }

    /// The name of the collection of a row.
    func collectionName(_ id: Int64) throws -> String {
        _ = try collections()
        return collectionNames[id] ?? ""
    }

    // MARK: Sets of keys

    /// The keys of a set.
    func keys(ofSet id: Int64) throws -> CalibrationKeys {
        if let keys = keysOfSets[id] { return keys }
        let statement = try database.cachedStatement(sql: "SELECT keys FROM key_sets WHERE id = ?")
        guard let text = try String.fetchOne(statement, arguments: [id]) else {
            throw RegistryError(.damaged, "there is no set of keys \(id); take the registry from a copy")
        }
        let keys = try Self.keys(text)
        keysOfSets[id] = keys
        return keys
    }

    /// Reads keys as they are stored.
    ///
    /// - Throws: `RegistryError` (`damaged`)
    static func keys(_ text: String) throws -> CalibrationKeys {
        let problems = Problems()
        if let document = try? Document.json(text: text, file: "keys"),
            let keys = CalibrationKeys(document.root, problems), problems.isEmpty
        {
            return keys
        }
        throw RegistryError(.damaged, "'\(text)' are no keys of a calibration; take the registry from a copy")
    }

    /// The set of some keys of a kind, nil when nothing was ever stored for them.
    func existingSet(_ keys: CalibrationKeys, of kind: KindRecord) throws -> Int64? {
        if let id = setsOfKeys[kind.id]?[keys] { return id }
        let statement = try database.cachedStatement(sql: "SELECT id FROM key_sets WHERE kind = ? AND keys = ?")
        guard let id = try Int64.fetchOne(statement, arguments: [kind.id, keys.canonicalText]) else { return nil }
        setsOfKeys[kind.id, default: [:]][keys] = id
        return id
    }

    /// The set of some keys of a kind, which is stored when it is new.
    ///
    /// - Throws: `CalibrationError` (`badKeys`) when they are not those of the kind
    func set(_ keys: CalibrationKeys, of kind: KindRecord) throws -> Int64 {
        if let id = try existingSet(keys, of: kind) { return id }
        if let objection = keys.objection(as: kind.kind) {
            throw CalibrationError(
                .badKeys, "\(kind.kind.name) of \(keys): \(objection); see the keys of the kind")
        }
        try database.execute(
            sql: "INSERT INTO key_sets (kind, keys) VALUES (?, ?)", arguments: [kind.id, keys.canonicalText])
        let id = database.lastInsertedRowID
        setsOfKeys[kind.id, default: [:]][keys] = id
        keysOfSets[id] = keys
        return id
    }

    // MARK: Datasets

    /// The row of a dataset, nil when there is none.
    func row(of dataset: DatasetID) throws -> Int64? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM datasets WHERE uuid = ?")
        return try Int64.fetchOne(statement, arguments: [dataset.description])
    }

    /// A dataset.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`)
    func dataset(_ id: DatasetID) throws -> CalibrationDataset {
        let statement = try database.cachedStatement(
            sql: "SELECT \(DatasetRecord.columns) FROM datasets AS d WHERE d.uuid = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.description]) else {
            throw CalibrationError(.unknownDataset, "there is no dataset \(id); add it first")
        }
        return try DatasetRecord.read(row, self)
    }
}
