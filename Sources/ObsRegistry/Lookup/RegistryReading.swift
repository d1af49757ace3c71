public import ObsCalibrations
public import ObsTime
internal import Synchronization

/// What a call to `Registry.read` sees: the registry as it was when the call began; it ends with the call.
public struct RegistryReading {
    let tables: Tables
    /// The instrument that is asked about; nil for the only one.
    public let instrument: String?

    init(_ tables: Tables, _ instrument: String? = nil) {
        self.tables = tables
        self.instrument = instrument
    }

    /// Reads one of several instruments.
    ///
    /// - Parameter instrument: Its name, empty for the one without a name; nil for the only one that there is. Calls fail when
    ///   there is no such instrument, or several.
    /// - Returns: The same transaction.
    public func of(instrument: String?) -> RegistryReading { RegistryReading(tables, instrument) }

    /// The names of the instruments, in the order in which they came; that of the one without a name is empty.
    ///
    /// - Throws: `RegistryError`
    public func instruments() throws -> [String] { try tables.instruments().map(\.name) }

    /// The name of the instrument of a dataset, empty when it has none.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`)
    public func instrument(of dataset: DatasetID) throws -> String {
        let kind = try database.statement("SELECT kind FROM datasets WHERE uuid = ?").first(
            of: "datasets", dataset.description
        ) { try $0.integer(0) }
        // Throws when there is no such dataset.
        if kind == nil { _ = try tables.dataset(dataset) }
        let record = try kind.flatMap { try tables.kind(row: $0) }
        return try record.flatMap { try tables.instrumentName($0.instrument) } ?? ""
    }

    var database: Connection { tables.database }

    /// The kinds of calibration, in the order in which they came.
    ///
    /// - Throws: `RegistryError` (`damaged`)
    public func kinds() throws -> CalibrationKinds {
        try tables.calibrationKinds(of: tables.instrument(instrument))
    }

    /// The collections, in the order in which they came.
    ///
    /// - Throws: `RegistryError`
    public func collections() throws -> [CalibrationCollection] { try tables.collections().map(\.collection) }

    /// A collection by its name.
    ///
    /// - Throws: `CalibrationError` (`unknownCollection`)
    public func collection(_ name: String) throws -> CalibrationCollection { try tables.collection(name).collection }

    /// A dataset.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`)
    public func dataset(_ id: DatasetID) throws -> CalibrationDataset { try tables.dataset(id) }

    /// The datasets of a kind, or all, in the order in which they came.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`)
    public func datasets(kind: String? = nil) throws -> [CalibrationDataset] {
        let scope = try tables.instrument(instrument)
        let id = try kind.map { try tables.kind($0, of: scope).id }
        return try database.statement(
            """
            SELECT \(DatasetRecord.columns) FROM datasets AS d
            WHERE d.kind = coalesce(?, d.kind) AND d.kind IN (SELECT id FROM kinds WHERE instrument = ?) ORDER BY d.id
            """
        ).map(of: "datasets", id, scope) { try tables.dataset($0) }
    }

    /// Certifications in the order of collection, kind, keys and time.
    ///
    /// - Parameters:
    ///   - collection: Only those of this collection; of all when it is nil.
    ///   - kind: Only those of this kind, or of all.
    ///   - interval: Only those that share an instant with this.
    /// - Returns: The certifications; none is no error.
    /// - Throws: `CalibrationError` (`unknownCollection`, `unknownKind`)
    public func certifications(
        in collection: String? = nil, kind: String? = nil, during interval: Validity = .always
    ) throws -> [Certification] {
        let collectionID = try collection.map { try tables.collection($0).id }
        let scope = try tables.instrument(instrument)
        let kindID = try kind.map { try tables.kind($0, of: scope).id }
        let (begin, end) = Bounds.columns(interval)
        return try database.statement(Self.certificationsSQL).map(
            of: "certifications", collectionID, kindID, scope, end, begin
        ) { try CertificationRecord.read($0, tables) }
    }

    /// Only the sets of keys of the kinds are visited, in the collections that are asked for.
    static let certificationsSQL = """
        SELECT \(CertificationRecord.columns) FROM certifications AS c CROSS JOIN datasets AS d ON d.id = c.dataset
        WHERE c.collection IN (SELECT id FROM collections WHERE id = coalesce(?, id))
          AND c.key_set IN (
            SELECT id FROM key_sets WHERE kind IN (SELECT id FROM kinds WHERE id = coalesce(?, id) AND instrument = ?))
          AND c.begin_ns < ? AND c.end_ns > ?
        ORDER BY c.collection, d.kind, c.key_set, c.begin_ns
        """

    /// The certifications of a dataset, in the order of collection, keys and time.
    ///
    /// - Throws: `RegistryError`
    public func certifications(of dataset: DatasetID) throws -> [Certification] {
        try database.statement(
            """
            SELECT \(CertificationRecord.columns) FROM datasets AS d JOIN certifications AS c ON c.dataset = d.id
            WHERE d.uuid = ? ORDER BY c.collection, c.key_set, c.begin_ns
            """
        ).map(of: "certifications", dataset.description) { try CertificationRecord.read($0, tables) }
    }
}

extension Registry {
    /// Reads from one state of the registry, however many questions `body` asks and whatever others write meanwhile.
    ///
    /// Many look-ups are fastest in one call: what they share is read once.
    ///
    /// - Parameter body: Asks.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and `RegistryError`
    public func read<Result>(_ body: (RegistryReading) throws -> Result) throws -> Result {
        try RegistryError.translating(path) {
            try pool.read { database in
                try checkIsAsOpened(database)
                let tables = Tables(database, try rememberedCatalog(database))
                let result = try body(RegistryReading(tables))
                remember(tables.catalog)
                return result
            }
        }
    }

    /// What is remembered of kinds, collections and sets of keys, when it is still so in a transaction.
    func rememberedCatalog(_ database: Connection) throws -> Catalog {
        let revision = try Catalog.revision(database)
        let remembered = catalog.withLock { $0 }
        guard let remembered, remembered.revision == revision else { return Catalog(revision: revision) }
        return remembered
    }

    /// Remembers what a transaction has read of them, unless something newer is known.
    func remember(_ found: Catalog) {
        catalog.withLock { known in
            if known?.revision ?? -1 <= found.revision { known = found }
        }
    }
}
