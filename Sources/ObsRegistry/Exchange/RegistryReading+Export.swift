internal import ObsCalibrations

extension RegistryReading {
    /// Writes what `snapshot(of:kinds:)` holds as an export, a part at a time: memory does not grow with the registry.
    ///
    /// - Parameters:
    ///   - collections: Only these collections, with the members of chains, and the datasets that they certify; everything when
    ///     it is nil.
    ///   - kinds: Only certifications and datasets of these kinds; of all when it is nil.
    ///   - write: Takes the parts; each ends with a line.
    /// - Returns: How many datasets and certifications were written.
    /// - Throws: `CalibrationError` (`unknownCollection`, `unknownKind`); `RegistryError`; what `write` throws
    @discardableResult
    public func export(
        of collections: [String]? = nil, kinds: [String]? = nil, to write: @escaping ([UInt8]) throws -> Void
    ) throws -> (datasets: Int, certifications: Int) {
        let scope = try tables.instrument(instrument)
        let name = try tables.instrumentName(scope)
        let wantedKinds = try tables.kinds(named: kinds, of: scope)
        let wanted = try tables.family(collections)
        var frame = CalibrationSet(kinds: try self.kinds(), instrument: name)
        for record in wanted { try frame.add(record.collection) }
        var writer = CalibrationExportWriter(name, to: write)
        try writer.write(kinds: frame.kinds, frame.collectionsInOrder)
        let own = wanted.filter { !$0.collection.isChain }
        try writer.beginDatasets()
        var (datasets, certifications) = (0, 0)
        try forEachDataset(of: Set(wantedKinds.map(\.id)), in: collections == nil ? nil : Set(own.map(\.id))) {
            try writer.add($0)
            datasets += 1
        }
        try writer.beginCertifications()
        try forEachCertification(of: wantedKinds, in: own) { row, isShared in
            try writer.add(row, isShared: isShared)
            certifications += 1
        }
        try writer.finish()
        return (datasets, certifications)
    }

    /// Hands over the datasets of kinds in the order of their ids; only those that are certified in some collections, if any are named.
    func forEachDataset(
        of kinds: Set<Int64>, in collections: Set<Int64>? = nil, _ body: (CalibrationDataset) throws -> Void
    ) throws {
        let certified = try database.statement("SELECT DISTINCT collection FROM certifications WHERE dataset = ?")
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
            try body(try DatasetRecord.read(row, tables))
        }
    }

    /// Hands over the certifications of kinds in collections, in the order of `Certification.isOrdered`, and whether each is for
    /// other keys than those of its dataset.
    func forEachCertification(
        of kinds: [KindRecord], in collections: [CollectionRecord],
        _ body: (_ row: Certification, _ isShared: Bool) throws -> Void
    ) throws {
        for collection in collections.sorted(by: { $0.collection.name < $1.collection.name }) {
            for kind in kinds.sorted(by: { $0.kind.name < $1.kind.name }) {
                for set in try tables.index(of: kind).all.sorted(by: { CalibrationKeys.isOrdered($0.keys, $1.keys) }) {
                    try forEachCertification(of: set, kind.kind.name, in: collection, body)
                }
            }
        }
    }

    private func forEachCertification(
        of set: KeySetIndex.Entry, _ kind: String, in collection: CollectionRecord,
        _ body: (_ row: Certification, _ isShared: Bool) throws -> Void
    ) throws {
        try database.statement(
            """
            SELECT c.begin_ns, c.end_ns, d.uuid, d.key_set FROM certifications AS c JOIN datasets AS d ON d.id = c.dataset
            WHERE c.collection = ? AND c.key_set = ? ORDER BY c.begin_ns
            """
        ).forEach(of: "certifications", collection.id, set.id) { row in
            let certification = Certification(
                collection: collection.collection.name, dataset: try row.datasetID(2), kind: kind, keys: set.keys,
                validity: try Bounds.validity(row.integer(0), row.integer(1)))
            try body(certification, certification.isShared(ofDatasetWith: tables.keys(ofSet: row.integer(3))))
        }
    }
}
