internal import ObsCalibrations

/// A certification as the tables hold it.
enum CertificationRecord {
    /// The columns that `read` takes, of the tables `certifications AS c` and `datasets AS d`.
    static let columns = "c.collection, d.uuid, d.kind, c.key_set, c.begin_ns, c.end_ns"

    /// The certification of a row.
    static func read(_ row: borrowing Row, _ tables: Tables) throws -> Certification {
        let uuid = try row.text(1)
        guard let dataset = DatasetID(uuid), let kind = try tables.kind(row: row.integer(2))?.kind.name else {
            throw RegistryError(
                .damaged, "the dataset '\(uuid)' has no usable id or kind; take the registry from a copy")
        }
        return Certification(
            collection: try tables.collectionName(row.integer(0)), dataset: dataset, kind: kind,
            keys: try tables.keys(ofSet: row.integer(3)), validity: try Bounds.validity(row.integer(4), row.integer(5)))
    }
}
