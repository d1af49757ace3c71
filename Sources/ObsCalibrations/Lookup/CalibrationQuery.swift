public import ObsTime

/// A question for the calibration of a kind that goes with an exposure.
public struct CalibrationQuery: Hashable, Sendable {
    /// The name of the kind, or one of its aliases.
    public var kind: String
    /// The id of the detector.
    public var detector: Int?
    /// The name of the physical filter.
    public var filter: String?
    /// The instrument's state, by the name of the key; keys that have no bearing on the kind are ignored.
    public var state: [String: KeyValue]
    /// The exposure's interval; an instant is an interval of a nanosecond.
    public var interval: Validity

    /// A question about an interval.
    public init(
        _ kind: String, detector: Int? = nil, filter: String? = nil, state: [String: KeyValue] = [:],
        during interval: Validity
    ) {
        self.kind = kind
        self.detector = detector
        self.filter = filter
        self.state = state
        self.interval = interval
    }

    /// A question about an instant.
    ///
    /// - Throws: `CalibrationError` (`dateOutOfRange`) at the very last instant that there is.
    public init(
        _ kind: String, detector: Int? = nil, filter: String? = nil, state: [String: KeyValue] = [:],
        at instant: Instant
    ) throws {
        self.init(
            kind, detector: detector, filter: filter, state: state, during: try CalibrationDates.interval(of: instant))
    }
}

extension CalibrationQuery: CustomStringConvertible {
    /// The question in words.
    public var description: String {
        var parts = [kind]
        if let detector { parts.append("detector \(detector)") }
        if let filter { parts.append("filter \(filter)") }
        for (name, value) in state.sorted(by: { $0.key < $1.key }) { parts.append("\(name) \(value)") }
        return parts.joined(separator: ", ") + " at \(interval)"
    }
}
