public import ObsCalibrations
internal import ObsTime

extension RegistryChanges {
    /// Certifies datasets, all or none, by the rules of `CertificationRules.certify`.
    ///
    /// The tables themselves refuse what conflicts, so that the time does not depend on how much is certified already.
    ///
    /// - Parameters:
    ///   - certifications: The certifications.
    ///   - sharing: Whether datasets may be certified for other keys than those that they were made for: the file of one
    ///     detector for another, say.
    /// - Returns: What changed: a certification that touches one of the same dataset and keys becomes one with it.
    /// - Throws: `CalibrationConflict` with both sides; `CalibrationError` (`unknownCollection`, `unknownKind`,
    ///   `unknownDataset`, `badKeys`, `otherKeys`, `dateOutOfRange`, `wrongCollection`)
    @discardableResult
    public func certify(
        _ certifications: some Collection<Certification>, sharing: Bool = false
    ) throws -> CertificationChange {
        try wholly {
            let insert = try database.statement(
                """
                INSERT INTO certifications (collection, key_set, begin_ns, end_ns, dataset)
                SELECT ?, ?, ?, ?, id FROM datasets WHERE uuid = ? AND (? OR key_set = ?)
                """)
            defer { tables.certificationsChange() }
            var change = CertificationChange()
            change.added.reserveCapacity(certifications.count)
            for certification in certifications {
                let (collection, set) = try place(of: certification)
                let (begin, end) = Bounds.columns(certification.validity)
                let id = certification.dataset.description
                do {
                    try insert.run(collection, set, begin, end, id, sharing, set)
                    if database.changes == 0 {
                        try checkKeys(certification)
                        try insert.run(collection, set, begin, end, id, true, set)
                    }
                    change.added.append(certification)
                } catch let error as SQLiteError {
                    switch error.refusal {
                    case "touches-itself": try merge(certification, collection, set, &change)
                    case "conflict": throw try conflict(certification, collection, set, after: change.added)
                    case "bad-keys": throw try otherKind(certification)
                    default: throw error
                    }
                }
            }
            return change
        }
    }

    /// Refuses a certification for exposures for which its dataset was not made.
    func checkKeys(_ certification: Certification) throws {
        let dataset = try tables.dataset(certification.dataset)
        guard dataset.kind == certification.kind else { throw try otherKind(certification) }
        if certification.isShared(ofDatasetWith: dataset.keys) {
            throw CalibrationError.otherKeys(certification, of: dataset)
        }
    }

    /// The dataset of a certification is of another kind, or of another instrument.
    func otherKind(_ certification: Certification) throws -> CalibrationError {
        let dataset = try tables.dataset(certification.dataset)
        guard dataset.kind == certification.kind else {
            return CalibrationError(
                .unknownKind, "dataset \(dataset.id) is of the kind \(dataset.kind), and not \(certification.kind)")
        }
        return otherOwner(dataset.id, try reading.instrument(of: dataset.id))
    }

    /// Refuses a dataset of another instrument than the one that is named.
    func checkOwner(of dataset: DatasetID) throws {
        guard let instrument else { return }
        let owner = try reading.instrument(of: dataset)
        if owner != instrument { throw otherOwner(dataset, owner) }
    }

    private func otherOwner(_ dataset: DatasetID, _ owner: String) -> CalibrationError {
        CalibrationError(
            .unknownKind,
            "dataset \(dataset) is of \(owner.isEmpty ? "the instrument without a name" : owner); name that instrument")
    }

    /// The rows of the collection and of the keys, when the certification is such as they take.
    private func place(of certification: Certification) throws -> (collection: Int64, set: Int64) {
        try CalibrationDates.check(certification.validity)
        let record = try tables.collection(certification.collection)
        switch record.collection.form {
        case .validityRanged: break
        case .alwaysValid where certification.validity == .always: break
        case .alwaysValid:
            throw CalibrationError(
                .wrongCollection,
                "\(certification) cannot be certified: what is in '\(record.collection.name)' is always valid; "
                    + "leave begin and end open, or name a collection with validities")
        case .chain: throw wrongCollection(record.collection.name)
        }
        let kind = try kind(certification.kind)
        guard kind.kind.name == certification.kind else {
            throw CalibrationError(
                .unknownKind,
                "'\(certification.kind)' is an alias; a certification names the kind itself, '\(kind.kind.name)'")
        }
        return (record.id, try tables.set(certification.keys, of: kind))
    }

    func wrongCollection(_ name: String) -> CalibrationError {
        CalibrationError(
            .wrongCollection, "'\(name)' is a chain; name the collection in it that is to have the certification")
    }

    /// Makes one row of a certification and its neighbors of the same dataset.
    private func merge(
        _ certification: Certification, _ collection: Int64, _ set: Int64, _ change: inout CertificationChange
    ) throws {
        guard let dataset = try tables.row(of: certification.dataset) else { return }
        var (begin, end) = Bounds.columns(certification.validity)
        let neighbours = try database.statement(
            """
            SELECT begin_ns, end_ns FROM certifications
            WHERE collection = ? AND key_set = ? AND dataset = ? AND (end_ns = ? OR begin_ns = ?)
            """
        ).map(of: "certifications", collection, set, dataset, begin, end) { (try $0.integer(0), try $0.integer(1)) }
        for (first, last) in neighbours {
            try delete(collection, set, first)
            let neighbour = certification.with(validity: try Bounds.validity(first, last))
            if let place = change.added.lastIndex(of: neighbour) {
                change.added.remove(at: place)
            } else {
                change.removed.append(neighbour)
            }
            begin = min(begin, first)
            end = max(end, last)
        }
        try insertRow(collection, set, begin, end, dataset)
        change.added.append(certification.with(validity: try Bounds.validity(begin, end)))
    }

    func delete(_ collection: Int64, _ set: Int64, _ begin: Int64) throws {
        tables.certificationsChange()
        try database.run(
            "DELETE FROM certifications WHERE collection = ? AND key_set = ? AND begin_ns = ?", collection, set, begin)
    }

    func insertRow(_ collection: Int64, _ set: Int64, _ begin: Int64, _ end: Int64, _ dataset: Int64) throws {
        tables.certificationsChange()
        try database.run(
            "INSERT INTO certifications (collection, key_set, begin_ns, end_ns, dataset) VALUES (?, ?, ?, ?, ?)",
            collection, set, begin, end, dataset)
    }

    /// What stands in the way of a certification: the earliest conflict, when there are several.
    private func conflict(
        _ refused: Certification, _ collection: Int64, _ set: Int64, after earlier: [Certification]
    ) throws -> any Error {
        let (begin, end) = Bounds.columns(refused.validity)
        let existing = try database.statement(
            """
            SELECT \(CertificationRecord.columns) FROM key_pairs AS p
            JOIN certifications AS c ON c.collection = ? AND c.key_set = p.other AND c.begin_ns < ? AND c.end_ns > ?
            JOIN datasets AS d ON d.id = c.dataset
            WHERE p.key_set = ? ORDER BY c.begin_ns, c.key_set LIMIT 1
            """
        ).first(of: "certifications", collection, end, begin, set) { try CertificationRecord.read($0, tables) }
        guard let existing else {
            return RegistryError(.damaged, "\(refused) was refused, and nothing is in its way; check the registry")
        }
        return CalibrationConflict(existing: existing, refused: refused, isWithinCall: earlier.contains(existing))
    }
}
