public import ObsText
public import ObsTime

/// Certifications made ready for fast look-ups: built once from a set, immutable, for use from many threads.
///
/// Collections are searched in order and the first that answers wins. Texts are compared when a `CalibrationLookup` is
/// prepared; a look-up compares numbers and searches sorted intervals.
public final class CalibrationIndex: Sendable {
    /// The kinds of the instrument.
    public let kinds: CalibrationKinds
    /// The collections and chains that are searched, in order.
    public let search: [String]
    /// The hash of the context that every answer carries; nil outside any.
    public let context: ContentHash?
    /// The name of its instrument; nil when it has none.
    package let instrument: String?
    /// The names of the collections that are searched, chains taken apart, in order.
    package var searchedCollections: [String] { order.map(\.collection.name) }
    let order: [CalibrationSet.SearchedCollection]
    let tables: [CertificationTable]
    private let places: [String: Int]
    private let indices: [KindIndex]

    /// Builds an index.
    ///
    /// - Parameters:
    ///   - set: What there is.
    ///   - search: The names of the collections and chains that are searched, in order.
    ///   - context: The hash of the context that every answer is to carry.
    /// - Throws: `CalibrationError` (`unknownCollection`, `circularChain`, `unknownDataset`); `CalibrationConflict` when
    ///   certifications of one collection conflict.
    public init(_ set: CalibrationSet, searching search: [String], context: ContentHash? = nil) throws {
        let rules = CertificationRules(kinds: set.kinds)
        let order = try set.searchOrder(search)
        let tables = try order.map { try rules.table(set.unsortedCertifications(in: $0.collection.name)) }
        var places: [String: Int] = [:]
        var indices: [KindIndex] = []
        for kind in set.kinds.all {
            for name in [kind.name] + kind.aliases { places[name] = indices.count }
            indices.append(
                try KindIndex(kind, tables.map { $0.groups(of: kind.name) }) { rows in
                    CalibrationAnswer.Table(
                        try rows.map { row in
                            guard let dataset = set.datasets[row.dataset] else {
                                throw CalibrationError(
                                    .unknownDataset, "\(row): there is no such dataset; add it first")
                            }
                            return CalibrationAnswer.Table.Entry(dataset: dataset, certification: row)
                        }, context)
                })
        }
        kinds = set.kinds
        instrument = set.instrument
        self.search = search
        self.context = context
        self.order = order
        self.tables = tables
        self.places = places
        self.indices = indices
    }

    /// Prepares look-ups of a kind for exposures that differ in detector and time only.
    ///
    /// - Parameters:
    ///   - kind: The name of the kind, or an alias.
    ///   - filter: The physical filter; ignored by kinds that are not selected by it.
    ///   - state: The instrument's state; keys that only other kinds use are ignored.
    /// - Returns: The prepared look-up.
    /// - Throws: `CalibrationError` (`unknownKind`, `missingKey`, `unknownKey`).
    public func lookup(
        _ kind: String, filter: String? = nil, state: [String: KeyValue] = [:]
    ) throws
        -> CalibrationLookup
    {
        guard let place = places[kind] else {
            _ = try kinds.kind(kind)
            throw CalibrationError(.unknownKind, "there is no kind of calibration '\(kind)'")
        }
        let index = indices[place]
        if filter == nil, index.kind.filter?.isRequired == true {
            throw CalibrationError(.missingKey, "\(index.kind.name) is selected by filter; give the exposure's")
        }
        if !index.kind.state.isEmpty {
            for rule in index.kind.state where rule.isRequired && state[rule.name] == nil {
                throw CalibrationError(
                    .missingKey, "\(index.kind.name) is selected by '\(rule.name)'; give the exposure's value")
            }
        }
        if !state.isEmpty { try checkNames(of: state) }
        let selection = KindSelection(
            filter: filter.flatMap { index.filterNumbers[$0] } ?? -2,
            states: index.states.map { demands in
                demands.allSatisfy { name, constraint in
                    guard let value = state[name], let rule = index.kind.rule(name) else { return false }
                    return rule.holds(constraint, for: value)
                }
            })
        return CalibrationLookup(
            owner: self, index: index, selection: selection, filter: filter, state: state)
    }

    /// Refuses a key that no kind of the instrument has, and a number that is none.
    private func checkNames(of state: [String: KeyValue]) throws {
        for (name, value) in state.sorted(by: { $0.key < $1.key }) {
            if case .number(let number) = value, !number.isFinite {
                throw CalibrationError(.badKeys, "'\(name)' is \(number); a finite number is expected")
            }
            let rules = kinds.all.compactMap { $0.rule(name) }
            // A key that is a text to one kind and a number to another is given as the one or the other.
            if let objection = rules.first?.objection(toType: value),
                !rules.contains(where: { $0.objection(toType: value) == nil })
            {
                throw CalibrationError(.badKeys, objection)
            }
            if kinds.all.contains(where: { kind in kind.state.contains { $0.name == name } }) { continue }
            let known = Set(kinds.all.flatMap(\.state).map(\.name)).sorted()
            throw CalibrationError(
                .unknownKey,
                "no kind of calibration has a key '\(name)'; "
                    + (known.isEmpty ? "there are no keys of the state" : "there are " + known.joined(separator: ", ")))
        }
    }

    /// The answer to a question.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - tracing: Whether the answer is to carry its trace, which costs a walk over all certifications of the kind.
    /// - Returns: The answer.
    /// - Throws: `CalibrationMiss` with the trace; `CalibrationError` (`unknownKind`, `missingKey`, `unknownKey`,
    ///   `openInterval`, `dateOutOfRange`).
    public func answer(_ query: CalibrationQuery, tracing: Bool = false) throws -> CalibrationAnswer {
        let lookup = try lookup(query.kind, filter: query.filter, state: query.state)
        return try lookup.answer(detector: query.detector, during: query.interval, tracing: tracing)
    }

    /// The calibrations of many exposures and detectors.
    ///
    /// - Parameters:
    ///   - kind: The name of the kind, or an alias.
    ///   - exposures: The exposures.
    ///   - detectors: The ids of the detectors.
    /// - Returns: For each exposure, in order, for each detector, in order, the answer; nil where there is none.
    /// - Throws: As `answer`; a `CalibrationMiss` only where several datasets answer.
    public func answers(
        _ kind: String, exposures: [CalibrationExposure], detectors: [Int]
    ) throws
        -> [CalibrationAnswer?]
    {
        var answers: [CalibrationAnswer?] = []
        answers.reserveCapacity(exposures.count * detectors.count)
        for exposure in exposures {
            let lookup = try lookup(kind, filter: exposure.filter, state: exposure.state)
            try lookup.append(to: &answers, detectors: detectors, during: exposure.interval)
        }
        return answers
    }
}

/// What a look-up must know of an exposure besides the detector.
public struct CalibrationExposure: Hashable, Sendable {
    /// When it was taken.
    public var interval: Validity
    /// The physical filter.
    public var filter: String?
    /// The instrument's state.
    public var state: [String: KeyValue]

    /// An exposure.
    public init(during interval: Validity, filter: String? = nil, state: [String: KeyValue] = [:]) {
        self.interval = interval
        self.filter = filter
        self.state = state
    }
}
