package import ObsTime

extension CalibrationIndex {
    /// How a question is answered, or why not.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - limit: How many candidates of each collection are described, those nearest to be the answer.
    /// - Returns: The trace.
    /// - Throws: `CalibrationError` (`unknownKind`, `openInterval`, `dateOutOfRange`).
    package func trace(_ query: CalibrationQuery, limit: Int = 20) throws -> CalibrationTrace {
        try found(query, limit).trace
    }

    /// Why a question has no answer.
    func miss(_ query: CalibrationQuery) throws -> CalibrationMiss { try found(query, 20).miss }

    private func found(_ query: CalibrationQuery, _ limit: Int) throws -> CalibrationSearchResult {
        let kind = try kinds.kind(query.kind)
        return try CalibrationSearchResult(
            query, kind,
            zip(order, tables).map { searched, table in
                (searched.collection.name, searched.chains, table.groups(of: kind.name).map(\.candidates))
            }, limit: limit)
    }
}

/// What a search of collections came to, in words.
package struct CalibrationSearchResult {
    /// How each candidate was judged.
    package let trace: CalibrationTrace
    private let judgements: [CalibrationJudgement]

    /// Judges the certifications of a kind.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - kind: Its kind.
    ///   - searched: The collections in order, the chains through which each was reached, and what it has of the kind.
    ///   - limit: How many candidates of each collection are described, those nearest to be the answer.
    /// - Throws: `CalibrationError` (`openInterval`, `dateOutOfRange`); what the groups throw
    package init(
        _ query: CalibrationQuery, _ kind: CalibrationKind,
        _ searched: [(collection: String, chains: [String], groups: [CandidateGroup])], limit: Int = 20
    ) throws {
        let wanted = try kind.policy.wanted(query.interval, kind: kind.name)
        judgements = try searched.map { try CalibrationJudgement($0.groups, query, wanted, kind, limit: limit) }
        var isAnswered = false
        let searches = zip(searched, judgements).map { searched, judgement in
            let candidates = judgement.candidates(isAnswered: isAnswered, limit: limit)
            isAnswered = isAnswered || judgement.bestKeyCount != nil
            return CalibrationTrace.Search(
                collection: searched.collection, chains: searched.chains, certificationCount: judgement.count,
                candidates: candidates)
        }
        trace = CalibrationTrace(query: query, policy: kind.policy, searches: searches)
    }

    /// Why there is no answer.
    package var miss: CalibrationMiss {
        if judgements.contains(where: { $0.bestKeyCount != nil }) { return CalibrationMiss(.ambiguous, trace: trace) }
        if judgements.contains(where: \.hasKeys) { return CalibrationMiss(.noTime, trace: trace) }
        return CalibrationMiss(judgements.allSatisfy { $0.count == 0 } ? .nothingOfKind : .noKeys, trace: trace)
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
