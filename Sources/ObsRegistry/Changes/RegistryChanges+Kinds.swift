public import ObsCalibrations

extension RegistryChanges {
    /// Adds kinds, or brings those of the same name up to date.
    ///
    /// Keys of a kind that has datasets stay as they are: what was certified under them would mean something else.
    ///
    /// - Throws: `RegistryError` (`kindInUse`) when the keys of such a kind differ; `CalibrationError` (`unknownKind`) when a
    ///   name or alias would mean two kinds
    public func add(_ kinds: [CalibrationKind]) throws {
        let existing = try tables.kinds()
        defer { tables.kindsChange() }
        for kind in kinds {
            guard let record = existing.first(where: { $0.kind.name == kind.name }) else {
                _ = try KindRecord.insert(kind, database)
                continue
            }
            if record.kind == kind { continue }
            func explain(_ refusal: String) -> RegistryError? {
                guard refusal == "kind-in-use" else { return nil }
                return RegistryError(
                    .kindInUse,
                    "the keys of the kind '\(kind.name)' cannot change, since datasets are stored under them; "
                        + "give the new keys to a kind of another name")
            }
            try explaining(explain) { _ = try record.replace(with: kind, database) }
        }
        tables.kindsChange()
        _ = try CalibrationKinds(try tables.kinds().map(\.kind))
    }
}
