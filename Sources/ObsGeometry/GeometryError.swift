public import ObsText

/// What was asked of a camera that it does not have.
public struct GeometryError: ObsError, Hashable {
    /// A kind of error; stable, and open to more.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The text of the code.
        public let rawValue: String

        /// Creates a code of its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The camera has no frame of that name.
        public static let unknownFrame = Code(rawValue: "unknown-frame")

        /// The camera has no such detector.
        public static let unknownDetector = Code(rawValue: "unknown-detector")

        /// A frame of a detector was asked for without saying of which.
        public static let missingDetector = Code(rawValue: "missing-detector")

        /// There is no edition as old as that.
        public static let unknownEdition = Code(rawValue: "unknown-edition")

        /// The text is no section such as `[1:2048,1:4096]`.
        public static let badSection = Code(rawValue: "bad-section")
    }

    /// The kind of error.
    public let code: Code

    /// What is wrong and what to do.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
