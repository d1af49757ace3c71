public import ObsCalibrations
public import ObsTime

extension RegistryChanges {
    private func rules() throws -> CertificationRules { CertificationRules(kinds: try reading.kinds()) }

    /// Takes time away from certifications of a kind, by the rules of `CertificationRules.decertify`.
    ///
    /// - Returns: What changed.
    /// - Throws: `CalibrationError` (`unknownKind`, `unknownCollection`, `wrongCollection`, `dateOutOfRange`)
    @discardableResult
    public func decertify(
        _ kind: String, in collection: String, during validity: Validity,
        where isSelected: (Certification) -> Bool = { _ in true }
    ) throws -> CertificationChange {
        let record = try ranged(collection)
        let rows = try reading.certifications(in: collection, kind: kind, during: validity)
        return try apply(try rules().decertify(kind, during: validity, among: rows, where: isSelected), in: record)
    }

    /// Adds certifications in place of others, by the rules of `CertificationRules.supersede`.
    ///
    /// - Returns: What changed.
    /// - Throws: As `certify`
    @discardableResult
    public func supersede(with new: some Collection<Certification>) throws -> CertificationChange {
        try wholly {
            var whole = CertificationChange()
            for (collection, part) in Dictionary(grouping: new, by: \.collection).sorted(by: { $0.key < $1.key }) {
                let record = try ranged(collection)
                for row in part {
                    try checkOwner(of: row.dataset)
                    try checkKeys(row)
                }
                let rows = Set(try part.flatMap { try neighbourhood(of: $0, record.id) })
                let change = try apply(
                    try rules().supersede(with: part, among: rows.sorted(by: Certification.isOrdered)), in: record)
                whole.removed += change.removed
                whole.added += change.added
            }
            return whole
        }
    }

    /// Ends a dataset at an instant, by the rules of `CertificationRules.retire`.
    ///
    /// The instrument need not be named.
    ///
    /// - Returns: What changed.
    /// - Throws: `CalibrationError` (`notCertified`, `unknownDataset`, `unknownKind` when the dataset is of another instrument,
    ///   `unknownCollection`, `wrongCollection`, `dateOutOfRange`)
    @discardableResult
    public func retire(_ dataset: DatasetID, in collection: String, at instant: Instant) throws -> CertificationChange {
        if instrument == nil { return try ofInstrument(of: dataset).retire(dataset, in: collection, at: instant) }
        let record = try ranged(collection)
        let rows = try certifications(of: dataset, in: collection)
        return try apply(try rules().retire(dataset, at: instant, among: rows), in: record)
    }

    /// Lets a dataset hold longer, by the rules of `CertificationRules.extend`.
    ///
    /// The instrument need not be named.
    ///
    /// - Returns: What changed.
    /// - Throws: `CalibrationConflict`; `CalibrationError` (`notCertified`, `emptyValidity`, `unknownDataset`, `unknownKind` when
    ///   the dataset is of another instrument, `unknownCollection`, `wrongCollection`, `dateOutOfRange`)
    @discardableResult
    public func extend(_ dataset: DatasetID, in collection: String, to end: Instant?) throws -> CertificationChange {
        if instrument == nil { return try ofInstrument(of: dataset).extend(dataset, in: collection, to: end) }
        let record = try ranged(collection)
        let own = try certifications(of: dataset, in: collection)
        let others = try own.flatMap { row -> [Certification] in
            guard let from = row.validity.end, let rest = try? Validity(begin: from, end: end) else { return [] }
            return try neighbourhood(of: row.with(validity: rest), record.id)
        }
        let rows = Set(own + others).sorted(by: Certification.isOrdered)
        return try apply(try rules().extend(dataset, to: end, among: rows), in: record)
    }

    /// The certifications of a dataset of the instrument in a collection.
    private func certifications(of dataset: DatasetID, in collection: String) throws -> [Certification] {
        try checkOwner(of: dataset)
        return try reading.certifications(of: dataset).filter { $0.collection == collection }
    }

    /// Changes the instrument of a dataset.
    private func ofInstrument(of dataset: DatasetID) throws -> RegistryChanges {
        of(instrument: try reading.instrument(of: dataset))
    }

    /// The collection of a name, which must have certifications of its own.
    private func ranged(_ name: String) throws -> CollectionRecord {
        let record = try tables.collection(name)
        if record.collection.isChain { throw wrongCollection(name) }
        return record
    }

    /// The certifications that a new one could meet: of keys that can hold together with its own, in its time or touching it.
    private func neighbourhood(of new: Certification, _ collection: Int64) throws -> [Certification] {
        try CalibrationDates.check(new.validity)
        let set = try tables.set(new.keys, of: kind(new.kind))
        let (begin, end) = Bounds.columns(new.validity)
        return try database.statement(
            """
            SELECT \(CertificationRecord.columns) FROM key_pairs AS p
            JOIN certifications AS c
              ON c.collection = ? AND c.key_set = p.other AND c.begin_ns <= ? AND c.end_ns >= ?
            JOIN datasets AS d ON d.id = c.dataset
            WHERE p.key_set = ?
            """
        ).map(of: "certifications", collection, end, begin, set) { try CertificationRecord.read($0, tables) }
    }

    /// Stores what the rules say.
    private func apply(_ change: CertificationChange, in collection: CollectionRecord) throws -> CertificationChange {
        try wholly {
            for row in change.added where collection.collection.form == .alwaysValid && row.validity != .always {
                throw CalibrationError(
                    .wrongCollection,
                    "what is in '\(collection.collection.name)' is always valid; \(row.validity) needs a collection with "
                        + "validities")
            }
            for row in change.removed {
                guard let set = try tables.existingSet(row.keys, of: kind(row.kind)) else { throw try otherKind(row) }
                try delete(collection.id, set, Bounds.columns(row.validity).begin)
                if database.changes == 0 { throw try otherKind(row) }
            }
            for row in change.added {
                let set = try tables.set(row.keys, of: kind(row.kind))
                guard let dataset = try tables.row(of: row.dataset) else {
                    _ = try tables.dataset(row.dataset)
                    continue
                }
                let (begin, end) = Bounds.columns(row.validity)
                try explaining({ $0 == "bad-keys" ? try otherKind(row) : nil }) {
                    try insertRow(collection.id, set, begin, end, dataset)
                }
            }
            return change
        }
    }
}
