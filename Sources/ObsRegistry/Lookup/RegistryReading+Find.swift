public import ObsCalibrations
internal import ObsTime

extension RegistryReading {
    /// The calibration that goes with an exposure, from the file.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - collections: The collections and chains that are searched, in order.
    ///   - tracing: Whether the answer is to carry its trace, which costs about what a miss does.
    /// - Returns: The answer that a `CalibrationIndex` of these certifications gives.
    /// - Throws: `CalibrationMiss` with the trace; `CalibrationError` (`unknownKind`, `unknownCollection`, `missingKey`,
    ///   `unknownKey`, `openInterval`, `dateOutOfRange`)
    public func answer(
        _ query: CalibrationQuery, in collections: [String], tracing: Bool = false
    ) throws -> CalibrationAnswer {
        let search = try FileSearch(query.kind, collections, tables, instrument)
        guard case .answer(let answer) = try search.find(query, tables) else {
            throw try search.result(of: query, tables).miss
        }
        if !tracing { return answer }
        return CalibrationAnswer(
            dataset: answer.dataset, certification: answer.certification,
            trace: try search.result(of: query, tables).trace)
    }

    /// The calibrations that go with many exposures, from the file.
    ///
    /// - Parameters:
    ///   - queries: The questions; those of one kind next to each other are fastest.
    ///   - collections: The collections and chains that are searched, in order.
    /// - Returns: For each question the answer; nil where there is none.
    /// - Throws: As `answer`; a `CalibrationMiss` only where several datasets answer.
    public func answers(
        _ queries: some Sequence<CalibrationQuery>, in collections: [String]
    ) throws -> [CalibrationAnswer?] {
        var search: FileSearch?
        return try queries.map { query in
            let current: FileSearch
            if let search, search.name == query.kind {
                current = search
            } else {
                current = try FileSearch(query.kind, collections, tables, instrument)
                search = current
            }
            switch try current.find(query, tables) {
            case .answer(let answer): return answer
            case .none: return nil
            case .ambiguous: return try answer(query, in: collections)
            }
        }
    }

    /// The calibrations of exposures and detectors, from the file.
    ///
    /// - Parameters:
    ///   - kind: The name of the kind, or an alias.
    ///   - exposures: The exposures.
    ///   - detectors: The ids of the detectors.
    ///   - collections: The collections and chains that are searched, in order.
    /// - Returns: For each exposure, in order, for each detector, in order, the answer; nil where there is none.
    /// - Throws: As `answers`
    public func answers(
        _ kind: String, exposures: [CalibrationExposure], detectors: [Int], in collections: [String]
    ) throws -> [CalibrationAnswer?] {
        try answers(
            exposures.lazy.flatMap { exposure in
                detectors.lazy.map { detector in
                    CalibrationQuery(
                        kind, detector: detector, filter: exposure.filter, state: exposure.state,
                        during: exposure.interval)
                }
            }, in: collections)
    }

    /// An index in memory of what is certified, for as many look-ups as one likes, also after the call.
    ///
    /// - Parameters:
    ///   - collections: The collections and chains that are to be searched, in order; only what they hold is read.
    ///   - kinds: Only these kinds; all when it is nil.
    /// - Returns: The index; answers carry no context.
    /// - Throws: `CalibrationError` (`unknownCollection`, `unknownKind`)
    public func index(searching collections: [String], kinds: [String]? = nil) throws -> CalibrationIndex {
        try CalibrationIndex(try snapshot(of: collections, kinds: kinds), searching: collections)
    }
}

/// A search of one kind in some collections.
private struct FileSearch {
    enum Finding {
        case answer(CalibrationAnswer)
        case none
        /// Several datasets of one collection answer.
        case ambiguous
    }

    let name: String
    let kind: KindRecord
    private let sets: KeySetIndex
    private let collections: [(record: CollectionRecord, chains: [String])]
    /// Knows the kinds and no certifications: it refuses what cannot be asked.
    private let gate: CalibrationIndex

    init(_ name: String, _ collections: [String], _ tables: Tables, _ instrument: String?) throws {
        self.name = name
        kind = try tables.kind(name, of: tables.instrument(instrument))
        sets = try tables.index(of: kind)
        self.collections = try tables.searchOrder(collections)
        gate = try tables.gate(of: kind.instrument)
    }

