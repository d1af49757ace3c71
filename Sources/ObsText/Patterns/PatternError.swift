/// What is wrong with a pattern.
public struct PatternError: ObsError, Hashable {
    /// A stable name for a sort of mistake.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, as tools see it.
        public let rawValue: String

        /// Creates a code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The pattern does not follow the grammar.
        public static let syntax = Self(rawValue: "pattern-syntax")
        /// The notation exists elsewhere, but not in this language.
        public static let unsupported = Self(rawValue: "pattern-unsupported")
        /// The pattern is too long, too deep or repeats too much.
        public static let tooLarge = Self(rawValue: "pattern-too-large")
    }

    /// What sort of mistake it is.
    public let code: Code
    /// The pattern.
    public let source: String
    /// The place in the pattern in characters, counted from 1.
    public let position: Int
    /// What is wrong and what to do.
    public let message: String

    /// The message with the pattern and the place.
    public var description: String {
        "\(message) (at character \(position) of the pattern \(DisplayText.quoted(source)))"
    }
}
