internal import ObsFITS
internal import ObsText
internal import ObsTime

/// The type that a rule's value must have in the end.
enum ValueTarget: Sendable, Hashable, CaseIterable {
    case text, integer, real, boolean, instant, sky, horizontal, location

    init(_ kind: ObservationProperty.Kind) {
        switch kind {
        case .text: self = .text
        case .integer: self = .integer
        case .real: self = .real
        case .boolean: self = .boolean
        case .instant: self = .instant
        case .sky: self = .sky
        case .horizontal: self = .horizontal
        case .location: self = .location
        }
    }

    /// What the target is, for a message that says what a value is not.
    var words: String {
        switch self {
        case .text: "text"
        case .integer: "a whole number"
        case .real: "a number"
        case .boolean: "true or false"
        case .instant: "a time"
        case .sky: "a sky position"
        case .horizontal: "an alt/az"
        case .location: "a location"
        }
    }

    /// Why a value cannot be of this type, for a message that shows the value before it.
    func refusal(of value: PropertyValue) -> String {
        if case .text(let text) = value, self == .integer || self == .real, NumberReading.isLargeInteger(text) {
            return self == .integer
                ? "a whole number that does not fit into 64 bits; it can be taken as text"
                : "a whole number that does not fit into 64 bits and that double precision would round; "
                    + "it can be taken as text"
        }
        return "not \(words)"
    }

    /// Whether a value is of this type already.
    @inline(__always)
    func isKind(of value: PropertyValue) -> Bool {
        switch (self, value) {
        case (.text, .text), (.integer, .integer), (.boolean, .boolean), (.instant, .instant), (.sky, .sky),
            (.horizontal, .horizontal), (.location, .location):
            true
        case (.real, .real(let number)): number.isFinite
        default: false
        }
    }

    /// The value as this type; nil when it cannot be one without loss.
    func coerce(_ value: PropertyValue, _ flags: inout ValueFlags) -> PropertyValue? {
        if isKind(of: value) { return value }
        switch (self, value) {
        case (.real, .integer(let number)):
            return .real(Double(number))
        case (.real, .text):
            return NumberReading.real(value, &flags).map { .real($0) }
        case (.integer, .real), (.integer, .text):
            return NumberReading.integer(value, &flags).map { .integer($0) }
        case (.text, .integer), (.text, .real):
            flags.insert(.cast)
            return .text(value.description)
        default:
            return nil
        }
    }
}

/// Numbers out of values: strict, finite, and noted when they come from text.
enum NumberReading {
    static func real(_ value: PropertyValue, _ flags: inout ValueFlags) -> Double? {
        switch value {
        case .real(let number): return number.isFinite ? number : nil
        case .integer(let number): return Double(number)
        case .text(let text):
            guard let number = real(text) else { return nil }
            flags.insert(.cast)
            return number
        default: return nil
        }
    }

    static func integer(_ value: PropertyValue, _ flags: inout ValueFlags) -> Int? {
        switch value {
        case .integer(let number): return number
        case .real(let number):
            // Above 2^53 a real no longer names one whole number.
            guard number.rounded() == number, abs(number) <= 9_007_199_254_740_992 else { return nil }
            flags.insert(.cast)
            return Int(number)
        case .text(let text):
            guard let number = integer(text) else { return nil }
            flags.insert(.cast)
            return number
        default: return nil
        }
    }

    /// A decimal number with an optional exponent, outer blanks aside; nothing else, so no `nan`, no hexadecimal.
    ///
    /// A whole number beyond 64 bits is an identifier more often than a quantity: it is taken only where double precision
    /// holds it exactly.
    static func real(_ text: String) -> Double? {
        let trimmed = TextSteps.trim(text)
        let bytes = trimmed.utf8.span
        // The exponent's letter D is one of cards, not of texts.
        guard bytes.count <= 400, let number = DecimalNumber(bytes) else { return nil }
        guard number.isInteger, number.integer == nil else { return number.finiteReal }
        return LargeInteger.digits(bytes).flatMap(LargeInteger.exactReal)
    }

    /// Whether a text is a whole number that does not fit into 64 bits.
    static func isLargeInteger(_ text: String) -> Bool {
        LargeInteger.digits(TextSteps.trim(text)) != nil
    }

    /// A whole decimal number, outer blanks aside.
    static func integer(_ text: String) -> Int? { Int(TextSteps.trim(text)) }
}
