public import ObsText

/// Two certifications of one collection that would both answer the same exposure.
///
/// They conflict when their validities overlap and every key that both demand can hold together, whatever the datasets
/// are: the same dataset twice is refused too.
public struct CalibrationConflict: ObsError, Hashable {
    /// The stable name of this failure.
    public var code: CalibrationError.Code { .conflict }

    /// The certification that was there, or came earlier in the same call.
    public let existing: Certification
    /// The certification that was refused.
    public let refused: Certification
    /// Whether both came with one call.
    public let isWithinCall: Bool

    /// A conflict of two certifications.
    public init(existing: Certification, refused: Certification, isWithinCall: Bool = false) {
        self.existing = existing
        self.refused = refused
        self.isWithinCall = isWithinCall
    }
}

extension CalibrationConflict {
    /// Both sides, and what to do.
    public var message: String {
        let other = isWithinCall ? "comes in the same call" : "is certified already"
        let remedy =
            existing.dataset == refused.dataset
            ? "extend it, or certify it for the time that is missing"
            : "decertify the time of one of them, supersede it, or certify in a collection that is searched earlier"
        return "\(refused) cannot be certified: \(existing) \(other), and an exposure can fit both; \(remedy)"
    }

    /// The message, followed by the code in brackets.
    public var description: String { "\(message) [\(code.rawValue)]" }
}
