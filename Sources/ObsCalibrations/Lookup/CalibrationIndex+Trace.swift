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
        return trace(query, kind, try judgements(of: query, kind), limit)
    }

    private func trace(
        _ query: CalibrationQuery, _ kind: CalibrationKind, _ judgements: [CalibrationJudgement], _ limit: Int
    ) -> CalibrationTrace {
        var isAnswered = false
        let searches = zip(order, judgements).map { searched, judgement in
            let candidates = judgement.candidates(isAnswered: isAnswered, limit: limit)
            isAnswered = isAnswered || judgement.bestKeyCount != nil
            return CalibrationTrace.Search(
                collection: searched.collection.name, chains: searched.chains,
                certificationCount: judgement.standings.count, candidates: candidates)
        }
        return CalibrationTrace(query: query, policy: kind.policy, searches: searches)
    }

    private func judgements(of query: CalibrationQuery, _ kind: CalibrationKind) throws -> [CalibrationJudgement] {
        let wanted = try kind.policy.wanted(query.interval, kind: kind.name)
        return tables.map { CalibrationJudgement($0.groups(of: kind.name), query, wanted, kind) }
    }

    /// Why a question has no answer.
    func miss(_ query: CalibrationQuery) throws -> CalibrationMiss {
        let kind = try kinds.kind(query.kind)
        let judgements = try judgements(of: query, kind)
        let trace = trace(query, kind, judgements, 20)
        if judgements.contains(where: { $0.bestKeyCount != nil }) { return CalibrationMiss(.ambiguous, trace: trace) }
        let standings = judgements.lazy.flatMap(\.standings)
        if standings.contains(where: { $0.refusedKeys == 0 }) { return CalibrationMiss(.noTime, trace: trace) }
        return CalibrationMiss(standings.isEmpty ? .nothingOfKind : .noKeys, trace: trace)
    }
}

extension ValidityPolicy {
    /// What of an exposure's interval must lie in a validity.
    ///
    /// - Throws: `CalibrationError` (`openInterval`, `dateOutOfRange`).
    package func wanted(_ interval: Validity, kind: String) throws -> Validity {
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

    private func open(_ bound: String, _ interval: Validity, _ kind: String) -> CalibrationError {
        CalibrationError(
            .openInterval,
            "\(kind) goes by the \(rawValue) of an exposure, and \(interval) has no \(bound); give one")
    }
}
