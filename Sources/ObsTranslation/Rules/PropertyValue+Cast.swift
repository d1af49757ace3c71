internal import ObsText

extension PropertyValue {
    /// The value as a number: also of text that is one.
    var castReal: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        case .text(let text): NumberReading.real(text)
        default: nil
        }
    }

    /// The value as text: also of a number.
    var castText: String? {
        switch self {
        case .text(let text): text
        case .integer, .real: description
        default: nil
        }
    }

    /// Whether another value, cast to this one's type, is the same; nil when it cannot be cast.
    func isEqual(to other: PropertyValue, ignoringCase: Bool = false) -> Bool? {
        switch (self, other) {
        case (.text(let one), .text(let two)):
            return ignoringCase ? TextSteps.lower(one) == TextSteps.lower(two) : one == two
        case (.integer(let one), .integer(let two)): return one == two
        case (.text(let one), .integer), (.text(let one), .real): return one == other.description
        case (.integer(let one), .text(let text)):
            // Whole numbers beyond 2^53 keep all their digits.
            if let two = NumberReading.integer(text) { return one == two }
            return NumberReading.real(text).map { Double(one) == $0 }
        case (.integer, .real), (.real, .integer), (.real, .real), (.real, .text):
            return other.castReal.map { asReal == $0 }
        default: return kindName == other.kindName ? self == other : nil
        }
    }
}
