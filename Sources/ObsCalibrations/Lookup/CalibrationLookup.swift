public import ObsTime

/// Look-ups of one kind, for exposures with one filter and one state of the instrument.
public struct CalibrationLookup: Sendable {
    let owner: CalibrationIndex
    let index: KindIndex
    let selection: KindSelection
    let filter: String?
    let state: [String: KeyValue]

    /// The kind.
    public var kind: CalibrationKind { index.kind }

    /// The calibration of a detector during an interval; nil when there is none.
    ///
    /// - Parameters:
    ///   - detector: The id of the detector; nil or any other for a kind that is not selected by it.
    ///   - interval: The exposure's interval.
    /// - Returns: The answer without a trace, or nil.
    /// - Throws: `CalibrationError` (`missingKey`, `openInterval`, `dateOutOfRange`); `CalibrationMiss` (`ambiguous`) where
    ///   several datasets answer.
    @inline(__always)
    public func find(detector: Int?, during interval: Validity) throws -> CalibrationAnswer? {
        let (begin, end) = try bounds(of: interval)
        if detector == nil { try checkDetector() }
        return try find(detector, begin, end, interval)
    }

    /// The calibration of a detector at an instant; nil when there is none.
    ///
    /// - Throws: As `find(detector:during:)`.
    public func find(detector: Int?, at instant: Instant) throws -> CalibrationAnswer? {
        guard instant >= CalibrationDates.first, instant <= CalibrationDates.last else {
            throw CalibrationDates.outOfRange(instant)
        }
        if detector == nil { try checkDetector() }
        let begin = instant.nanoseconds
        switch index.find(selection, detector: index.number(ofDetector: detector), begin: begin, end: begin + 1) {
        case .answer(let answer): return answer
        case .none: return nil
        case .ambiguous: throw try miss(detector, CalibrationDates.interval(of: instant))
        }
    }

    /// The calibration of a detector during an interval.
    ///
    /// - Parameters:
    ///   - detector: The id of the detector; nil or any other for a kind that is not selected by it.
    ///   - interval: The exposure's interval.
    ///   - tracing: Whether the answer is to carry its trace.
    /// - Returns: The answer.
    /// - Throws: `CalibrationMiss` with the trace; `CalibrationError` as `find(detector:during:)`.
    public func answer(detector: Int?, during interval: Validity, tracing: Bool = false) throws -> CalibrationAnswer {
        guard let answer = try find(detector: detector, during: interval) else { throw try miss(detector, interval) }
        if !tracing { return answer }
        return CalibrationAnswer(
            dataset: answer.dataset, certification: answer.certification, context: answer.context,
            trace: try owner.trace(query(detector, interval)))
    }

    /// The calibrations of many detectors during an interval: of a whole focal plane.
    ///
    /// - Parameters:
    ///   - detectors: The ids of the detectors.
    ///   - interval: The exposure's interval.
    /// - Returns: For each detector, in order, the answer; nil where there is none.
    /// - Throws: As `find(detector:during:)`.
    public func find(detectors: [Int], during interval: Validity) throws -> [CalibrationAnswer?] {
        var answers: [CalibrationAnswer?] = []
        answers.reserveCapacity(detectors.count)
        try append(to: &answers, detectors: detectors, during: interval)
        return answers
    }

    func append(to answers: inout [CalibrationAnswer?], detectors: [Int], during interval: Validity) throws {
        let (begin, end) = try bounds(of: interval)
        for detector in detectors { answers.append(try find(detector, begin, end, interval)) }
    }

    @inline(__always)
    private func find(_ detector: Int?, _ begin: Int64, _ end: Int64, _ interval: Validity) throws -> CalibrationAnswer?
    {
        switch index.find(selection, detector: index.number(ofDetector: detector), begin: begin, end: end) {
        case .answer(let answer): return answer
        case .none: return nil
        case .ambiguous: throw try miss(detector, interval)
        }
    }

    private func checkDetector() throws {
        guard kind.detector?.isRequired == true else { return }
        throw CalibrationError(.missingKey, "\(kind.name) is selected by detector; give its id")
    }

    /// What of an interval must lie in the validity, in nanoseconds.
    private func bounds(of interval: Validity) throws -> (begin: Int64, end: Int64) {
        let wanted = try index.policy.wanted(interval, kind: index.kind.name)
        return (wanted.beginNanoseconds, wanted.endNanoseconds)
    }

    private func query(_ detector: Int?, _ interval: Validity) -> CalibrationQuery {
        CalibrationQuery(kind.name, detector: detector, filter: filter, state: state, during: interval)
    }

    private func miss(_ detector: Int?, _ interval: Validity) throws -> CalibrationMiss {
        try owner.miss(query(detector, interval))
    }
}
