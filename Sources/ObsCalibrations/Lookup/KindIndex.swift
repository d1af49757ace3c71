internal import ObsTime

/// The certifications of one kind in the collections of a search, laid out for look-ups without texts.
///
/// A look-up touches the group of a detector, two neighboring marks and a row or two, however many rows there are; what
/// an answer says of itself lies elsewhere and is read when somebody asks.
final class KindIndex: Sendable {
    /// When a certification holds, in nanoseconds.
    struct Row: Sendable {
        let begin: Int64
        let end: Int64
    }

    /// The certifications of a collection with the same keys.
    struct Group: Sendable {
        /// The number of the filter; -1 when any will do.
        let filter: Int32
        /// The number of the demands on the state; -1 without any.
        let state: Int32
        /// How many keys are demanded.
        let keyCount: Int32
        let instants: InstantIndex
    }

    /// The groups of one collection.
    struct Collection: Sendable {
        /// For each detector, where its groups begin in `groups`; the last entry is where those for any detector begin.
        var starts: [Int32] = []
        /// Where the groups of the collection end.
        var end = 0
    }

    let kind: CalibrationKind
    let policy: ValidityPolicy
    /// The collections that have certifications of the kind, in the order of the search.
    let collections: [Collection]
    /// The groups by collection and detector, in each collection followed by those for any detector.
    let groups: [Group]
    /// For each group what its rows answer.
    let answers: [CalibrationAnswer.Table]
    /// The rows by group, in each in order of time.
    let rows: [Row]
    /// Where the rows of a time are to be found.
    let marks: [Int32]
    let filterNumbers: [String: Int32]
    let states: [[String: KeyConstraint]]
    private let detectorNumbers: DetectorNumbers

    init(
        _ kind: CalibrationKind, _ tables: [[CertificationTable.Group]],
        _ answer: ([Certification]) throws -> CalibrationAnswer.Table
    ) throws {
        var (collections, groups, answers): ([Collection], [Group], [CalibrationAnswer.Table]) = ([], [], [])
        var (allRows, marks): ([Row], [Int32]) = ([], [])
        var filterNumbers: [String: Int32] = [:]
        var stateNumbers: [[String: KeyConstraint]: Int32] = [:]
        let detectors = Set(tables.joined().compactMap(\.keys.detector)).sorted()
        for table in tables where !table.isEmpty {
            var collection = Collection()
            let byDetector = Dictionary(grouping: table, by: \.keys.detector)
            for detector in detectors.map(Int?.some) + [nil] {
                collection.starts.append(Int32(groups.count))
                let ofDetector = (byDetector[detector] ?? []).sorted { $0.keys.canonicalText < $1.keys.canonicalText }
                for group in ofDetector where !group.rows.isEmpty {
                    // Rows in order of time; those of one dataset that touch are one.
                    let rows = group.rows.reduce(into: [Certification]()) { $0.appendJoining($1) }
                    let (filter, state) = (group.keys.filter, group.keys.state)
                    groups.append(
                        Group(
                            filter: filter.map { Self.number(of: $0, &filterNumbers) } ?? -1,
                            state: state.isEmpty ? -1 : Self.number(of: state, &stateNumbers),
                            keyCount: Int32(group.keys.count),
                            instants: InstantIndex(rows.map(\.validity), &allRows, &marks)))
                    answers.append(try answer(rows))
                }
            }
            collection.end = groups.count
            collections.append(collection)
        }
        self.kind = kind
        policy = kind.policy
        self.collections = collections
        self.groups = groups
        self.answers = answers
        rows = allRows
        self.marks = marks
        self.filterNumbers = filterNumbers
        states = stateNumbers.sorted { $0.value < $1.value }.map(\.key)
        detectorNumbers = DetectorNumbers(detectors)
    }

    private static func number<Key: Hashable>(of key: Key, _ numbers: inout [Key: Int32]) -> Int32 {
        let next = Int32(numbers.count)
        let number = numbers[key] ?? next
        numbers[key] = number
        return number
    }

    /// The number of a detector; -1 for one without groups of its own.
    @inline(__always)
    func number(ofDetector detector: Int?) -> Int { detectorNumbers[detector] }
}

/// The numbers that detectors have in an index.
private struct DetectorNumbers {
    /// By the detector's id; -1 for one without groups of its own.
    private var dense: [Int32] = []
    private var large: [Int: Int32] = [:]

    /// Detectors up to here are looked up in an array.
    private static let largestDense = 65_535

    init(_ detectors: [Int]) {
        for (number, detector) in detectors.enumerated() {
            if detector > Self.largestDense {
                large[detector] = Int32(number)
                continue
            }
            while dense.count < detector { dense.append(-1) }
            dense.append(Int32(number))
        }
    }

    subscript(detector: Int?) -> Int {
        @inline(__always)
        get {
            guard let detector else { return -1 }
            if detector >= 0, detector < dense.count { return Int(dense[detector]) }
            return large.isEmpty ? -1 : Int(large[detector] ?? -1)
        }
    }
}
