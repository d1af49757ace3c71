internal import ObsCalibrations
internal import ObsDocuments
internal import ObsText

/// What one transaction knows of the tables: rows are looked up once, however often they are needed.
///
/// It lives as long as a transaction, during which nobody else changes what it remembers.
final class Tables {
    /// The connection, in a transaction.
    let database: Connection

    /// What is remembered of kinds, collections and sets of keys.
    var catalog: Catalog

    /// How many certifications each set of keys has, by the collection.
    var certificationCounts: [Int64: [Int64: Int]] = [:]
    private var rows: [CertificationRows.Key: CertificationRows] = [:]
    private var datasets: [Int64: CalibrationDataset] = [:]
    /// Finds a dataset by its row, prepared once: bulk look-ups read tens of thousands.
    private var datasetByRow: Statement?

    init(_ database: Connection, _ catalog: Catalog = Catalog(revision: -1)) {
        self.database = database
        self.catalog = catalog
    }

    // MARK: Kinds

    /// The kinds of all instruments.
    func allKinds() throws -> [KindRecord] { try knownKinds().records }

    /// The kinds of an instrument, in the order in which they came; none of none.
    func kinds(of instrument: Int64?) throws -> [KindRecord] {
        try allKinds().filter { $0.instrument == instrument }
    }

    /// The same kinds together, made once however many exposures ask.
    func calibrationKinds(of instrument: Int64?) throws -> CalibrationKinds {
        guard let instrument else { return .none }
        var known = try knownKinds()
        if let kinds = known.together[instrument] { return kinds }
        let kinds = try CalibrationKinds(self.kinds(of: instrument).map(\.kind))
        known.together[instrument] = kinds
        catalog.kinds = known
        return kinds
    }

    private func knownKinds() throws -> Catalog.Kinds {
        if let kinds = catalog.kinds { return kinds }
        let kinds = Catalog.Kinds(try KindRecord.all(database))
        catalog.kinds = kinds
        return kinds
    }

    /// Forgets the instruments and the kinds, since they change.
    func kindsChange() {
        catalog.instruments = nil
        catalog.kinds = nil
        catalog.gates = [:]
    }

    /// The kind of a name or alias.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`)
    func kind(_ name: String, of instrument: Int64?) throws -> KindRecord {
        let kinds = try knownKinds()
        if let instrument, let record = kinds.byName[instrument]?[name] { return record }
        // Throws: it has the words for what is missing.
        _ = try calibrationKinds(of: instrument).kind(name)
        throw CalibrationError(.unknownKind, "there is no kind of calibration '\(name)'")
    }

    /// The kind of a row; nil when the row is not there.
    func kind(row id: Int64) throws -> KindRecord? { try knownKinds().byRow[id] }

    /// The name of the kind of a dataset.
    ///
    /// - Throws: `RegistryError` (`damaged`)
    func kindName(row id: Int64, of dataset: DatasetID) throws -> String {
        if let kind = try kind(row: id) { return kind.kind.name }
        throw RegistryError(.damaged, "the kind of dataset \(dataset) is not there; take the registry from a copy")
    }

    /// The kinds of these names of an instrument; all when nothing is named.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`)
    func kinds(named names: [String]?, of instrument: Int64?) throws -> [KindRecord] {
        guard let names else { return try kinds(of: instrument) }
        var seen: Set<Int64> = []
        return try names.map { try kind($0, of: instrument) }.filter { seen.insert($0.id).inserted }
    }

    // MARK: Collections

    /// All collections.
    func collections() throws -> [CollectionRecord] { try namedCollections().records }

    private func namedCollections() throws -> Catalog.Named<CollectionRecord> {
        if let collections = catalog.collections { return collections }
        var collections = Catalog.Named(try CollectionRecord.all(database))
        for record in collections.records {
            collections.byName[record.collection.name] = record
            collections.names[record.id] = record.collection.name
        }
        catalog.collections = collections
        return collections
    }

    /// Forgets the collections, since they change.
    func collectionsChange() { catalog.collections = nil }

    /// The collection of a name.
    ///
    /// - Throws: `CalibrationError` (`unknownCollection`)
    func collection(_ name: String) throws -> CollectionRecord {
        let collections = try namedCollections()
        if let record = collections.byName[name] { return record }
        let known = collections.records.map { "'\($0.collection.name)'" }
        throw CalibrationError(
            .unknownCollection,
            "there is no collection '\(name)'; "
                + (known.isEmpty ? "there are none" : "there are \(known.prefix(12).joined(separator: ", "))"))
    }

