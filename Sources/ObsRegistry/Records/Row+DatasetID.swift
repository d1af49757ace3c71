internal import ObsCalibrations

extension Row {
    /// The id of a dataset, as a column holds it.
    func datasetID(_ column: Int) throws -> DatasetID {
        let text = try text(column)
        if let id = DatasetID(text) { return id }
        throw RegistryError(.damaged, "'\(text)' is not the id of a dataset; take the registry from a copy")
    }
}
