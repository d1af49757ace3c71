internal import ObsTime

/// What becomes of each certification of a kind in a collection when a question is asked.
///
/// Keys are judged once for all certifications that have the same, and only those that are shown are put into words.
struct CalibrationJudgement {
    /// How near a certification is to be the answer.
    struct Standing {
        /// The place of its group, and its place in it.
        let group: Int
        let row: Int
        /// How many of its demands the question does not meet.
        let refusedKeys: Int
        /// The seconds between its validity and the interval that is asked for.
        let distance: Double
        /// Whether it ends or begins in an interval all of which it must hold.
        let isPartly: Bool

        /// Whether it would be the answer if nothing better were.
        var holds: Bool { refusedKeys == 0 && distance == 0 && !isPartly }
    }

    let standings: [Standing]
    /// How many keys those demand that answer; nil when none does.
    let bestKeyCount: Int?
    private let groups: [CertificationTable.Group]
    private let refusals: [[CalibrationTrace.Refusal]]

    init(
        _ groups: [CertificationTable.Group], _ query: CalibrationQuery, _ wanted: Validity, _ kind: CalibrationKind
    ) {
        var standings: [Standing] = []
        var best: Int?
        let refusals = groups.map { Self.refusals($0.keys, query, kind) }
        for (place, group) in groups.enumerated() {
            for (row, certification) in group.rows.enumerated() {
                let distance = wanted.distance(to: certification.validity)
                let standing = Standing(
                    group: place, row: row, refusedKeys: refusals[place].count, distance: distance,
                    isPartly: kind.policy == .covers && distance == 0 && !certification.validity.contains(wanted))
                if standing.holds { best = max(best ?? 0, group.keys.count) }
                standings.append(standing)
            }
        }
        self.standings = standings
        bestKeyCount = best
        self.groups = groups
        self.refusals = refusals
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
            refusals.append(.key(rule.name, demanded: "\(demanded)", given: value.map { "\($0)" }))
        }
        return refusals
    }

    /// The candidates that are nearest to be the answer: the answer, then by refused keys, then by distance in time.
    ///
    /// - Parameters:
    ///   - isAnswered: Whether a collection that is searched earlier answers.
    ///   - limit: How many are wanted.
    /// - Returns: The candidates, each with the reason why it was refused.
    func candidates(isAnswered: Bool, limit: Int) -> [CalibrationTrace.Candidate] {
        let limit = max(limit, 0)
        var nearest: [Standing] = []
        for standing in standings {
            nearest.append(standing)
            // Only the nearest are kept; they are sorted now and then, so that each costs little.
            if nearest.count - 64 > limit {
                nearest.sort { isNearer($0, $1, isAnswered) }
                nearest.removeLast(nearest.count - limit)
            }
        }
        nearest.sort { isNearer($0, $1, isAnswered) }
        return nearest.prefix(limit).map { standing in
            CalibrationTrace.Candidate(certification(standing), refusal(standing, isAnswered))
        }
    }

    private func certification(_ standing: Standing) -> Certification {
        groups[standing.group].rows[standing.row]
    }

    private func isAnswer(_ standing: Standing, _ isAnswered: Bool) -> Bool {
        !isAnswered && standing.holds && groups[standing.group].keys.count == bestKeyCount
    }

    private func isNearer(_ left: Standing, _ right: Standing, _ isAnswered: Bool) -> Bool {
        if left.refusedKeys != right.refusedKeys { return left.refusedKeys < right.refusedKeys }
        if left.distance != right.distance { return left.distance < right.distance }
        let (mine, theirs) = (isAnswer(left, isAnswered), isAnswer(right, isAnswered))
        if mine != theirs { return mine }
        return Certification.isOrdered(certification(left), certification(right))
    }

    private func refusal(_ standing: Standing, _ isAnswered: Bool) -> CalibrationTrace.Refusal? {
        if let key = refusals[standing.group].first { return key }
        if standing.distance > 0 { return .time(distance_s: standing.distance) }
        if standing.isPartly { return .partly }
        if isAnswered { return .laterCollection }
        if isAnswer(standing, isAnswered) { return nil }
        // Only where one is more specific is one that holds not the answer.
        let answer = standings.first { isAnswer($0, isAnswered) } ?? standing
        return .lessSpecific(than: certification(answer).dataset)
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
