internal import GRDB
public import ObsCalibrations
internal import ObsText
internal import ObsTime

extension RegistryChanges {
    /// Adds datasets; one that is there already in all its parts is left as it is.
    ///
    /// - Returns: The number of those that are new.
    /// - Throws: `CalibrationError` (`unknownKind`, `badKeys`), `RegistryError` (`datasetExists` when there is another dataset
    ///   of the same id, `pathLeavesFolder`)
    @discardableResult
    public func add(_ datasets: some Sequence<CalibrationDataset>) throws -> Int {
        let sql = """
            INSERT INTO datasets (uuid, key_set, kind, uri, checksum, size, creation_ns, producer)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        var insert = try database.cachedStatement(sql: sql)
        let insertInput = try database.cachedStatement(
            sql: "INSERT INTO dataset_inputs (dataset, position, input) VALUES (?, ?, ?)")
        var count = 0
        for dataset in datasets {
            let kind = try tables.kind(dataset.kind)
            guard kind.kind.name == dataset.kind else {
                throw CalibrationError(
                    .unknownKind, "'\(dataset.kind)' is an alias; a dataset names the kind itself, '\(kind.kind.name)'")
            }
            try DatasetFiles.check(uri: dataset.uri)
            let set = try tables.set(dataset.keys, of: kind)
            do {
                try insert.execute(arguments: [
                    dataset.id.description, set, kind.id, dataset.uri, dataset.checksum?.description, dataset.size,
                    dataset.creation?.nanoseconds, dataset.producer,
                ])
            } catch let error as DatabaseError where error.refusal == "dataset-exists" {
                let existing = try tables.dataset(dataset.id)
                if existing == dataset {
                    // A statement that failed is not used again.
                    insert = try database.cachedStatement(sql: sql)
                    continue
                }
                throw RegistryError(
                    .datasetExists,
                    "the dataset \(dataset.id) is there with other contents: \(existing), not \(dataset); "
                        + "give a new dataset an id of its own")
            }
            count += 1
            if dataset.inputs.isEmpty { continue }
            let id = database.lastInsertedRowID
            for (position, input) in dataset.inputs.enumerated() {
                try insertInput.execute(arguments: [id, position, input.description])
            }
        }
        return count
    }

    /// Says that the file of a dataset is somewhere else now.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`), `RegistryError` (`pathLeavesFolder`)
    public func move(_ dataset: DatasetID, to uri: String) throws {
        try DatasetFiles.check(uri: uri)
        try database.execute(
            sql: "UPDATE datasets SET uri = ? WHERE uuid = ?", arguments: [uri, dataset.description])
        if database.changesCount == 0 { _ = try tables.dataset(dataset) }
    }

    /// Removes a dataset that is certified nowhere.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`), `RegistryError` (`datasetCertified`), which says where
    public func remove(_ dataset: DatasetID) throws {
        let delete = try database.cachedStatement(sql: "DELETE FROM datasets WHERE uuid = ?")
        try execute(delete, [dataset.description]) { refusal in
            guard refusal == "dataset-certified" else { return nil }
            let certifications = try reading.certifications(of: dataset)
            let shown = certifications.prefix(5).map { "\($0.validity) in '\($0.collection)'" }
            let more = certifications.count - shown.count
            return RegistryError(
                .datasetCertified,
                "the dataset \(dataset) is certified: \(shown.joined(separator: ", "))"
                    + (more > 0 ? " and \(more) times more" : "") + "; decertify or retire it first")
        }
        if database.changesCount == 0 { _ = try tables.dataset(dataset) }
    }
}