    func find(_ query: CalibrationQuery, _ tables: Tables) throws -> Finding {
        _ = try gate.lookup(name, filter: query.filter, state: query.state)
            .find(detector: query.detector, during: query.interval)
        let kind = kind.kind
        let (begin, end) = Bounds.columns(try kind.policy.wanted(query.interval, kind: kind.name))
        let mustCover = kind.policy != .overlaps
        let fitting = sets.sets(fitting: query, as: kind)
        for (collection, _) in collections {
            var best: (row: CertificationRows.Row, set: KeySetIndex.Entry)?
            var isAmbiguous = false
            for set in fitting {
                // Sets come with the most keys first: those with fewer are asked only when none of those answers.
                if let best, set.keys.count < best.set.keys.count { break }
                try tables.withRows(collection.id, set.id) { rows in
                    try rows.forEach(from: begin, to: end, tables.database) { row in
                        if mustCover && (row.begin > begin || row.end < end) { return }
                        if let best, best.row.dataset != row.dataset { isAmbiguous = true }
                        best = (row, set)
                    }
                }
            }
            if isAmbiguous { return .ambiguous }
            guard let best else { continue }
            let dataset = try tables.dataset(row: best.row.dataset)
            let certification = Certification(
                collection: collection.collection.name, dataset: dataset.id, kind: kind.name, keys: best.set.keys,
                validity: try Bounds.validity(best.row.begin, best.row.end))
            return .answer(CalibrationAnswer(dataset: dataset, certification: certification))
        }
        return .none
    }

    /// What a search comes to, in words.
    func result(of query: CalibrationQuery, _ tables: Tables) throws -> CalibrationSearchResult {
        try CalibrationSearchResult(
            query, kind.kind,
            collections.map { one in
                let counts = try tables.certificationCounts(in: one.record.id)
                return (
                    one.record.collection.name, one.chains,
                    sets.all.map { set in
                        CandidateGroup(set.keys, count: counts[set.id] ?? 0) { interval, limit in
                            try tables.nearest(interval, limit, of: set, kind.kind.name, in: one.record)
                        }
                    }
                )
            })
    }
}

extension Tables {
    /// The collections that names stand for, chains taken apart, each once, where it comes first, with the chains through which it
    /// is reached.
    func searchOrder(_ names: [String]) throws -> [(record: CollectionRecord, chains: [String])] {
        var order: [(record: CollectionRecord, chains: [String])] = []
        var seen: Set<Int64> = []
        func add(_ name: String, _ chains: [String]) throws {
            let record = try collection(name)
            guard seen.insert(record.id).inserted else { return }
            guard case .chain(let members) = record.collection.form else { return order.append((record, chains)) }
            for member in members { try add(member, chains + [name]) }
        }
        for name in names { try add(name, []) }
        return order
    }

    /// How many certifications each set of keys has in a collection; counted once in a transaction.
    func certificationCounts(in collection: Int64) throws -> [Int64: Int] {
        if let counts = certificationCounts[collection] { return counts }
        var counts: [Int64: Int] = [:]
        try database.statement("SELECT key_set, count(*) FROM certifications WHERE collection = ? GROUP BY key_set")
            .forEach(
                of: "certifications", collection
            ) { counts[try $0.integer(0)] = Int(try $0.integer(1)) }
        certificationCounts[collection] = counts
        return counts
    }

    /// The certifications of a set of keys that are nearest an interval, as `CandidateGroup` wants them.
    func nearest(
        _ interval: Validity, _ limit: Int, of set: KeySetIndex.Entry, _ kind: String, in collection: CollectionRecord
    ) throws -> [Certification] {
        let (begin, end) = Bounds.columns(interval)
        func read(_ row: borrowing Row) throws -> Certification {
            Certification(
                collection: collection.collection.name, dataset: try dataset(row: row.integer(2)).id, kind: kind,
                keys: set.keys, validity: try Bounds.validity(row.integer(0), row.integer(1)))
        }
        var (until, before): ([Certification], [Certification]) = ([], [])
        // They do not overlap: going back in time, those that share an instant with the interval come first.
        try database.statement(
            """
            SELECT begin_ns, end_ns, dataset FROM certifications
            WHERE collection = ? AND key_set = ? AND begin_ns < ? ORDER BY begin_ns DESC
            """
        ).rows(of: "certifications", collection.id, set.id, end) { row in
            if try row.integer(1) > begin {
                if until.count < limit { until.append(try read(row)) }
                return true
            }
            before.append(try read(row))
            return before.count < limit
        }
        return try until + before
            + database.statement(
                """
                SELECT begin_ns, end_ns, dataset FROM certifications
                WHERE collection = ? AND key_set = ? AND begin_ns >= ? ORDER BY begin_ns LIMIT ?
                """
            ).map(of: "certifications", collection.id, set.id, end, limit) { try read($0) }
    }
}
