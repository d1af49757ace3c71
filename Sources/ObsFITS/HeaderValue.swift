internal import ObsText

/// The value of a card.
public enum HeaderValue: Hashable, Sendable {
    /// The card has no value: nothing stands between the value indicator and the comment, or there is no indicator.
    case undefined
    /// `T` or `F`.
    case logical(Bool)
    /// A whole number that fits into 64 bits.
    case integer(Int)
    /// A whole number that does not fit into 64 bits: its digits, behind a minus sign if it is negative.
    case largeInteger(String)
    /// A decimal number, with or without an exponent (`E` or `D`). Only a dump can say one that is not finite.
    case real(Double)
    /// The real and the imaginary part.
    case complex(Double, Double)
    /// A text without its quotes and trailing blanks, doubled quotes made single, `CONTINUE` cards joined.
    case string(String)
    /// Something that is no FITS value, or a decimal number beyond double precision: the text as it stands in the card.
    case malformed(String)
}

extension HeaderValue {
    /// Whether the card has no value.
    public var isUndefined: Bool {
        if case .undefined = self { true } else { false }
    }

    /// The text of a string.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number of an integer.
    public var integerValue: Int? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The number of a real or of an integer; of a large integer only if double precision holds it exactly, as it does
    /// 9223372036854775808.
    public var realValue: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        case .largeInteger(let digits): LargeInteger.exactReal(digits)
        default: nil
        }
    }

    /// The truth of a logical.
    public var logicalValue: Bool? {
        if case .logical(let truth) = self { truth } else { nil }
    }
}
