internal import ObsCalibrations
internal import ObsText
internal import ObsTime

/// A dataset as the tables hold it.
enum DatasetRecord {
    /// The columns that `read` takes.
    static let columns =
        "d.id, d.uuid, d.kind, d.key_set, d.uri, d.checksum, d.size, d.creation_ns, d.producer, "
        + "EXISTS (SELECT 1 FROM dataset_inputs AS i WHERE i.dataset = d.id)"

    /// The dataset of a row; its inputs are read when it has any.
    static func read(_ row: borrowing Row, _ tables: Tables) throws -> CalibrationDataset {
        let id = try row.datasetID(1)
        let checksum = try row.optionalText(5).map { text in
            guard let checksum = ContentHash(text) else {
                throw RegistryError(
                    .damaged,
                    "dataset \(id) has '\(text)' for its checksum, and needs a SHA-256; take the registry from a copy")
            }
            return checksum
        }
        let inputs = try row.truth(9) ? try Self.inputs(row.integer(0), tables.database) : []
        return CalibrationDataset(
            id: id, kind: try tables.kindName(row: row.integer(2), of: id),
            keys: try tables.keys(ofSet: row.integer(3)),
            uri: try row.text(4), checksum: checksum, size: try row.optionalInteger(6).map { Int($0) },
            creation: try row.optionalInteger(7).map(Instant.init(nanosecondsTAI:)), producer: try row.optionalText(8),
            inputs: inputs)
    }

    private static func inputs(_ dataset: Int64, _ database: Connection) throws -> [DatasetID] {
        try database.statement("SELECT input FROM dataset_inputs WHERE dataset = ? ORDER BY position").map(
            of: "dataset_inputs", dataset
        ) { try $0.datasetID(0) }
    }
}
