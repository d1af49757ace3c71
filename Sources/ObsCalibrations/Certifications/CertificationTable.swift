internal import ObsText
internal import ObsTime

/// Certifications of one collection, sorted so that conflicts and neighbors are found by binary search.
struct CertificationTable {
    /// The certifications of one kind with the same keys, in order of time; they do not overlap.
    struct Group {
        let keys: CalibrationKeys
        var rows: [Certification] = []

        /// The place of the first row that ends after an instant.
        func firstEnding(after begin: Int64) -> Int {
            rows.partitioningIndex { $0.validity.endNanoseconds > begin }
        }

        /// The first row that overlaps a validity.
        func overlapping(_ validity: Validity) -> Certification? {
            let place = firstEnding(after: validity.beginNanoseconds)
            guard place < rows.count, rows[place].validity.beginNanoseconds < validity.endNanoseconds else {
                return nil
            }
            return rows[place]
        }
    }

    /// The groups of one kind, by detector, since keys with different detectors never meet.
    private struct KindRows {
        var groups: [Group] = []
        var byKeys: [CalibrationKeys: Int] = [:]
        var byDetector: [Int?: [Int]] = [:]
    }

    private var kinds: [String: KindRows] = [:]

    /// The groups of a kind that can hold together with keys.
    private func groups(of kind: CalibrationKind, with keys: CalibrationKeys) -> [Int] {
        guard let rows = kinds[kind.name] else { return [] }
        let near: [Int]
        if keys.detector == nil {
            near = Array(rows.groups.indices)
        } else {
            near = (rows.byDetector[keys.detector] ?? []) + (rows.byDetector[Int?.none] ?? [])
        }
        return near.filter { rows.groups[$0].keys.canHold(with: keys, as: kind) }
    }

    /// The certification with which another one would conflict; nil when there is none.
    func conflict(of row: Certification, as kind: CalibrationKind) -> Certification? {
        guard let rows = kinds[kind.name] else { return nil }
        for place in groups(of: kind, with: row.keys) {
            if let other = rows.groups[place].overlapping(row.validity) { return other }
        }
        return nil
    }

    /// All certifications with which another one would conflict.
    func conflicts(of row: Certification, as kind: CalibrationKind) -> [Certification] {
        guard let rows = kinds[kind.name] else { return [] }
        return groups(of: kind, with: row.keys).flatMap { place in
            rows.groups[place].rows.filter { $0.validity.overlaps(row.validity) }
        }
    }

    /// Puts a certification where it belongs; it must not conflict with any that is there.
    mutating func insert(_ row: Certification) {
        var rows = kinds.removeValue(forKey: row.kind) ?? KindRows()
        let place: Int
        if let known = rows.byKeys[row.keys] {
            place = known
        } else {
            place = rows.groups.count
            rows.groups.append(Group(keys: row.keys))
            rows.byKeys[row.keys] = place
            rows.byDetector[row.keys.detector, default: []].append(place)
        }
        let at = rows.groups[place].firstEnding(after: row.validity.beginNanoseconds)
        rows.groups[place].rows.insert(row, at: at)
        kinds[row.kind] = rows
    }

    /// Takes a certification away.
    mutating func remove(_ row: Certification) {
        guard let place = kinds[row.kind]?.byKeys[row.keys] else { return }
        kinds[row.kind]?.groups[place].rows.removeAll { $0 == row }
    }

    /// The certifications of the same dataset and keys that touch a validity at either end.
    func neighbours(of row: Certification) -> [Certification] {
        guard let rows = kinds[row.kind], let place = rows.byKeys[row.keys] else { return [] }
        let group = rows.groups[place]
        let after = group.firstEnding(after: row.validity.beginNanoseconds)
        return [after - 1, after].filter { group.rows.indices.contains($0) }.map { group.rows[$0] }.filter {
            $0.dataset == row.dataset && $0.validity.union(row.validity) != nil
        }
    }

    /// The groups of a kind.
    func groups(of kind: String) -> [Group] { kinds[kind]?.groups ?? [] }
}

extension Validity {
    /// The begin in nanoseconds; the smallest number where it is open.
    var beginNanoseconds: Int64 { begin?.nanoseconds ?? .min }
    /// The end in nanoseconds; the largest number where it is open.
    var endNanoseconds: Int64 { end?.nanoseconds ?? .max }
}
