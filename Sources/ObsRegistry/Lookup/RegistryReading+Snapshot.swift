public import ObsCalibrations

extension RegistryReading {
    /// Everything that is in the registry, or in some collections, in memory.
    ///
    /// - Parameters:
    ///   - collections: Only these collections, with the members of chains, and the datasets that they certify; everything,
    ///     also datasets that are certified nowhere, when it is nil.
    ///   - kinds: Only certifications and datasets of these kinds; of all when it is nil.
    /// - Returns: A set that can be changed without the registry changing.
    /// - Throws: `CalibrationError` (`unknownCollection`, `unknownKind`)
    public func snapshot(of collections: [String]? = nil, kinds: [String]? = nil) throws -> CalibrationSet {
        let scope = try tables.instrument(instrument)
        var set = CalibrationSet(kinds: try self.kinds(), instrument: try tables.instrumentName(scope))
        let wanted = try tables.family(collections)
        // Chains come after what they name, as in a registry they must.
        for record in wanted { try set.add(record.collection) }
        let wantedKinds = try tables.kinds(named: kinds, of: scope)
        let kindIDs = Set(wantedKinds.map(\.id))
        if collections == nil {
            for kind in wantedKinds {
                for dataset in try datasets(kind: kind.kind.name) { try set.add(dataset) }
            }
        }
        for record in wanted where !record.collection.isChain {
            var rows: [Certification] = []
            let statement = try database.statement(
                """
                SELECT \(DatasetRecord.columns), c.key_set, c.begin_ns, c.end_ns
                FROM certifications AS c JOIN datasets AS d ON d.id = c.dataset
                WHERE c.collection = ? ORDER BY c.key_set, c.begin_ns
                """)
            try statement.forEach(of: "certifications and datasets", record.id) { row in
                guard kindIDs.contains(try row.integer(2)) else { return }
                let dataset = try tables.dataset(row)
                if set.datasets[dataset.id] == nil { try set.add(dataset) }
                rows.append(
                    Certification(
                        collection: record.collection.name, dataset: dataset.id, kind: dataset.kind,
                        keys: try tables.keys(ofSet: row.integer(10)),
                        validity: try Bounds.validity(row.integer(11), row.integer(12))))
            }
            try set.certify(rows, sharing: true)
        }
        return set
    }
}

extension Tables {
    /// Collections by name with the members of chains, each after what it contains; all when nothing is named.
    func family(_ names: [String]?) throws -> [CollectionRecord] {
        var order: [CollectionRecord] = []
        var seen: Set<Int64> = []
        func add(_ name: String) throws {
            let record = try collection(name)
            guard seen.insert(record.id).inserted else { return }
            if case .chain(let members) = record.collection.form {
                for member in members { try add(member) }
            }
            order.append(record)
        }
        for name in try names ?? collections().map(\.collection.name) { try add(name) }
        return order
    }

    /// An index of an instrument's kinds without any certification.
    func gate(of instrument: Int64) throws -> CalibrationIndex {
        if let gate = catalog.gates[instrument] { return gate }
        let kinds = try CalibrationKinds(kinds(of: instrument).map(\.kind))
        let gate = try CalibrationIndex(CalibrationSet(kinds: kinds), searching: [])
        catalog.gates[instrument] = gate
        return gate
    }
}
