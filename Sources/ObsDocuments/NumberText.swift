/// Reads numbers, truth values and null from text, by the YAML 1.2 core schema (of which JSON's numbers are a part).
enum NumberText {
    typealias Bytes = UnsafeBufferPointer<UInt8>

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

    /// Powers of ten that a `Double` holds exactly.
    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

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

    static func equals(_ text: Bytes, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for at in 0..<text.count where text[at] != word.utf8Start[at] { return false }
        return true
    }

    /// Reads `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`.
    static func integer(_ text: Bytes) -> Integer {
        guard text.count <= longest, let first = text.first else { return .none }
        var at = 0
        let isNegative = first == UInt8(ascii: "-")
        if isNegative || first == UInt8(ascii: "+") { at = 1 }
        if at == 0, text.count > 2, first == UInt8(ascii: "0") {
            if text[1] == UInt8(ascii: "x") { return integer(Bytes(rebasing: text[2...]), radix: 16) }
            if text[1] == UInt8(ascii: "o") { return integer(Bytes(rebasing: text[2...]), radix: 8) }
        }
        guard at < text.count else { return .none }
        let hasLeadingZero = text[at] == UInt8(ascii: "0") && text.count > at + 1
        var value = 0
        var overflows = false
        while at < text.count {
            let digit = text[at] &- 0x30
            guard digit <= 9 else { return .none }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooFar) =
                isNegative
                ? product.subtractingReportingOverflow(Int(digit)) : product.addingReportingOverflow(Int(digit))
            overflows = overflows || tooLarge || tooFar
            value = sum
            at += 1
        }
        if overflows { return .outOfRange }
        return hasLeadingZero ? .leadingZero(value) : .value(value)
    }

    private static func integer(_ digits: Bytes, radix: Int) -> Integer {
        var value = 0
        var overflows = false
        for byte in digits {
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
        guard text.count <= longest, let first = text.first else { return nil }
        var at = 0
        let isNegative = first == UInt8(ascii: "-")
        if isNegative || first == UInt8(ascii: "+") { at = 1 }
        var mantissa: UInt64 = 0
        var significant = 0
        var digits = 0
        var scale = 0
        var hasPoint = false
        while at < text.count {
            let byte = text[at]
            let digit = byte &- 0x30
            if digit <= 9 {
                digits += 1
                if significant < 19 {
                    mantissa = mantissa &* 10 &+ UInt64(digit)
                    if mantissa != 0 { significant += 1 }
                } else {
                    significant += 1
                }
                if hasPoint { scale -= 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                break
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        if at < text.count {
            guard text[at] | 0x20 == UInt8(ascii: "e"), let exponent = exponent(text, from: at + 1) else { return nil }
            scale += exponent
        }
        // Both numbers are exact, so one division or product rounds once (Clinger 1990, section 4).
        if significant <= 19, mantissa <= 1 << 53, (-22...22).contains(scale) {
            let power = exactPowers[abs(scale)]
            let value = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
            return isNegative ? -value : value
        }
        return Double(String(decoding: text, as: UTF8.self))
    }

    private static func exponent(_ text: Bytes, from start: Int) -> Int? {
        var at = start
        guard at < text.count else { return nil }
        let isNegative = text[at] == UInt8(ascii: "-")
        if isNegative || text[at] == UInt8(ascii: "+") { at += 1 }
        guard at < text.count else { return nil }
        var value = 0
        while at < text.count {
            let digit = text[at] &- 0x30
            guard digit <= 9 else { return nil }
            if value < 1_000_000 { value = value * 10 + Int(digit) }
            at += 1
        }
        return isNegative ? -value : value
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
        let word = isSigned ? Bytes(rebasing: text[1...]) : text
        guard equals(word, ".inf") || equals(word, ".Inf") || equals(word, ".INF") else { return nil }
        return first == UInt8(ascii: "-") ? -.infinity : .infinity
    }
}
