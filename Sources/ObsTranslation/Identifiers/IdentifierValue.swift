public import ObsTime

/// What an identifier is made of: a number, a word that stands for one, a name, or an instant.
public enum IdentifierValue: Hashable, Sendable {
    /// A number: a detector, a sequence number, a day as 20130831.
    case integer(Int)
    /// A word: the letter of who commanded the exposure, or the name of a group.
    case word(String)
    /// An instant, to which an observing day belongs.
    case instant(Instant)
}

extension IdentifierValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// A number.
    public init(integerLiteral value: Int) { self = .integer(value) }

    /// A word.
    public init(stringLiteral value: String) { self = .word(value) }
}

extension IdentifierValue: CustomStringConvertible {
    /// The number, the word, or the instant in TAI.
    public var description: String {
        switch self {
        case .integer(let number): "\(number)"
        case .word(let word): word
        case .instant(let instant): instant.isoText(scale: .tai) + " TAI"
        }
    }
}

/// What an identifier is made of: named values, in the order of the layout.
public struct IdentifierParts: Hashable, Sendable {
    /// One named value.
    public struct Part: Hashable, Sendable {
        /// The name: `day`.
        public let name: String
        /// The value.
        public let value: IdentifierValue
    }

    /// The parts; the first changes fastest.
    public let parts: [Part]

    /// The value of a part; nil when the layout has none of this name.
    public subscript(name: String) -> IdentifierValue? { parts.first { $0.name == name }?.value }

    /// The number of a part; nil when it is a word or there is none.
    public func integer(_ name: String) -> Int? {
        if case .integer(let number)? = self[name] { number } else { nil }
    }

    /// The values by name, as `IdentifierLayout.pack` takes them.
    public var values: [String: IdentifierValue] {
        Dictionary(parts.map { ($0.name, $0.value) }) { first, _ in first }
    }
}

extension IdentifierParts: CustomStringConvertible {
    /// The parts as `day=20250415 sequence=228`, the slowest first.
    public var description: String { parts.reversed().map { "\($0.name)=\($0.value)" }.joined(separator: " ") }
}
