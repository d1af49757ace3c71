internal import ObsText

/// Reads numbers, truth values and null from text, by the YAML 1.2 core schema (of which JSON's numbers are a part).
enum NumberText {
    typealias Bytes = Span<UInt8>

    /// What a text is as an integer.
    enum Integer: Equatable {
        case value(Int)
        /// An integer that 64 bits do not hold.
        case outOfRange
        /// Decimal digits that begin with a zero: eight in YAML 1.1, ten in YAML 1.2.
        case leadingZero(Int)
        case none
    }

    /// Longer numbers are refused, so that no time is lost on them.
    static let longest = 1000

    static func isNull(_ text: Bytes) -> Bool {
        switch text.count {
        case 0: true
        case 1: text[0] == UInt8(ascii: "~")
        case 4: equals(text, "null") || equals(text, "Null") || equals(text, "NULL")
        default: false
        }
    }

    /// The truth value of `true` and `false`, in the three spellings of the core schema.
    static func boolean(_ text: Bytes) -> Bool? {
        if equals(text, "true") || equals(text, "True") || equals(text, "TRUE") { return true }
        if equals(text, "false") || equals(text, "False") || equals(text, "FALSE") { return false }
        return nil
    }

    static func equals(_ text: Bytes, _ word: String) -> Bool { text.equals(word.utf8.span) }

    /// Reads `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`.
    static func integer(_ text: Bytes) -> Integer {
        guard text.count <= longest, let first = text.first else { return .none }
        if text.count > 2, first == UInt8(ascii: "0") {
            if text[1] == UInt8(ascii: "x") { return integer(text.extracting(2...), radix: 16) }
            if text[1] == UInt8(ascii: "o") { return integer(text.extracting(2...), radix: 8) }
        }
        guard let number = DecimalNumber(text), number.isInteger else { return .none }
        guard let value = number.integer else { return .outOfRange }
        let start = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? 1 : 0
        return text[start] == UInt8(ascii: "0") && text.count > start + 1 ? .leadingZero(value) : .value(value)
    }

    private static func integer(_ digits: Bytes, radix: Int) -> Integer {
        var value = 0
        var overflows = false
        for place in 0..<digits.count {
            let byte = digits[place]
            let digit: Int
            switch byte {
            case 0x30...0x39: digit = Int(byte) - 0x30
            case 0x41...0x46: digit = Int(byte) - 0x41 + 10
            case 0x61...0x66: digit = Int(byte) - 0x61 + 10
            default: return .none
            }
            guard digit < radix else { return .none }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: radix)
            let (sum, tooFar) = product.addingReportingOverflow(digit)
            overflows = overflows || tooLarge || tooFar
            value = sum
        }
        return overflows ? .outOfRange : .value(value)
    }

    /// Reads `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, rounded correctly.
    ///
    /// A number too large for a `Double` gives an infinity, one too small zero.
    static func double(_ text: Bytes) -> Double? {
        text.count <= longest ? DecimalNumber(text)?.real : nil
    }

    /// Reads `.nan`, `.inf` and their spellings, and JSON's `NaN`, `Infinity` and `-Infinity`.
    static func nonFinite(_ text: Bytes, isJSON: Bool) -> Double? {
        if isJSON {
            if equals(text, "NaN") { return .nan }
            if equals(text, "Infinity") { return .infinity }
            return equals(text, "-Infinity") ? -.infinity : nil
        }
        if equals(text, ".nan") || equals(text, ".NaN") || equals(text, ".NAN") { return .nan }
        guard let first = text.first else { return nil }
        let isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        let word = text.extracting((isSigned ? 1 : 0)...)
        guard equals(word, ".inf") || equals(word, ".Inf") || equals(word, ".INF") else { return nil }
        return first == UInt8(ascii: "-") ? -.infinity : .infinity
    }
}
