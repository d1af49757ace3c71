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
        let uuid = try row.text(1)
        guard let id = DatasetID(uuid), let kind = try tables.kind(row: row.integer(2))?.kind.name else {
            throw RegistryError(
                .damaged, "the dataset '\(uuid)' has no usable id or kind; take the registry from a copy")
        }
        let checksum = try row.optionalText(5).map { text in
            guard let checksum = ContentHash(text) else {
                throw RegistryError(
                    .damaged,
                    "the checksum of dataset \(uuid) is '\(text)', which is none; take the registry from a copy")
            }
            return checksum
        }
        let inputs = try row.truth(9) ? try Self.inputs(row.integer(0), tables.database) : []
        return CalibrationDataset(
            id: id, kind: kind, keys: try tables.keys(ofSet: row.integer(3)), uri: try row.text(4), checksum: checksum,
            size: try row.optionalInteger(6).map { Int($0) },
            creation: try row.optionalInteger(7).map(Instant.init(nanosecondsTAI:)), producer: try row.optionalText(8),
            inputs: inputs)
    }

    private static func inputs(_ dataset: Int64, _ database: Connection) throws -> [DatasetID] {
        try database.statement("SELECT input FROM dataset_inputs WHERE dataset = ? ORDER BY position").map(
            of: "dataset_inputs", dataset
        ) { row in
            let text = try row.text(0)
            if let id = DatasetID(text) { return id }
            throw RegistryError(
                .damaged, "a dataset has the input '\(text)', which is no id; take the registry from a copy")
        }
    }
}
