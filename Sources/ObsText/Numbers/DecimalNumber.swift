/// A decimal number as it is written: `[+-]digits[.digits][E[+-]digits]`, a digit on at least one side of the point.
///
/// The one reader of decimal numbers, for cards, YAML, JSON, angles and texts: exactly rounded, without locale, mostly
/// without a call.
package struct DecimalNumber {
    /// Whether a minus sign stands before it.
    package private(set) var isNegative = false
    /// Whether it has neither point nor exponent.
    package private(set) var isInteger = true
    /// The significant digits as a number, when there are at most 19 of them.
    private var digits: UInt64 = 0
    private var digitCount = 0
    /// The power of ten that belongs to `digits`.
    private var exponent = 0
    /// The number without its sign in double precision, where it is not a whole one of at most 19 digits.
    private var magnitude = Double.nan
    /// How many bytes the number has.
    package private(set) var length = 0

    /// Reads a text that is a number from its first byte to its last; nil when it is none.
    ///
    /// - Parameters:
    ///   - text: the bytes
    ///   - allowsD: whether an exponent may begin with D, the letter of double precision in FITS, as well as with E
    package init?(_ text: Span<UInt8>, allowsD: Bool = false) {
        var place = 0
        length = text.count
        if !text.isEmpty, text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
            isNegative = text[0] == UInt8(ascii: "-")
            place = 1
        }
        guard readDigitsAndPoint(text, &place) else { return nil }
        guard place < text.count else {
            finish(text)
            return
        }
        let letter = text[place] | 0x20
        guard letter == Self.letterE || allowsD && letter == Self.letterD else { return nil }
        isInteger = false
        guard let power = Self.power(text, from: place &+ 1) else { return nil }
        exponent &+= power
        finish(text)
    }

    /// Reads digits with or without a point at the beginning of a text; nil when there is no digit.
    ///
    /// Neither a sign nor an exponent belongs to it: the letters behind an angle's numbers have another meaning.
    ///
    /// - Parameter text: the bytes; what follows the number may be anything
    package init?(prefixOf text: Span<UInt8>) {
        var place = 0
        guard readDigitsAndPoint(text, &place) else { return nil }
        length = place
        finish(text.extracting(..<place))
    }

    private static let letterD: UInt8 = 0x64
    private static let letterE: UInt8 = 0x65
}

extension DecimalNumber {
    /// The whole number, nil when it does not fit into 64 bits; whether it is whole says `isInteger`.
    package var integer: Int? {
        guard digitCount <= 19 else { return nil }
        if isNegative {
            return digits <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- digits) : nil
        }
        return Int(exactly: digits)
    }

    /// The number in double precision: infinite when it is too large.
    package var real: Double {
        let magnitude = isInteger && digitCount <= 19 ? Double(digits) : magnitude
        return isNegative ? -magnitude : magnitude
    }

    /// The number that a text is from its first character to its last; nil when it is none, or too large.
    package static func finiteReal(_ text: String) -> Double? {
        DecimalNumber(text.utf8.span)?.finiteReal
    }

    /// The number in double precision, nil when it is too large.
    package var finiteReal: Double? {
        let real = real
        return real.isFinite ? real : nil
    }
}

extension DecimalNumber {
    /// Reads digits, perhaps with a point before, between or behind them; false when there is no digit.
    @inline(__always)
    private mutating func readDigitsAndPoint(_ text: Span<UInt8>, _ place: inout Int) -> Bool {
        var count = readDigits(text, &place)
        if place < text.count, text[place] == UInt8(ascii: ".") {
            isInteger = false
            place &+= 1
            let fraction = readDigits(text, &place)
            count &+= fraction
            exponent = 0 &- fraction
        }
        return count > 0
    }

    @inline(__always)
    private mutating func readDigits(_ text: Span<UInt8>, _ place: inout Int) -> Int {
        let start = place
        if digitCount == 0 {
            // Zeros before the first other digit do not count.
            while place < text.count, text[place] == UInt8(ascii: "0") { place &+= 1 }
        }
        let significant = place
        while place &+ 8 <= text.count, let eight = Self.eightDigits(text.word(at: place)) {
            digits = digits &* 100_000_000 &+ eight
            place &+= 8
        }
        while place < text.count {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            digits = digits &* 10 &+ UInt64(digit)
            place &+= 1
        }
        digitCount &+= place &- significant
        return place &- start
    }

    /// The number that eight bytes stand for, the first in the lowest bits; nil when one of them is no digit.
    @inline(__always)
    private static func eightDigits(_ word: UInt64) -> UInt64? {
        let digits = word ^ 0x3030_3030_3030_3030
        // A carry comes only out of a byte that has the top bit itself.
        guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
        // The first digit is in the lowest byte: pairs, then fours, then all.
        let pairs = digits &* 10 &+ digits &>> 8
        let even = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let odd = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (even &+ odd) &>> 32
    }

    /// The number behind the exponent letter; it stops to grow where no text has as many digits as would make up for it.
    private static func power(_ text: Span<UInt8>, from start: Int) -> Int? {
        var place = start
        var isNegative = false
        if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
            isNegative = text[place] == UInt8(ascii: "-")
            place &+= 1
        }
        guard place < text.count else { return nil }
        var power = 0
        while place < text.count {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            power = min(power &* 10 &+ Int(digit), 1 << 56)
            place &+= 1
        }
        return isNegative ? 0 &- power : power
    }

    /// Computes the magnitude.
    @inline(__always)
    private mutating func finish(_ text: Span<UInt8>) {
        if isInteger && digitCount <= 19 { return }
        magnitude = (digitCount <= 19 ? Self.fastReal(digits, exponent) : nil) ?? Self.slowReal(text).magnitude
    }

    /// Any number of the right form, by the standard library.
    @inline(never)
    private static func slowReal(_ text: Span<UInt8>) -> Double {
        // It reads all that has this form, but for D.
        Double(String(String(decoding: text).map { $0 == "D" || $0 == "d" ? "E" : $0 })) ?? .nan
    }

    /// `digits` times a power of ten when it can be had from one exactly rounded operation, otherwise nil.
    ///
    /// Source: W. Clinger, How to read floating point numbers accurately (1990): digits below 2^53 and powers of ten
    /// up to 10^22 are exact. Longer digits are divided as integers, which is exact too.
    @inline(__always)
    private static func fastReal(_ digits: UInt64, _ exponent: Int) -> Double? {
        if digits <= 1 << 53, -22...22 ~= exponent {
            let magnitude = Double(Int64(bitPattern: digits))
            return exponent < 0 ? magnitude / powersOfTen[0 &- exponent] : magnitude * powersOfTen[exponent]
        }
        if digits == 0 { return 0 }
        return -19 ... -1 ~= exponent ? quotient(digits, wholePowersOfTen[0 &- exponent]) : nil
    }

    /// The exactly rounded quotient of two positive integers.
    private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
        let dividendShift = dividend.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let high = dividend &<< UInt64(dividendShift)
        // high * 2^62 / divisor: at least 61 bits of quotient, so that the last bit can stand for the remainder.
        let (quotient, remainder) = (divisor &<< UInt64(divisorShift)).dividingFullWidth((high >> 2, high << 62))
        let rounded = Double(Int64(bitPattern: remainder == 0 ? quotient : quotient | 1))
        // A power of two, and the product with it, is exact as long as it is a normal number.
        return rounded * Double(bitPattern: UInt64(1023 - 62 + divisorShift - dividendShift) << 52)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19, 1e20, 1e21, 1e22,
    ]

    private static let wholePowersOfTen: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]
}
