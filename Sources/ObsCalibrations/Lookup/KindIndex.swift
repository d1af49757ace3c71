internal import ObsTime

/// The certifications of one kind in the collections of a search, laid out for look-ups without texts.
struct KindIndex: Sendable {
    /// The certifications of a collection with the same keys: places in the arrays of times, in order of time.
    struct Group: Sendable {
        /// The number of the filter; -1 when any will do.
        let filter: Int32
        /// The number of the demands on the state; -1 without any.
        let state: Int32
        /// How many keys are demanded.
        let keyCount: Int32
        let first: Int32
        let count: Int32
    }

    /// The groups of one collection.
    struct Collection: Sendable {
        /// For each detector, where its groups begin in `groups`; the last entry is where those for any detector begin.
        var starts: [Int32] = []
        /// The groups by detector, then those for any detector.
        var groups: [Group] = []
    }

    let kind: CalibrationKind
    /// The collections that have certifications of the kind, in the order of the search.
    private(set) var collections: [Collection] = []
    /// The numbers of the detectors; a detector beyond it, or with -1, has no groups of its own.
    private(set) var detectorNumbers: [Int32] = []
    private(set) var largeDetectors: [Int: Int32] = [:]
    private(set) var filterNumbers: [String: Int32] = [:]
    private(set) var states: [[String: KeyConstraint]] = []
    private(set) var begins: [Int64] = []
    private(set) var ends: [Int64] = []
    private(set) var answers: [CalibrationAnswer.Content] = []

    /// Detectors up to here are looked up in an array.
    private static let largestDense = 65_535

    init(
        _ kind: CalibrationKind, _ tables: [[CertificationTable.Group]],
        _ answer: (Certification) throws -> CalibrationAnswer.Content
    ) throws {
        self.kind = kind
        var stateNumbers: [[String: KeyConstraint]: Int32] = [:]
        let detectors = Set(tables.joined().compactMap(\.keys.detector)).sorted()
        for (number, detector) in detectors.enumerated() {
            if detector > Self.largestDense {
                largeDetectors[detector] = Int32(number)
                continue
            }
            while detectorNumbers.count < detector { detectorNumbers.append(-1) }
            detectorNumbers.append(Int32(number))
        }
        for table in tables where !table.isEmpty {
            var collection = Collection()
            let byDetector = Dictionary(grouping: table, by: \.keys.detector)
            for detector in detectors.map(Int?.some) + [nil] {
                collection.starts.append(Int32(collection.groups.count))
                let groups = (byDetector[detector] ?? []).sorted { $0.keys.canonicalText < $1.keys.canonicalText }
                for group in groups where !group.rows.isEmpty {
                    let first = begins.count
                    for row in Self.merged(group.rows) {
                        begins.append(row.validity.beginNanoseconds)
                        ends.append(row.validity.endNanoseconds)
                        answers.append(try answer(row))
                    }
                    collection.groups.append(
                        Group(
                            filter: group.keys.filter.map { number(ofFilter: $0) } ?? -1,
                            state: group.keys.state.isEmpty ? -1 : number(of: group.keys.state, &stateNumbers),
                            keyCount: Int32(group.keys.count), first: Int32(first), count: Int32(begins.count - first)))
                }
            }
            collection.starts.append(Int32(collection.groups.count))
            collections.append(collection)
        }
    }

    /// Rows in order of time, those of one dataset that touch made one.
    private static func merged(_ rows: [Certification]) -> [Certification] {
        var result: [Certification] = []
        for row in rows {
            if let last = result.last, last.dataset == row.dataset, let both = last.validity.union(row.validity) {
                result[result.count - 1] = row.with(validity: both)
            } else {
                result.append(row)
            }
        }
        return result
    }

    private mutating func number(ofFilter name: String) -> Int32 {
        let next = Int32(filterNumbers.count)
        let number = filterNumbers[name] ?? next
        filterNumbers[name] = number
        return number
    }

    private mutating func number(
        of state: [String: KeyConstraint], _ numbers: inout [[String: KeyConstraint]: Int32]
    ) -> Int32 {
        if let known = numbers[state] { return known }
        let number = Int32(states.count)
        numbers[state] = number
        states.append(state)
        return number
    }

