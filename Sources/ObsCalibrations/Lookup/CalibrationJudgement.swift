internal import ObsTime

/// What becomes of the certifications of a kind in a collection when a question is asked.
///
/// Keys are judged once for all certifications that have the same, and of those only the ones nearest in time are looked at:
/// a miss costs about as much however many there are.
struct CalibrationJudgement {
    /// How near a certification is to be the answer.
    struct Standing {
        let certification: Certification
        /// Its demands that the question does not meet.
        let refusals: [CalibrationTrace.Refusal]
        /// The seconds between its validity and the interval that is asked for.
        let distance: Double
        /// Whether it ends or begins in an interval all of which it must hold.
        let isPartly: Bool

        /// Whether it would be the answer if nothing better were.
        var holds: Bool { refusals.isEmpty && distance == 0 && !isPartly }
    }

    /// How many certifications there are.
    let count: Int
    /// Whether some of them meet the question but for the time.
    let hasKeys: Bool
    /// How many keys those demand that answer; nil when none does.
    let bestKeyCount: Int?
    private let standings: [Standing]

    init(
        _ groups: [CandidateGroup], _ query: CalibrationQuery, _ wanted: Validity, _ kind: CalibrationKind, limit: Int
    ) throws {
        let judged = groups.filter { $0.count > 0 }.map { (group: $0, refusals: Self.refusals($0.keys, query, kind)) }
        count = judged.reduce(0) { $0 + $1.group.count }
        hasKeys = judged.contains { $0.refusals.isEmpty }
        var standings: [Standing] = []
        var best: Int?
        // Whoever meets more demands is nearer: the next level is looked at only where this one has too few.
        for (level, part) in Dictionary(grouping: judged, by: \.refusals.count).sorted(by: { $0.key < $1.key }) {
            if level > 0 && standings.count >= limit { break }
            for (group, refusals) in part {
                for row in try group.nearest(wanted, max(limit, 1)) {
                    let distance = wanted.distance(to: row.validity)
                    let standing = Standing(
                        certification: row, refusals: refusals, distance: distance,
                        isPartly: kind.policy == .covers && distance == 0 && !row.validity.contains(wanted))
                    if standing.holds { best = max(best ?? 0, group.keys.count) }
                    standings.append(standing)
                }
            }
        }
        self.standings = standings
        bestKeyCount = best
    }

    /// The demands that a query does not meet.
    private static func refusals(
        _ keys: CalibrationKeys, _ query: CalibrationQuery, _ kind: CalibrationKind
    ) -> [CalibrationTrace.Refusal] {
        var refusals: [CalibrationTrace.Refusal] = []
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
            refusals.append(Self.refusal(rule.name, demanded, value))
        }
        return refusals
    }

    /// A value that is not the one demanded; where both look alike, the words say which is a text and which a number.
    private static func refusal(
        _ name: String, _ demanded: KeyConstraint, _ given: KeyValue?
    ) -> CalibrationTrace.Refusal {
        guard case .value(let wanted) = demanded, let given, "\(wanted)" == "\(given)" else {
            return .key(name, demanded: "\(demanded)", given: given.map { "\($0)" })
        }
        return .key(name, demanded: wanted.wordsWithType, given: given.wordsWithType)
    }

    /// The candidates that are nearest to be the answer: the answer, then by refused keys, then by distance in time.
    ///
    /// - Parameters:
    ///   - isAnswered: Whether a collection that is searched earlier answers.
    ///   - limit: How many are wanted.
    /// - Returns: The candidates, each with the reason why it was refused.
    func candidates(isAnswered: Bool, limit: Int) -> [CalibrationTrace.Candidate] {
        standings.sorted { isNearer($0, $1, isAnswered) }.prefix(max(limit, 0)).map { standing in
            CalibrationTrace.Candidate(standing.certification, refusal(standing, isAnswered))
        }
    }

    private func isAnswer(_ standing: Standing, _ isAnswered: Bool) -> Bool {
        !isAnswered && standing.holds && standing.certification.keys.count == bestKeyCount
    }

    private func isNearer(_ left: Standing, _ right: Standing, _ isAnswered: Bool) -> Bool {
        if left.refusals.count != right.refusals.count { return left.refusals.count < right.refusals.count }
        if left.distance != right.distance { return left.distance < right.distance }
        let (mine, theirs) = (isAnswer(left, isAnswered), isAnswer(right, isAnswered))
        if mine != theirs { return mine }
        return Certification.isOrdered(left.certification, right.certification)
    }

    private func refusal(_ standing: Standing, _ isAnswered: Bool) -> CalibrationTrace.Refusal? {
        if let key = standing.refusals.first { return key }
        if standing.distance > 0 { return .time(distance_s: standing.distance) }
        if standing.isPartly { return .partly }
        if isAnswered { return .laterCollection }
        if isAnswer(standing, isAnswered) { return nil }
        // Only where one is more specific is one that holds not the answer.
        let answers = standings.filter { isAnswer($0, isAnswered) }.map(\.certification)
        return .lessSpecific(than: (answers.min(by: Certification.isOrdered) ?? standing.certification).dataset)
    }
}

extension KeyValue {
    /// The value, and what it is.
    fileprivate var wordsWithType: String {
        switch self {
        case .text: "the text '\(self)'"
        case .number: "the number \(self)"
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
