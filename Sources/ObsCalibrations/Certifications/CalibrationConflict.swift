/// Two certifications of one collection that would both answer the same exposure.
///
/// They conflict when their validities overlap and every key that both demand can hold together, whatever the datasets
/// are: the same dataset twice is refused too.
public struct CalibrationConflict: Error, Hashable, Sendable {
    /// The stable name of this failure.
    public static let code = CalibrationError.Code.conflict

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

extension CalibrationConflict: CustomStringConvertible {
    /// Both sides, and what to do.
    public var description: String {
        let other = isWithinCall ? "comes in the same call" : "is certified already"
        let remedy =
            existing.dataset == refused.dataset
            ? "extend it, or certify it for the time that is missing"
            : "decertify the time of one of them, supersede it, or certify in a collection that is searched earlier"
        return "\(refused) cannot be certified: \(existing) \(other), and an exposure can fit both; \(remedy) "
            + "[\(Self.code.rawValue)]"
    }
}
