public import ObsTime

/// The rules by which certifications of one collection come, change and go.
///
/// Every function takes the certifications that are there and says what is to change; nothing is stored. Whoever stores
/// them, in memory or in a database, applies the change as a whole or not at all. Certifications that an operation cannot
/// touch (of other kinds, or of keys that no new one can meet) may be left out of what is passed.
public struct CertificationRules: Sendable {
    /// The kinds of the instrument.
    public let kinds: CalibrationKinds

    /// The rules for an instrument's kinds.
    public init(kinds: CalibrationKinds) { self.kinds = kinds }

    /// Adds certifications; those of one dataset and equal keys that touch become one.
    ///
    /// - Parameters:
    ///   - new: What is to be added.
    ///   - rows: What is there, of the same collection.
    /// - Returns: What changes.
    /// - Throws: `CalibrationConflict` when one would answer the same exposure as another, of those that are there or of
    ///   those that are added; `CalibrationError` (`unknownKind`, `badKeys`, `dateOutOfRange`).
    public func certify(_ new: [Certification], among rows: some Sequence<Certification>) throws -> CertificationChange
    {
        var table = try table(rows)
        return try certify(new, in: &table)
    }

    private func certify(_ new: [Certification], in table: inout CertificationTable) throws -> CertificationChange {
        var change = CertificationChange()
        var fresh: Set<Certification> = []
        for row in new {
            let kind = try checked(row)
            if let other = table.conflict(of: row, as: kind) {
                let isWithinCall = fresh.contains(other) || other.isPart(ofAnyIn: fresh)
                throw CalibrationConflict(existing: other, refused: row, isWithinCall: isWithinCall)
            }
            var merged = row
            for neighbour in table.neighbours(of: row) {
                guard let both = merged.validity.union(neighbour.validity) else { continue }
                merged = merged.with(validity: both)
                table.remove(neighbour)
                change.remove(neighbour)
            }
            table.insert(merged)
            change.added.append(merged)
            fresh.insert(row)
        }
        return change
    }

    /// Takes time away from certifications: each is removed, cut short, or split in two.
    ///
    /// - Parameters:
    ///   - kind: The name of the kind.
    ///   - validity: The time.
    ///   - rows: What is there, of one collection.
    ///   - isSelected: Of which certifications time is taken; all of the kind when nothing is said.
    /// - Returns: What changes, nothing when no certification holds at that time.
    /// - Throws: `CalibrationError` (`unknownKind`, `dateOutOfRange`).
    public func decertify(
        _ kind: String, during validity: Validity, among rows: some Sequence<Certification>,
        where isSelected: (Certification) -> Bool = { _ in true }
    ) throws -> CertificationChange {
        let name = try kinds.kind(kind).name
        try CalibrationDates.check(validity)
        var change = CertificationChange()
        for row in rows where row.kind == name && row.validity.overlaps(validity) && isSelected(row) {
            change.cut(validity, outOf: row)
        }
        return change
    }

    /// Adds certifications and takes their time away from all that they conflict with.
    ///
    /// With an open end, what was certified for later goes too: the change says what.
    ///
    /// - Parameters:
    ///   - new: What is to be added; a begin says from when it supersedes.
    ///   - rows: What is there, of the same collection.
    /// - Returns: What changes.
    /// - Throws: As `certify`; the new ones must not conflict with each other.
    public func supersede(
        with new: [Certification], among rows: some Sequence<Certification>
    ) throws
        -> CertificationChange
    {
        var table = try table(rows)
        var cuts = CertificationChange()
        for row in new {
            let kind = try checked(row)
            for other in table.conflicts(of: row, as: kind) {
                table.remove(other)
                var cut = CertificationChange()
                cut.cut(row.validity, outOf: other)
                for rest in cut.added { table.insert(rest) }
                cuts.remove(other)
                cuts.added += cut.added
            }
        }
        // What was cut is there no more, so that only the new ones can conflict, with each other.
        let change = try certify(new, in: &table)
        for row in change.removed { cuts.remove(row) }
        cuts.added += change.added
        return cuts
    }

    /// Ends a dataset at an instant: its certifications hold until then, and later ones go.
    ///
    /// - Parameters:
    ///   - dataset: The dataset.
    ///   - instant: The first instant at which it holds no more.
    ///   - rows: What is there, of one collection.
    /// - Returns: What changes.
    /// - Throws: `CalibrationError` (`notCertified` when it does not hold at that time or later, `dateOutOfRange`).
    public func retire(
        _ dataset: DatasetID, at instant: Instant, among rows: some Sequence<Certification>
    ) throws
        -> CertificationChange
    {
        let after = try Validity(begin: instant, end: nil)
        try CalibrationDates.check(after)
        var change = CertificationChange()
        for row in rows where row.dataset == dataset && row.validity.overlaps(after) {
            change.cut(after, outOf: row)
        }
        if change.isEmpty {
            throw CalibrationError(
                .notCertified, "dataset \(dataset) holds nowhere at \(instant) or later; there is nothing to retire")
        }
        return change
    }