    /// The name of the collection of a row.
    func collectionName(_ id: Int64) throws -> String { try namedCollections().names[id] ?? "" }

    // MARK: Sets of keys

    /// The keys of a set.
    func keys(ofSet id: Int64) throws -> CalibrationKeys {
        if let keys = catalog.keysOfSets[id] { return keys }
        let statement = try database.statement("SELECT keys FROM key_sets WHERE id = ?")
        guard let keys = try statement.first(of: "key_sets", id, read: { try Self.keys($0.text(0)) }) else {
            throw RegistryError(.damaged, "there is no set of keys \(id); take the registry from a copy")
        }
        catalog.keysOfSets[id] = keys
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
        if let id = catalog.setsOfKeys[kind.id]?[keys] { return id }
        let statement = try database.statement("SELECT id FROM key_sets WHERE kind = ? AND keys = ?")
        let found = try statement.first(of: "key_sets", kind.id, keys.canonicalText) { try $0.integer(0) }
        guard let id = found else { return nil }
        catalog.setsOfKeys[kind.id, default: [:]][keys] = id
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
        try database.run("INSERT INTO key_sets (kind, keys) VALUES (?, ?)", kind.id, keys.canonicalText)
        let id = database.lastInsertedRow
        catalog.setsOfKeys[kind.id, default: [:]][keys] = id
        catalog.keysOfSets[id] = keys
        catalog.indexes[kind.id] = nil
        return id
    }

    /// The sets of keys of a kind.
    func index(of kind: KindRecord) throws -> KeySetIndex {
        if let index = catalog.indexes[kind.id] { return index }
        var index = KeySetIndex()
        try database.statement("SELECT id, keys FROM key_sets WHERE kind = ? ORDER BY id").forEach(
            of: "key_sets", kind.id
        ) { row in
            let id = try row.integer(0)
            let keys = try catalog.keysOfSets[id] ?? Self.keys(row.text(1))
            catalog.keysOfSets[id] = keys
            index.add(id, keys)
        }
        catalog.indexes[kind.id] = index
        return index
    }

    // MARK: Datasets

    /// The row of a dataset, nil when there is none.
    func row(of dataset: DatasetID) throws -> Int64? {
        let statement = try database.statement("SELECT id FROM datasets WHERE uuid = ?")
        return try statement.first(of: "datasets", dataset.description) { try $0.integer(0) }
    }

    /// A dataset.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`)
    func dataset(_ id: DatasetID) throws -> CalibrationDataset {
        let statement = try database.statement("SELECT \(DatasetRecord.columns) FROM datasets AS d WHERE d.uuid = ?")
        let found = try statement.first(of: "datasets", id.description) { try DatasetRecord.read($0, self) }
        guard let found else {
            throw CalibrationError(.unknownDataset, "there is no dataset \(id); add it first")
        }
        return found
    }

    /// A dataset by its row; read once.
    func dataset(row id: Int64) throws -> CalibrationDataset {
        if let dataset = datasets[id] { return dataset }
        let statement = try datasetByRow ?? database.statement(Self.datasetByRowSQL)
        datasetByRow = statement
        guard let dataset = try statement.first(of: "datasets", id, read: { try DatasetRecord.read($0, self) }) else {
            throw RegistryError(.damaged, "there is no dataset in row \(id); take the registry from a copy")
        }
        datasets[id] = dataset
        return dataset
    }

    private static let datasetByRowSQL = "SELECT \(DatasetRecord.columns) FROM datasets AS d WHERE d.id = ?"

    /// Remembers a dataset that was read with something else.
    func dataset(_ row: borrowing Row) throws -> CalibrationDataset {
        let id = try row.integer(0)
        if let dataset = datasets[id] { return dataset }
        let dataset = try DatasetRecord.read(row, self)
        datasets[id] = dataset
        return dataset
    }

    // MARK: Certifications of a set of keys

    /// Forgets everything, since some of it was undone.
    func forget() {
        catalog = Catalog(revision: catalog.revision)
        certificationsChange()
    }

    /// Forgets datasets and what they are certified for, since they change.
    func certificationsChange() {
        certificationCounts = [:]
        rows = [:]
        datasets = [:]
    }

    /// The rows of a set of keys in a collection.
    func withRows<Result>(
        _ collection: Int64, _ set: Int64, _ body: (inout CertificationRows) throws -> Result
    ) rethrows -> Result {
        try body(
            &rows[CertificationRows.Key(collection: collection, set: set), default: CertificationRows(collection, set)])
    }
}
