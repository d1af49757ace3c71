package import ObsTime

/// The certifications of a kind with the same keys in one collection, as a trace asks for them.
package struct CandidateGroup {
    /// The keys.
    package let keys: CalibrationKeys
    /// How many there are.
    package let count: Int
    /// Those nearest an interval: no more than a number of those that end before it, of those that share an instant with it, and
    /// of those that begin after it.
    let nearest: (Validity, Int) throws -> [Certification]

    /// A group.
    package init(
        _ keys: CalibrationKeys, count: Int, nearest: @escaping (Validity, Int) throws -> [Certification]
    ) {
        self.keys = keys
        self.count = count
        self.nearest = nearest
    }
}

extension CertificationTable.Group {
    /// The group as a trace asks for it.
    var candidates: CandidateGroup {
        CandidateGroup(keys, count: rows.count) { interval, limit in
            let first = firstEnding(after: interval.beginNanoseconds)
            // Rows do not overlap, so that those which share an instant with the interval stand together.
            let later = rows[first...].prefix { $0.validity.beginNanoseconds < interval.endNanoseconds }.count
            let before = rows[max(first - limit, 0)..<first]
            let after = rows[(first + later)...].prefix(limit)
            return Array(before) + rows[first..<first + later].suffix(limit) + after
        }
    }
}
