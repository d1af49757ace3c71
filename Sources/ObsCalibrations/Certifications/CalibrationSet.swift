public import ObsTime

/// Datasets, collections and certifications in memory.
///
/// Operations happen as a whole or not at all, by the rules of `CertificationRules`.
public struct CalibrationSet: Sendable {
    /// The kinds of the instrument.
    public let kinds: CalibrationKinds
    /// The collections by name.
    public private(set) var collections: [String: CalibrationCollection] = [:]
    /// The datasets by id.
    public private(set) var datasets: [DatasetID: CalibrationDataset] = [:]
    private var rows: [String: [Certification]] = [:]
    private var rules: CertificationRules { CertificationRules(kinds: kinds) }

    /// The instrument of which all of it is; nil when it has no name.
    public let instrument: String?

    /// A set without anything in it, of an instrument without a name.
    public init(kinds: CalibrationKinds) { self.init(kinds: kinds, instrument: nil) }

    /// A set without anything in it.
    ///
    /// - Parameters:
    ///   - kinds: The kinds of the instrument.
    ///   - instrument: The name of the instrument, if it has one.
    public init(kinds: CalibrationKinds, instrument: String?) {
        self.kinds = kinds
        self.instrument = instrument
    }

    /// All certifications, in the order of `Certification.isOrdered`.
    public var certifications: [Certification] { rows.values.joined().sorted(by: Certification.isOrdered) }

    /// The certifications of a collection, in the order of `Certification.isOrdered`.
    public func certifications(in collection: String) -> [Certification] {
        (rows[collection] ?? []).sorted(by: Certification.isOrdered)
    }

    func unsortedCertifications(in collection: String) -> [Certification] { rows[collection] ?? [] }

    /// Adds a collection.
    ///
    /// - Throws: `CalibrationError` (`collectionExists`; `unknownCollection` or `circularChain` of a chain).
    public mutating func add(_ collection: CalibrationCollection) throws {
        if collections[collection.name] != nil {
            throw CalibrationError(
                .collectionExists, "there is a collection '\(collection.name)'; choose another name, or use it")
        }
        collections[collection.name] = collection
        do {
            if collection.isChain { _ = try searchOrder([collection.name]) }
        } catch {
            collections[collection.name] = nil
            throw error
        }
    }

    /// Adds a dataset; the same one twice is one.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`, `badKeys`; `unknownDataset` when the id is another dataset's).
    public mutating func add(_ dataset: CalibrationDataset) throws {
        let kind = try kinds.kind(dataset.kind)
        guard kind.name == dataset.kind else {
            throw CalibrationError(
                .unknownKind, "'\(dataset.kind)' is an alias; a dataset names the kind itself, '\(kind.name)'")
        }
        if let objection = dataset.keys.objection(as: kind) {
            throw CalibrationError(.badKeys, "\(dataset.uri): \(objection)")
        }
        if let other = datasets[dataset.id], other != dataset {
            throw CalibrationError(
                .unknownDataset, "the id \(dataset.id) is of \(other) already; give \(dataset) one of its own")
        }
        datasets[dataset.id] = dataset
    }

    /// Takes a dataset away that is certified nowhere.
    ///
    /// - Throws: `CalibrationError` (`unknownDataset`; `conflict` while it is certified).
    public mutating func remove(_ dataset: DatasetID) throws {
        guard datasets[dataset] != nil else { throw unknown(dataset) }
        if let row = rows.values.joined().first(where: { $0.dataset == dataset }) {
            throw CalibrationError(.conflict, "the dataset is certified: \(row); decertify it first")
        }
        datasets[dataset] = nil
    }

    /// Adds certifications, as `CertificationRules.certify`.
    ///
    /// - Parameters:
    ///   - new: The certifications.
    ///   - sharing: Whether datasets may be certified for other keys than those that they were made for: the file of one
    ///     detector for another, say.
    /// - Returns: What changed.
    /// - Throws: `CalibrationError` (`otherKeys`) where that is not so; what that throws; `CalibrationError` (`unknownCollection`, `unknownDataset`; `wrongCollection` for a chain,
    ///   or for a validity with an end in a collection that is always valid).
    @discardableResult
    public mutating func certify(
        _ new: [Certification], sharing: Bool = false
    ) throws
        -> CertificationChange
    {
        try change(new, sharing: sharing) { rules, new, rows in try rules.certify(new, among: rows) }
    }

