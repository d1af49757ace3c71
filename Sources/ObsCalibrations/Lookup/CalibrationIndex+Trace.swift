package import ObsTime

extension CalibrationIndex {
    /// How a question is answered, or why not: every certification of the kind is looked at.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - limit: How many candidates of each collection are described, those nearest to be the answer.
    /// - Returns: The trace.
    /// - Throws: `CalibrationError` (`unknownKind`, `openInterval`, `dateOutOfRange`).
    public func trace(_ query: CalibrationQuery, limit: Int = 20) throws -> CalibrationTrace {
        let kind = try kinds.kind(query.kind)
        let wanted = try kind.policy.wanted(query.interval, kind: kind)
        var isAnswered = false
        var searches: [CalibrationTrace.Search] = []
        for (searched, table) in zip(order, tables) {
            let rows = table.groups(of: kind.name).flatMap(\.rows)
            var candidates = rows.map { CalibrationTrace.Judgement($0, query, wanted, kind) }
            let holding = candidates.filter { $0.candidate.refusal == nil }
            if isAnswered {
                candidates = candidates.map { $0.candidate.refusal == nil ? $0.refused(.laterCollection) : $0 }
            } else if let best = holding.max(by: { $0.keyCount < $1.keyCount }) {
                isAnswered = true
                candidates = candidates.map { one in
                    guard one.candidate.refusal == nil, one.keyCount < best.keyCount else { return one }
                    return one.refused(.lessSpecific(than: best.candidate.certification.dataset))
                }
            }
            let shown = candidates.sorted(by: CalibrationTrace.Judgement.isNearer).prefix(max(limit, 0))
            searches.append(
                CalibrationTrace.Search(
                    collection: searched.collection.name, chains: searched.chains, certificationCount: rows.count,
                    candidates: shown.map(\.candidate)))
        }
        return CalibrationTrace(query: query, policy: kind.policy, searches: searches)
    }

    /// Why a question has no answer.
    func miss(_ query: CalibrationQuery) throws -> CalibrationMiss {
        let trace = try trace(query)
        let kind = try kinds.kind(query.kind)
        let wanted = try kind.policy.wanted(query.interval, kind: kind)
        var reason = CalibrationMiss.Reason.nothingOfKind
        for table in tables {
            for row in table.groups(of: kind.name).flatMap(\.rows) {
                switch CalibrationTrace.Judgement(row, query, wanted, kind).candidate.refusal {
                case nil: return CalibrationMiss(.ambiguous, trace: trace)
                case .time, .partly: reason = .noTime
                default: if reason == .nothingOfKind { reason = .noKeys }
                }
            }
        }
        return CalibrationMiss(reason, trace: trace)
    }
}

extension ValidityPolicy {
    /// What of an exposure's interval must lie in a validity.
    ///
    /// - Throws: `CalibrationError` (`openInterval`, `dateOutOfRange`).
    package func wanted(_ interval: Validity, kind: CalibrationKind) throws -> Validity {
        try CalibrationDates.check(interval)
        switch self {
        case .covers, .overlaps: return interval
        case .begin:
            guard let begin = interval.begin else { throw open("begin", interval, kind) }
            return try CalibrationDates.interval(of: begin)
        case .middle:
            guard let begin = interval.begin else { throw open("begin", interval, kind) }
            guard let end = interval.end else { throw open("end", interval, kind) }
            let half = (end.nanoseconds - begin.nanoseconds) / 2
            return try CalibrationDates.interval(of: Instant(nanosecondsTAI: begin.nanoseconds + half))
        }
    }

    private func open(_ bound: String, _ interval: Validity, _ kind: CalibrationKind) -> CalibrationError {
        CalibrationError(
            .openInterval,
            "\(kind.name) goes by the \(rawValue) of an exposure, and \(interval) has no \(bound); give one")
    }
}

extension CalibrationTrace {
    /// A candidate, and how near it is to be the answer.
    struct Judgement {
        let candidate: Candidate
        let keyCount: Int
        private let refusedKeys: Int
        private let distance: Double

        init(_ row: Certification, _ query: CalibrationQuery, _ wanted: Validity, _ kind: CalibrationKind) {
            let keys = Self.refusals(row.keys, query, kind)
            let distance = wanted.distance(to: row.validity)
            var refusal = keys.first
            if refusal == nil, distance > 0 { refusal = .time(distance_s: distance) }
            if refusal == nil, kind.policy == .covers, !row.validity.contains(wanted) { refusal = .partly }
            candidate = Candidate(row, refusal)
            keyCount = row.keys.count
            refusedKeys = keys.count
            self.distance = distance
        }

        private init(_ candidate: Candidate, _ other: Judgement) {
            self.candidate = candidate
            keyCount = other.keyCount
            refusedKeys = other.refusedKeys
            distance = other.distance
        }

        func refused(_ refusal: Refusal) -> Judgement {
            Judgement(Candidate(candidate.certification, refusal), self)
        }

        /// The demands that a query does not meet.
        private static func refusals(
            _ keys: CalibrationKeys, _ query: CalibrationQuery, _ kind: CalibrationKind
        )
            -> [Refusal]
        {
            var refusals: [Refusal] = []
            if let detector = keys.detector, detector != query.detector {
                refusals.append(.key("detector", demanded: "\(detector)", given: query.detector.map { "\($0)" }))
            }
            if let filter = keys.filter, filter != query.filter {
                refusals.append(.key("filter", demanded: filter, given: query.filter))
            }
            for rule in kind.state {
                guard let demanded = keys.state[rule.name] else { continue }
                let value = query.state[rule.name]
                if let value, rule.holds(demanded, for: value) { continue }
                refusals.append(.key(rule.name, demanded: "\(demanded)", given: value.map { "\($0)" }))
            }
            return refusals
        }

        /// The order in which candidates are listed: the answer, then by refused keys, then by distance in time.
        static func isNearer(_ left: Judgement, _ right: Judgement) -> Bool {
            let (mine, theirs) = (left.candidate.refusal == nil, right.candidate.refusal == nil)
            if mine != theirs { return mine }
            if left.refusedKeys != right.refusedKeys { return left.refusedKeys < right.refusedKeys }
            if left.distance != right.distance { return left.distance < right.distance }
            return Certification.isOrdered(left.candidate.certification, right.candidate.certification)
        }
    }
}

extension Validity {
    /// The seconds between two intervals; 0 where they overlap, a nanosecond where they touch.
    fileprivate func distance(to other: Validity) -> Double {
        if overlaps(other) { return 0 }
        if let end, let begin = other.begin, end <= begin { return max(begin.seconds(since: end), 1e-9) }
        if let begin, let end = other.end, end <= begin { return max(begin.seconds(since: end), 1e-9) }
        return 0
    }
}
