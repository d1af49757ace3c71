public import ObsText

/// A look-up without an answer, with the trace of why not.
public struct CalibrationMiss: ObsError, Hashable {
    /// Why there is no answer.
    public enum Reason: String, Hashable, Sendable {
        /// No collection that was searched has a certification of the kind.
        case nothingOfKind = "nothing-of-kind"
        /// There are certifications of the kind, none of them for these keys.
        case noKeys = "no-matching-keys"
        /// There are certifications for these keys, at other times.
        case noTime = "no-matching-time"
        /// Several datasets of one collection answer.
        case ambiguous
    }

    /// Why there is no answer.
    public let reason: Reason
    /// What was searched and why each candidate was refused.
    public let trace: CalibrationTrace

    /// A miss.
    package init(_ reason: Reason, trace: CalibrationTrace) {
        self.reason = reason
        self.trace = trace
    }

    /// The stable name of this failure: a miss, or that several answer.
    public var code: CalibrationError.Code { reason == .ambiguous ? .ambiguous : .miss }
}

extension CalibrationMiss {
    /// What was asked and why nothing answers; the trace has the rest.
    public var message: String {
        let why =
            switch reason {
            case .nothingOfKind: "no collection that was searched has any; certify one, or search other collections"
            case .noKeys: "none is for these keys; see the trace for those that there are"
            case .noTime: "none holds at that time; certify one, or extend the validity of a neighbor"
            case .ambiguous: "several datasets answer; ask for a shorter interval, or change the kind's policy"
            }
        return "there is no answer to \(trace.query): \(why)"
    }

    /// The message, followed by the code in brackets.
    public var description: String { "\(message) [\(code.rawValue)]" }
}