    /// The number of a detector; the one after the last for a detector without groups of its own.
    @inline(__always)
    func number(ofDetector detector: Int?) -> Int {
        guard let detector else { return -1 }
        if detector >= 0, detector < detectorNumbers.count { return Int(detectorNumbers[detector]) }
        return largeDetectors.isEmpty ? -1 : Int(largeDetectors[detector] ?? -1)
    }
}

/// What a query fixes besides detector and time.
struct KindSelection: Sendable {
    /// The number of the filter; -2 when no certification is for it.
    let filter: Int32
    /// For each set of demands on the state, whether the query meets it.
    let states: [Bool]
}

/// What a search comes to.
enum KindFinding {
    case row(Int)
    case none
    /// Several datasets of one collection answer.
    case ambiguous
}

extension KindIndex {
    /// Searches the collections in order, and gives the row of the first that answers.
    ///
    /// - Parameters:
    ///   - selection: Filter and state.
    ///   - detector: The number of the detector, or -1.
    ///   - begin: The begin of the interval that the policy makes of the exposure's, nanoseconds.
    ///   - end: Its end.
    /// - Returns: The row, none, or that several answer.
    @inline(__always)
    func find(_ selection: KindSelection, detector: Int, begin: Int64, end: Int64) -> KindFinding {
        if kind.policy == .overlaps { return findOverlapping(selection, detector, begin, end) }
        return begins.withUnsafeBufferPointer { begins in
            for collection in collections {
                let anyDetector = Int(collection.starts[collection.starts.count - 2])
                if detector >= 0 {
                    let own = Int(collection.starts[detector])..<Int(collection.starts[detector + 1])
                    if let row = row(collection, own, selection, begin, end, begins) { return .row(row) }
                }
                let rest = anyDetector..<collection.groups.count
                if let row = row(collection, rest, selection, begin, end, begins) { return .row(row) }
            }
            return .none
        }
    }

    /// The one row of some groups that holds all of an interval: two that did would conflict.
    @inline(__always)
    private func row(
        _ collection: Collection, _ places: Range<Int>, _ selection: KindSelection, _ begin: Int64, _ end: Int64,
        _ begins: UnsafeBufferPointer<Int64>
    ) -> Int? {
        for place in places {
            let group = collection.groups[place]
            guard matches(group, selection) else { continue }
            let row = Self.lastStarting(in: group, atOrBefore: begin, begins)
            if row >= Int(group.first), ends[row] >= end { return row }
        }
        return nil
    }

    @inline(__always)
    private func matches(_ group: Group, _ selection: KindSelection) -> Bool {
        (group.filter == -1 || group.filter == selection.filter)
            && (group.state == -1 || selection.states[Int(group.state)])
    }

    /// The place of the last row that begins at or before an instant; one before the group when there is none.
    @inline(__always)
    private static func lastStarting(
        in group: Group, atOrBefore instant: Int64, _ begins: UnsafeBufferPointer<Int64>
    ) -> Int {
        // Without a branch on the comparison, so that nothing is mispredicted.
        var base = Int(group.first) - 1
        var count = Int(group.count)
        while count > 0 {
            let half = (count + 1) / 2
            base += begins[base + half] <= instant ? half : 0
            count -= half
        }
        return base
    }

    private func findOverlapping(
        _ selection: KindSelection, _ detector: Int, _ begin: Int64, _ end: Int64
    ) -> KindFinding {
        for collection in collections {
            var best: (row: Int, keyCount: Int32)?
            var isAmbiguous = false
            let anyDetector = Int(collection.starts[collection.starts.count - 2])
            let own = detector < 0 ? 0..<0 : Int(collection.starts[detector])..<Int(collection.starts[detector + 1])
            for places in [own, anyDetector..<collection.groups.count] {
                for group in collection.groups[places] where matches(group, selection) {
                    let before = begins.withUnsafeBufferPointer {
                        Self.lastStarting(in: group, atOrBefore: begin, $0)
                    }
                    var row = max(before, Int(group.first))
                    if row == before, ends[row] <= begin { row += 1 }
                    while row < Int(group.first + group.count), begins[row] < end {
                        if let known = best, known.keyCount >= group.keyCount {
                            if known.keyCount == group.keyCount,
                                answers[known.row].dataset.id != answers[row].dataset.id
                            {
                                isAmbiguous = true
                            }
                        } else {
                            best = (row, group.keyCount)
                            isAmbiguous = false
                        }
                        row += 1
                    }
                }
            }
            if isAmbiguous { return .ambiguous }
            if let best { return .row(best.row) }
        }
        return .none
    }
}