    /// Certifies datasets for what they were made for.
    ///
    /// - Throws: As `certify(_:)`.
    @discardableResult
    public mutating func certify(
        _ new: [DatasetID], in collection: String, during validity: Validity
    ) throws
        -> CertificationChange
    {
        try certify(
            new.map { id in
                guard let dataset = datasets[id] else { throw unknown(id) }
                return Certification(of: dataset, in: collection, validity: validity)
            })
    }

    /// Adds certifications in place of others, as `CertificationRules.supersede`.
    ///
    /// - Throws: As `certify(_:)`.
    @discardableResult
    public mutating func supersede(with new: [Certification]) throws -> CertificationChange {
        try change(new) { rules, new, rows in try rules.supersede(with: new, among: rows) }
    }

    /// Takes time away from certifications of a kind, as `CertificationRules.decertify`.
    ///
    /// - Throws: What that throws; `CalibrationError` (`unknownCollection`, `wrongCollection`).
    @discardableResult
    public mutating func decertify(
        _ kind: String, in collection: String, during validity: Validity,
        where isSelected: (Certification) -> Bool = { _ in true }
    ) throws -> CertificationChange {
        let rules = rules
        return try apply(in: collection) {
            try rules.decertify(kind, during: validity, among: $0, where: isSelected)
        }
    }

    /// Ends a dataset at an instant, as `CertificationRules.retire`.
    ///
    /// - Throws: What that throws; `CalibrationError` (`unknownCollection`, `wrongCollection`).
    @discardableResult
    public mutating func retire(
        _ dataset: DatasetID, in collection: String, at instant: Instant
    ) throws
        -> CertificationChange
    {
        let rules = rules
        return try apply(in: collection) { try rules.retire(dataset, at: instant, among: $0) }
    }

    /// Lets a dataset hold longer, as `CertificationRules.extend`.
    ///
    /// - Throws: What that throws; `CalibrationError` (`unknownCollection`, `wrongCollection`).
    @discardableResult
    public mutating func extend(
        _ dataset: DatasetID, in collection: String, to end: Instant?
    ) throws
        -> CertificationChange
    {
        let rules = rules
        return try apply(in: collection) { try rules.extend(dataset, to: end, among: $0) }
    }

    private mutating func change(
        _ new: [Certification], sharing: Bool = false,
        _ body: (CertificationRules, [Certification], [Certification]) throws -> CertificationChange
    ) throws -> CertificationChange {
        for row in new {
            guard let dataset = datasets[row.dataset] else { throw unknown(row.dataset) }
            guard dataset.kind == row.kind else {
                throw CalibrationError(
                    .unknownKind, "dataset \(row.dataset) is of the kind \(dataset.kind), and not \(row.kind)")
            }
            if !sharing && row.isShared(ofDatasetWith: dataset.keys) {
                throw CalibrationError.otherKeys(row, of: dataset)
            }
            let collection = try ranged(row.collection)
            if collection.form == .alwaysValid, row.validity != .always {
                throw CalibrationError(
                    .wrongCollection,
                    "what is in '\(collection.name)' is always valid; \(row.validity) needs a collection with validities"
                )
            }
        }
        let rules = rules
        let before = rows
        var whole = CertificationChange()
        do {
            for (collection, part) in Dictionary(grouping: new, by: \.collection).sorted(by: { $0.key < $1.key }) {
                let change = try apply(in: collection) { try body(rules, part, $0) }
                whole.removed += change.removed
                whole.added += change.added
            }
        } catch {
            rows = before
            throw error
        }
        return whole
    }

    private mutating func apply(
        in name: String, _ body: ([Certification]) throws -> CertificationChange
    ) throws -> CertificationChange {
        let collection = try ranged(name)
        let change = try body(rows[collection.name] ?? [])
        let gone = Set(change.removed)
        rows[collection.name]?.removeAll { gone.contains($0) }
        rows[collection.name, default: []] += change.added
        return change
    }

    private func ranged(_ name: String) throws -> CalibrationCollection {
        guard let collection = collections[name] else { throw unknownCollection(name) }
        if collection.isChain {
            throw CalibrationError(
                .wrongCollection, "'\(name)' is a chain; name the collection in it that is to have the certification")
        }
        return collection
    }

    private func unknown(_ dataset: DatasetID) -> CalibrationError {
        CalibrationError(.unknownDataset, "there is no dataset \(dataset); add it first")
    }

    func unknownCollection(_ name: String) -> CalibrationError {
        let known =
            collections.isEmpty ? "there are none" : "there are " + collections.keys.sorted().joined(separator: ", ")
        return CalibrationError(.unknownCollection, "there is no collection '\(name)'; \(known)")
    }
}
