internal import ObsCalibrations

/// A certification as the tables hold it.
enum CertificationRecord {
    /// The columns that `read` takes, of the tables `certifications AS c` and `datasets AS d`.
    static let columns = "c.collection, d.uuid, d.kind, c.key_set, c.begin_ns, c.end_ns"

    /// The certification of a row.
    static func read(_ row: borrowing Row, _ tables: Tables) throws -> Certification {
        let dataset = try row.datasetID(1)
        return Certification(
            collection: try tables.collectionName(row.integer(0)), dataset: dataset,
            kind: try tables.kindName(row: row.integer(2), of: dataset), keys: try tables.keys(ofSet: row.integer(3)),
            validity: try Bounds.validity(row.integer(4), row.integer(5)))
    }
}
