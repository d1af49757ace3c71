public import ObsCalibrations
internal import ObsText
internal import ObsTime

extension RegistryChanges {
    /// Adds datasets; one that is there already in all its parts is left as it is.
    ///
    /// - Returns: The number of those that are new.
    /// - Throws: `CalibrationError` (`unknownKind`, also when the dataset is of another instrument; `badKeys`), `RegistryError`
    ///   (`datasetExists` when there is another dataset of the same id, `pathLeavesFolder`)
    @discardableResult
    public func add(_ datasets: some Sequence<CalibrationDataset>) throws -> Int {
        try store(datasets) { try DatasetFiles.check(uri: $0.uri) }
    }

    /// Adds datasets, with whatever paths unless `check` refuses them.
    @discardableResult
    func store(
        _ datasets: some Sequence<CalibrationDataset>, check: (CalibrationDataset) throws -> Void = { _ in }
    ) throws -> Int {
        try wholly {
            let sql = """
                INSERT INTO datasets (uuid, key_set, kind, uri, checksum, size, creation_ns, producer)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
            let insert = try database.statement(sql)
            let insertInput = try database.statement(
                "INSERT INTO dataset_inputs (dataset, position, input) VALUES (?, ?, ?)")
            var count = 0
            for dataset in datasets {
                let kind = try kind(dataset.kind)
                guard kind.kind.name == dataset.kind else {
                    throw CalibrationError(
                        .unknownKind,
                        "'\(dataset.kind)' is an alias; a dataset names the kind itself, '\(kind.kind.name)'")
                }
                try check(dataset)
                let set = try tables.set(dataset.keys, of: kind)
                do {
                    try insert.run(
                        dataset.id.description, set, kind.id, dataset.uri, dataset.checksum?.description, dataset.size,
                        dataset.creation?.nanoseconds, dataset.producer)
                } catch let error as SQLiteError where error.refusal == "dataset-exists" {
                    try checkOwner(of: dataset.id)
                    let existing = try tables.dataset(dataset.id)
                    if existing == dataset { continue }
                    throw RegistryError(
                        .datasetExists,
                        "the dataset \(dataset.id) is there with other contents: \(existing), not \(dataset); "
                            + "give a new dataset an id of its own")
                }
                count += 1
                if dataset.inputs.isEmpty { continue }
                let id = database.lastInsertedRow
                for (position, input) in dataset.inputs.enumerated() {
                    try insertInput.run(id, position, input.description)
                }
            }
            return count
        }
    }

    /// Says that the file of a dataset is somewhere else now.
    ///
    /// The instrument need not be named.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`, `unknownKind` when the dataset is of another instrument), `RegistryError`
    ///   (`pathLeavesFolder`)
    public func move(_ dataset: DatasetID, to uri: String) throws {
        try checkOwner(of: dataset)
        try DatasetFiles.check(uri: uri)
        tables.certificationsChange()
        try database.run("UPDATE datasets SET uri = ? WHERE uuid = ?", uri, dataset.description)
        if database.changes == 0 { _ = try tables.dataset(dataset) }
    }

    /// Removes a dataset that is certified nowhere.
    ///
    /// The instrument need not be named.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`, `unknownKind` when the dataset is of another instrument), `RegistryError`
    ///   (`datasetCertified`), which says where
    public func remove(_ dataset: DatasetID) throws {
        try checkOwner(of: dataset)
        tables.certificationsChange()
        try explaining({ refusal in
            guard refusal == "dataset-certified" else { return nil }
            let certifications = try reading.certifications(of: dataset)
            let shown = certifications.prefix(5).map { "\($0.validity) in '\($0.collection)'" }
            let more = certifications.count - shown.count
            return RegistryError(
                .datasetCertified,
                "the dataset \(dataset) is certified: \(shown.joined(separator: ", "))"
                    + (more > 0 ? " and \(more) times more" : "") + "; decertify or retire it first")
        }) { try database.run("DELETE FROM datasets WHERE uuid = ?", dataset.description) }
        if database.changes == 0 { _ = try tables.dataset(dataset) }
    }
}
