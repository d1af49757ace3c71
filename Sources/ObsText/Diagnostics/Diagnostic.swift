/// One problem of an input: what is wrong, where, and what to do about it.
public struct Diagnostic: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// How bad a problem is, the worst first.
    public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
        /// The input cannot be used.
        case error
        /// The input can be used, but somebody should look.
        case warning
        /// Context for another diagnostic, or an observation.
        case note

        /// Orders errors before warnings before notes.
        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    /// A stable name for a sort of problem; other modules add their own.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, as tools see it.
        public let rawValue: String

        /// Creates a code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// How bad it is.
    public let severity: Severity
    /// What sort of problem it is.
    public let code: Code
    /// Where it is; nil when the problem belongs to no place in a file.
    public let place: SourcePosition?
    /// The HDU of a FITS file that it is about, counted from 0; nil when it is about none, or several.
    public let hdu: Int?
    /// Where in a FITS file it is, in (decompressed) bytes from its start; nil when that is not known.
    public let byte: Int64?
    /// What is wrong.
    public let message: String
    /// What to do about it.
    public let hint: String?

    /// Creates a diagnostic.
    public init(
        _ severity: Severity, _ code: Code, at place: SourcePosition?, hdu: Int? = nil, byte: Int64? = nil,
        _ message: String, hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.place = place
        self.hdu = hdu
        self.byte = byte
        self.message = message
        self.hint = hint
    }

    /// The same about a place of a text, unless it has one, and in other words if there are some.
    package func at(_ place: SourcePosition?, saying words: String? = nil) -> Diagnostic {
        Diagnostic(severity, code, at: self.place ?? place, hdu: hdu, byte: byte, words ?? message, hint: hint)
    }

    /// One line: `file:line:column: error: message; hint`, with control characters made visible.
    public var description: String {
        var line = place.map { "\($0): " } ?? ""
        line += "\(severity.rawValue): \(message)"
        if let hint { line += "; \(hint)" }
        return DisplayText.visible(line)
    }

    /// Orders by place (those without one first), then severity, code and text.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.place != right.place {
            guard let leftPlace = left.place else { return true }
            guard let rightPlace = right.place else { return false }
            return leftPlace < rightPlace
        }
        if left.severity != right.severity { return left.severity < right.severity }
        if left.code != right.code { return left.code.rawValue < right.code.rawValue }
        if left.message != right.message { return left.message < right.message }
        return (left.hint ?? "") < (right.hint ?? "")
    }
}

extension Diagnostic.Code {
    /// The text is not YAML or not JSON.
    package static let syntax = Self(rawValue: "syntax")
    /// The bytes are not UTF-8, or hold characters that the format forbids.
    package static let encoding = Self(rawValue: "encoding")
    /// A file holds more than one document.
    package static let severalDocuments = Self(rawValue: "several-documents")
    /// Size, depth or number of nodes exceed the limits.
    package static let limitExceeded = Self(rawValue: "limit-exceeded")
    /// A file cannot be opened or read.
    package static let unreadable = Self(rawValue: "unreadable")
    /// A file cannot be made or written.
    package static let unwritable = Self(rawValue: "unwritable")
    /// An alias names an anchor that no earlier node has.
    package static let undefinedAnchor = Self(rawValue: "undefined-anchor")
    /// An alias stands inside the node that it names.
    package static let recursiveAlias = Self(rawValue: "recursive-alias")
    /// A merge key `<<` has a value that is no mapping.
    package static let badMerge = Self(rawValue: "bad-merge")
    /// A mapping has the same key twice.
    package static let duplicateKey = Self(rawValue: "duplicate-key")
    /// A mapping has a key that nobody reads.
    package static let unknownKey = Self(rawValue: "unknown-key")
    /// A mapping has a key that means nothing beside its others.
    package static let unusedKey = Self(rawValue: "unused-key")
    /// A mapping lacks a key that it must have.
    package static let missingKey = Self(rawValue: "missing-key")
    /// A value is not of the type that is expected.
    package static let wrongType = Self(rawValue: "wrong-type")
    /// A name is not one of those that are allowed there.
    package static let unknownValue = Self(rawValue: "unknown-value")
    /// A word is none of those of its language.
    package static let unknownWord = Self(rawValue: "unknown-word")
    /// A number is outside the range that is expected or that can be held.
    package static let outOfRange = Self(rawValue: "out-of-range")
}
