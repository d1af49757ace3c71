public import ObsText

/// What is wrong with an observation, or with what was asked of it.
public struct ObservationError: ObsError, Hashable {
    /// The kind of problem.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code as text.
        public let rawValue: String

        /// A code.
        ///
        /// - Parameter rawValue: the code as text
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A value is not of the property's kind.
        public static let wrongType = Code(rawValue: "wrong-type")
        /// Properties that were required have no value.
        public static let missingProperties = Code(rawValue: "missing-properties")
        /// A record is not the JSON simple form of an observation.
        public static let badWireForm = Code(rawValue: "bad-wire-form")
    }

    /// The kind of problem.
    public let code: Code

    /// What is wrong, and what to do.
    public let message: String

    /// What is wrong, and what to do.
    public var description: String { message }

    init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}
