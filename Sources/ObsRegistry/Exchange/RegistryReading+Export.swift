internal import ObsCalibrations

extension RegistryReading {
    /// Writes what `snapshot(of:kinds:)` holds as an export, a part at a time: memory does not grow with the registry.
    ///
    /// - Parameters:
    ///   - collections: Only these collections, with the members of chains, and the datasets that they certify; everything when
    ///     it is nil.
    ///   - kinds: Only certifications and datasets of these kinds; of all when it is nil.
    ///   - write: Takes the parts, each of which ends with a line.
    /// - Returns: How many datasets and certifications were written.
    /// - Throws: `CalibrationError` (`unknownCollection`, `unknownKind`); `RegistryError`; what `write` throws
    @discardableResult
    public func export(
        of collections: [String]? = nil, kinds: [String]? = nil, to write: @escaping ([UInt8]) throws -> Void
    ) throws -> (datasets: Int, certifications: Int) {
        let scope = try tables.instrument(instrument)
        let name = try tables.instrumentName(scope)
        let wantedKinds = try kinds?.map { try tables.kind($0, of: scope) } ?? tables.kinds(of: scope)
        let wanted = try tables.family(collections)
        var frame = CalibrationSet(kinds: try self.kinds(), instrument: name)
        for record in wanted { try frame.add(record.collection) }
        var writer = CalibrationExportWriter(name, to: write)
        try writer.write(kinds: frame.kinds, frame.collectionsInOrder)
        let own = wanted.filter { !$0.collection.isChain }.sorted { $0.collection.name < $1.collection.name }
        try writer.beginDatasets()
        let datasets = try exportDatasets(
            of: Set(wantedKinds.map(\.id)), in: collections == nil ? nil : Set(own.map(\.id)), to: &writer)
        try writer.beginCertifications()
        var certifications = 0
        for collection in own {
            for kind in wantedKinds.sorted(by: { $0.kind.name < $1.kind.name }) {
                for set in try tables.index(of: kind).all.sorted(by: { CalibrationKeys.isOrdered($0.keys, $1.keys) }) {
                    certifications += try exportCertifications(of: set, kind.kind.name, in: collection, to: &writer)
                }
            }
        }
        try writer.finish()
        return (datasets, certifications)
    }

    /// Writes the datasets of kinds in the order of their ids; only those that are certified in some collections, if any are named.
    private func exportDatasets(
        of kinds: Set<Int64>, in collections: Set<Int64>?, to writer: inout CalibrationExportWriter
    ) throws -> Int {
        let certified = try database.statement("SELECT DISTINCT collection FROM certifications WHERE dataset = ?")
        var count = 0
        try database.statement("SELECT \(DatasetRecord.columns) FROM datasets AS d ORDER BY d.uuid").forEach(
            of: "datasets"
        ) { row in
            guard kinds.contains(try row.integer(2)) else { return }
            if let collections {
                var isWanted = false
                try certified.rows(of: "certifications", try row.integer(0)) { row in
                    isWanted = collections.contains(try row.integer(0))
                    return !isWanted
                }
                if !isWanted { return }
            }
            // Not remembered, as those that answer are.
            try writer.add(try DatasetRecord.read(row, tables))
            count += 1
        }
        return count
    }

    private func exportCertifications(
        of set: KeySetIndex.Entry, _ kind: String, in collection: CollectionRecord,
        to writer: inout CalibrationExportWriter
    ) throws -> Int {
        var count = 0
        try database.statement(
            """
            SELECT c.begin_ns, c.end_ns, d.uuid, d.key_set FROM certifications AS c JOIN datasets AS d ON d.id = c.dataset
            WHERE c.collection = ? AND c.key_set = ? ORDER BY c.begin_ns
            """
        ).forEach(of: "certifications", collection.id, set.id) { row in
            let uuid = try row.text(2)
            guard let dataset = DatasetID(uuid) else {
                throw RegistryError(
                    .damaged, "the dataset '\(uuid)' has no usable id; take the registry from a copy")
            }
            let isShared = try row.integer(3) != set.id && !set.keys.isPart(of: tables.keys(ofSet: row.integer(3)))
            try writer.add(
                Certification(
                    collection: collection.collection.name, dataset: dataset, kind: kind, keys: set.keys,
                    validity: try Bounds.validity(row.integer(0), row.integer(1))), isShared: isShared)
            count += 1
        }
        return count
    }
}
