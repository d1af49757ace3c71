internal import ObsCalibrations

/// What an import brings, wherever it is.
struct ImportedContents {
    /// The instrument of which all of it is; nil when it has no name.
    let instrument: String?
    let kinds: [CalibrationKind]
    /// The collections, chains after what they contain.
    let collections: [CalibrationCollection]
    let forEachDataset: (_ body: (CalibrationDataset) throws -> Void) throws -> Void
    let forEachCertification: (_ body: (Certification) throws -> Void) throws -> Void
}

extension CalibrationSet {
    /// Everything of it, to be added to a registry.
    var contents: ImportedContents {
        ImportedContents(
            instrument: instrument, kinds: kinds.all, collections: collectionsInOrder,
            forEachDataset: { try self.datasets.values.sorted { $0.id < $1.id }.forEach($0) },
            forEachCertification: { try self.certifications.forEach($0) })
    }
}
