public import ObsTime

/// When there are calibrations of a kind, for each detector and filter, and where there are gaps and overlaps.
public struct CalibrationCoverage: Hashable, Sendable {
    /// A time in which one collection answers, or none does.
    public struct Span: Hashable, Sendable {
        /// The time.
        public let validity: Validity
        /// The dataset that answers; nil in a gap.
        public let dataset: DatasetID?
        /// The collection that answers; nil in a gap.
        public let collection: String?
        /// Datasets of collections that are searched later, or that demand fewer keys, and would answer otherwise.
        public let hidden: [DatasetID]
    }

    /// One kind, detector and filter.
    public struct Line: Hashable, Sendable {
        /// The name of the kind.
        public let kind: String
        /// The detector; nil for a kind that is not selected by it.
        public let detector: Int?
        /// The filter; nil for a kind that is not selected by it.
        public let filter: String?
        /// Demands on the instrument's state for which the line is; empty when the kind has none.
        public let state: [String: KeyConstraint]
        /// Whether gaps are errors, since exposures cannot be processed without one.
        public let isRequired: Bool
        /// What answers when, without holes, over the whole range.
        public let spans: [Span]

        /// The times in which nothing answers.
        public var gaps: [Validity] { spans.filter { $0.dataset == nil }.map(\.validity) }
        /// The times in which one dataset hides another.
        public var overlaps: [Span] { spans.filter { !$0.hidden.isEmpty } }
    }

    /// The range that was looked at.
    public let range: Validity
    /// The lines, by kind, detector, filter.
    public let lines: [Line]

    /// The lines with a gap.
    public var incomplete: [Line] { lines.filter { !$0.gaps.isEmpty } }
}

extension CalibrationIndex {
    /// The coverage of kinds in a range of time.
    ///
    /// - Parameters:
    ///   - kinds: The names of the kinds; all when nil.
    ///   - detectors: The ids of detectors that must be covered, beside those that are certified.
    ///   - filters: The filters that must be covered, beside those that are certified.
    ///   - range: The time, a bound of which may be open.
    /// - Returns: The coverage.
    /// - Throws: `CalibrationError` (`unknownKind`, `dateOutOfRange`).
    package func coverage(
        of kinds: [String]? = nil, detectors: [Int] = [], filters: [String] = [], during range: Validity
    ) throws -> CalibrationCoverage {
        try CalibrationDates.check(range)
        let wanted = try kinds.map { try $0.map(self.kinds.kind) } ?? self.kinds.all
        return CalibrationCoverage(
            range: range, lines: wanted.flatMap { lines(of: $0, detectors: detectors, filters: filters, during: range) }
        )
    }

    private func lines(
        of kind: CalibrationKind, detectors: [Int], filters: [String], during range: Validity
    )
        -> [CalibrationCoverage.Line]
    {
        let rows = tables.enumerated().flatMap { place, table in
            table.groups(of: kind.name).flatMap(\.rows).filter { $0.validity.overlaps(range) }.map { (place, $0) }
        }
        func values<Value: Hashable & Comparable>(
            _ rule: KeyRule?, _ given: [Value], _ key: (CalibrationKeys) -> Value?
        ) -> [Value?] {
            guard let rule, rule.match != .notApplicable else { return [nil] }
            let all = Set(given + rows.compactMap { key($0.1.keys) }).sorted()
            return all.isEmpty ? [nil] : all
        }
        // One pass puts each row to its detector, so that many detectors cost no more than many rows.
        let byDetector = Dictionary(grouping: rows) { $0.1.keys.detector }
        let states = kind.state.isEmpty ? [[:]] : Self.states(rows.map(\.1.keys.state))
        var lines: [CalibrationCoverage.Line] = []
        for detector in values(kind.detector, detectors, \.detector) {
            let near = (detector == nil ? [] : byDetector[detector] ?? []) + (byDetector[Int?.none] ?? [])
            for filter in values(kind.filter, filters, \.filter) {
                for state in states {
                    let wanted = CalibrationKeys(detector: detector, filter: filter, state: state)
                    let fitting = near.filter { Self.fits($0.1.keys, wanted) }
                    lines.append(
                        CalibrationCoverage.Line(
                            kind: kind.name, detector: detector, filter: filter, state: state,
                            isRequired: kind.isRequired, spans: spans(fitting, during: range)))
                }
            }
        }
        return lines
    }

    /// The demands on the state that occur, each once; the empty one when none does.
    private static func states(_ all: [[String: KeyConstraint]]) -> [[String: KeyConstraint]] {
        let texts = Dictionary(
            all.map { (CalibrationKeys(state: $0).canonicalText, $0) }, uniquingKeysWith: { first, _ in first })
        let sorted = texts.sorted { $0.key < $1.key }.map(\.value)
        return sorted.isEmpty ? [[:]] : sorted
    }

    /// Whether keys hold for every exposure of a line: what they demand, it has.
    private static func fits(_ keys: CalibrationKeys, _ line: CalibrationKeys) -> Bool {
        (keys.detector == nil || keys.detector == line.detector) && (keys.filter == nil || keys.filter == line.filter)
            && keys.state.allSatisfy { line.state[$0.key] == $0.value }
    }

    /// What answers when: between two neighboring bounds it is the same.
    private func spans(_ rows: [(Int, Certification)], during range: Validity) -> [CalibrationCoverage.Span] {
        // Rows enter at their begin and leave at their end, so that a long list costs no square.
        let entering = rows.sorted { $0.1.validity.beginNanoseconds < $1.1.validity.beginNanoseconds }
        var next = 0
        var active: [(Int, Certification)] = []
        var spans: [CalibrationCoverage.Span] = []
        for validity in Timeline(cutBy: rows.map(\.1.validity), within: range) {
            let begin = validity.beginNanoseconds
            while next < entering.count, entering[next].1.validity.beginNanoseconds <= begin {
                active.append(entering[next])
                next += 1
            }
            active.removeAll { $0.1.validity.endNanoseconds <= begin }
            let ranked = active.sorted { left, right in
                left.0 != right.0 ? left.0 < right.0 : left.1.keys.count > right.1.keys.count
            }
            let best = ranked.first
            var hidden: [DatasetID] = []
            for one in ranked.dropFirst() where one.1.dataset != best?.1.dataset && !hidden.contains(one.1.dataset) {
                hidden.append(one.1.dataset)
            }
            spans.appendJoining(
                CalibrationCoverage.Span(
                    validity: validity, dataset: best?.1.dataset, collection: best?.1.collection, hidden: hidden))
        }
        return spans
    }
}

extension CalibrationCoverage.Span: Lasting {
    package func lasting(_ validity: Validity) -> Self {
        Self(validity: validity, dataset: dataset, collection: collection, hidden: hidden)
    }

    package func agrees(with other: Self) -> Bool { lasting(other.validity) == other }
}
