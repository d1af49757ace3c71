internal import ObsText

/// What `missing:` lists: values that mean that there is none.
struct MissingValues: Sendable {
    let values: [PropertyValue]
    /// Whether a text without a letter is one.
    let hasBlank: Bool
    /// Whether a number that is not one, also as text, is one.
    let hasNaN: Bool

    init(_ listed: [PropertyValue]) {
        hasBlank = listed.contains(.text("blank"))
        hasNaN = listed.contains(.text("nan"))
        values = listed.filter { $0 != .text("blank") && $0 != .text("nan") }
    }

    func contains(_ value: PropertyValue) -> Bool {
        for one in values where one.isEqual(to: value) == true { return true }
        guard hasBlank || hasNaN, case .text(let text) = value else { return false }
        if hasBlank && TextSteps.isBlank(text) { return true }
        return hasNaN && TextSteps.lower(TextSteps.trim(text)) == "nan"
    }
}
