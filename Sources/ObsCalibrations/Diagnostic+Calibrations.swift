public import ObsYAML

extension Diagnostic.Code {
    /// A key of a kind is compared in a way that there is not, or needs a number that is missing.
    public static let badKeyRule = Self(rawValue: "bad-key-rule")
    /// A policy, format or way of comparing that there is not.
    public static let unknownChoice = Self(rawValue: "unknown-choice")
    /// A name or alias means two kinds of calibration.
    public static let ambiguousKind = Self(rawValue: "ambiguous-kind")
}
