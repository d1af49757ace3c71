public import ObsText

/// Why an identifier cannot be put together or taken apart.
public struct IdentifierError: ObsError, Hashable {
    /// A stable name of a kind of failure; other modules may add their own.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, as tools see it.
        public let rawValue: String

        /// A code with the given name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The instrument's package says nothing about this identifier.
        public static let notDescribed = Code(rawValue: "identifier-not-described")
        /// A part that the identifier is made of is not given.
        public static let missingPart = Code(rawValue: "missing-part")
        /// The identifier has no part of this name.
        public static let unknownPart = Code(rawValue: "unknown-part")
        /// A part is a number where a word stands, or the other way round.
        public static let wrongType = Code(rawValue: "wrong-type")
        /// The identifier has no number for this word.
        public static let unknownWord = Code(rawValue: "unknown-word")
        /// The calendar has no such day.
        public static let noSuchDay = Code(rawValue: "no-such-day")
        /// A part has no room for this number.
        public static let outOfRange = Code(rawValue: "out-of-range")
        /// The number is no identifier of this layout: no parts give it.
        public static let notAnIdentifier = Code(rawValue: "not-an-identifier")
        /// The text is no name of a group that has an id.
        public static let badGroup = Code(rawValue: "bad-group")
    }

    /// What went wrong.
    public let code: Code
    /// What was found, what was expected and what to do.
    public let message: String
    /// The part that is at fault; nil when it is no single one.
    public let part: String?
    /// The value that the part was given; nil when it was given none.
    public let value: IdentifierValue?
    /// The values that the part has room for, in words: `0 to 99999`.
    public let expected: String?

    /// An error with a code and a message.
    public init(_ code: Code, _ message: String) { self.init(code, message, part: nil) }

    /// An error in a part.
    init(
        _ code: Code, _ message: String, part: String?, value: IdentifierValue? = nil, expected: String? = nil
    ) {
        self.code = code
        self.message = message
        self.part = part
        self.value = value
        self.expected = expected
    }

    /// The message.
    public var description: String { message }
}