    /// Lets the last certification of a dataset hold longer, for each of the keys for which it is certified.
    ///
    /// - Parameters:
    ///   - dataset: The dataset.
    ///   - end: The new end; nil for an open one.
    ///   - rows: What is there, of the same collection, of all datasets.
    /// - Returns: What changes.
    /// - Throws: `CalibrationConflict` when another holds in that time; `CalibrationError` (`notCertified` when it is
    ///   certified nowhere, `emptyValidity` when it holds as long already, `dateOutOfRange`).
    public func extend(
        _ dataset: DatasetID, to end: Instant?, among rows: some Sequence<Certification>
    ) throws
        -> CertificationChange
    {
        let rows = Array(rows)
        var last: [CalibrationKeys: Certification] = [:]
        for row in rows where row.dataset == dataset {
            if let other = last[row.keys], other.validity.endNanoseconds > row.validity.endNanoseconds { continue }
            last[row.keys] = row
        }
        if last.isEmpty {
            throw CalibrationError(
                .notCertified, "dataset \(dataset) is certified nowhere in the collection; certify it first")
        }
        var table = try table(rows)
        var change = CertificationChange()
        for row in last.values.sorted(by: Certification.isOrdered) {
            guard let oldEnd = row.validity.end, end.map({ oldEnd < $0 }) ?? true else {
                throw CalibrationError(
                    .emptyValidity,
                    "dataset \(dataset) of \(row.keys) holds until \(row.validity.end.map { "\($0)" } ?? "an open end") "
                        + "already; retire it to end it earlier")
            }
            let rest = try certify([row.with(validity: Validity(begin: oldEnd, end: end))], in: &table)
            for row in rest.removed { change.remove(row) }
            change.added += rest.added
        }
        return change
    }

    /// Refuses certifications of one collection that conflict, or that are not such as their kinds have.
    ///
    /// - Throws: As `certify`.
    public func check(_ rows: some Sequence<Certification>) throws {
        for row in rows { _ = try checked(row) }
        _ = try table(rows)
    }

    /// The certifications of one collection, sorted.
    ///
    /// - Throws: `CalibrationConflict` when two of them conflict.
    func table(_ rows: some Sequence<Certification>) throws -> CertificationTable {
        var table = CertificationTable()
        for row in rows {
            let kind = try kinds.kind(row.kind)
            if let other = table.conflict(of: row, as: kind) {
                throw CalibrationConflict(existing: other, refused: row)
            }
            table.insert(row)
        }
        return table
    }

    private func checked(_ row: Certification) throws -> CalibrationKind {
        let kind = try kinds.kind(row.kind)
        guard kind.name == row.kind else {
            throw CalibrationError(
                .unknownKind, "'\(row.kind)' is an alias; a certification names the kind itself, '\(kind.name)'")
        }
        if let objection = row.keys.objection(as: kind) {
            throw CalibrationError(.badKeys, "\(row.kind) \(row.dataset) cannot be certified: \(objection)")
        }
        try CalibrationDates.check(row.validity)
        return kind
    }
}

extension CertificationChange {
    /// Takes a time away from a certification.
    mutating func cut(_ validity: Validity, outOf row: Certification) {
        remove(row)
        for part in row.validity.subtracting(validity) { added.append(row.with(validity: part)) }
    }
}

extension Certification {
    /// The order in which certifications are listed: by collection, kind, detector, filter, further keys, time.
    package static func isOrdered(_ left: Certification, _ right: Certification) -> Bool {
        if left.collection != right.collection { return left.collection < right.collection }
        if left.kind != right.kind { return left.kind < right.kind }
        if left.keys != right.keys {
            return CalibrationKeys.isOrdered(left.keys, right.keys)
        }
        let (mine, theirs) = (left.validity, right.validity)
        if mine != theirs {
            return (mine.beginNanoseconds, mine.endNanoseconds) < (theirs.beginNanoseconds, theirs.endNanoseconds)
        }
        return left.dataset < right.dataset
    }

    /// Whether some of these, which may have been merged into this one since, lie in it.
    fileprivate func isPart(ofAnyIn fresh: Set<Certification>) -> Bool {
        fresh.contains { $0.dataset == dataset && $0.keys == keys && validity.contains($0.validity) }
    }
}
