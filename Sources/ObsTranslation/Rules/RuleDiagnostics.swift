package import ObsText

extension Diagnostic.Code {
    package static let missingRule = Self(rawValue: "missing-rule")
    static let unknownProperty = Self(rawValue: "unknown-property")
    static let circularRules = Self(rawValue: "circular-rules")
    package static let unusedBase = Self(rawValue: "unused-base")
    package static let unusedEntry = Self(rawValue: "unused-entry")
    static let unknownWord = Self(rawValue: "unknown-word")
    package static let unknownName = Self(rawValue: "unknown-name")
    static let badSource = Self(rawValue: "bad-source")
    static let badStep = Self(rawValue: "bad-step")
    static let badTest = Self(rawValue: "bad-test")
    static let badPattern = Self(rawValue: "bad-pattern")
    static let badExpression = Self(rawValue: "bad-expression")
    static let badTemplate = Self(rawValue: "bad-template")
    static let badDate = Self(rawValue: "bad-date")
    static let missingUnit = Self(rawValue: "missing-unit")
    static let wrongUnit = Self(rawValue: "wrong-unit")
    static let packTooLarge = Self(rawValue: "pack-too-large")
    static let notAllowedHere = Self(rawValue: "not-allowed-here")
}
