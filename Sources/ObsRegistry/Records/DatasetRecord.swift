internal import GRDB
internal import ObsCalibrations
internal import ObsTime
internal import ObsYAML

/// A dataset as the tables hold it.
enum DatasetRecord {
    /// The columns that `read` takes.
    static let columns =
        "d.id, d.uuid, d.kind, d.key_set, d.uri, d.checksum, d.size, d.creation_ns, d.producer, "
        + "EXISTS (SELECT 1 FROM dataset_inputs AS i WHERE i.dataset = d.id)"

    /// The dataset of a row; its inputs are read when it has any.
    static func read(_ row: Row, _ tables: Tables) throws -> CalibrationDataset {
        let uuid: String = row[1]
        guard let id = DatasetID(uuid), let kind = try tables.kindName(row[2]) else {
            throw RegistryError(
                .damaged, "the dataset '\(uuid)' has no usable id or kind; take the registry from a copy")
        }
        let checksum: String? = row[5]
        let inputs = row[9] ? try Self.inputs(row[0], tables.database) : []
        return CalibrationDataset(
            id: id, kind: kind, keys: try tables.keys(ofSet: row[3]), uri: row[4],
            checksum: checksum.flatMap { ContentHash($0) }, size: row[6],
            creation: (row[7] as Int64?).map(Instant.init(nanosecondsTAI:)), producer: row[8],
            inputs: inputs.compactMap { DatasetID($0) })
    }

    private static func inputs(_ dataset: Int64, _ database: Database) throws -> [String] {
        try String.fetchAll(
            database.cachedStatement(sql: "SELECT input FROM dataset_inputs WHERE dataset = ? ORDER BY position"),
            arguments: [dataset])
    }
}
