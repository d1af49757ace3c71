/// Reads the numbers of cards: exactly rounded, without locale, mostly without a call.
package enum DecimalNumber {
    /// The value of a FITS number: an integer without point and exponent, otherwise a real.
    ///
    /// - Returns: Nil when the bytes are no number or a real is not finite.
    static func value(_ text: Span<UInt8>) -> HeaderValue? {
        guard let parts = text.withUnsafeBufferPointer({ Parts($0) }) else { return nil }
        if parts.isInteger {
            if let integer = parts.integer { return .integer(integer) }
            return text.withUnsafeBufferPointer(LargeInteger.digits).map { .largeInteger($0) }
        }
        return (parts.fastReal ?? slowReal(text)).flatMap { $0.isFinite ? .real($0) : nil }
    }

    /// A real or an integer as a real.
    ///
    /// - Returns: Nil when the bytes are no number or it is not finite.
    static func real(_ text: Span<UInt8>) -> Double? {
        guard let parts = text.withUnsafeBufferPointer({ Parts($0) }) else { return nil }
        return (parts.fastReal ?? slowReal(text)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The same of bytes that are no part of a card.
    package static func real(_ text: UnsafeBufferPointer<UInt8>) -> Double? { real(text.span) }

    /// Any number of the right form, by the standard library.
    private static func slowReal(_ text: Span<UInt8>) -> Double? {
        let string = String(unsafeUninitializedCapacity: text.count) { bytes in
            for index in 0..<text.count {
                let byte = text[index]
                let isD = byte | 0x20 == 0x64  // D is the exponent letter of double precision
                bytes[index] = isD ? 0x45 : byte
            }
            return text.count
        }
        return Double(string)
    }
}

extension DecimalNumber {
    /// Sign, digits and exponent of a number.
    struct Parts {
        var isNegative = false
        /// The significant digits as a number, when there are at most 19 of them.
        var digits: UInt64 = 0
        var digitCount = 0
        /// The power of ten that belongs to `digits`.
        var exponent = 0
        var isInteger = true

        /// Reads `[+-]digits[.digits][(E|D)[+-]digits]`, a digit on at least one side of the point.
        @inline(__always)
        init?(_ text: UnsafeBufferPointer<UInt8>) {
            var place = 0
            if text.count > 0, text[0] == ASCII.minus || text[0] == ASCII.plus {
                isNegative = text[0] == ASCII.minus
                place = 1
            }
            var count = readDigits(text, &place)
            if place < text.count, text[place] == ASCII.point {
                isInteger = false
                place += 1
                let fraction = readDigits(text, &place)
                count += fraction
                exponent = -fraction
            }
            guard count > 0 else { return nil }
            guard place < text.count else { return }
            guard text[place] | 0x20 == 0x65 || text[place] | 0x20 == 0x64 else { return nil }
            isInteger = false
            guard let power = Self.power(text, place + 1) else { return nil }
            exponent += power
        }

        @inline(__always)
        private mutating func readDigits(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int {
            let start = place
            if digitCount == 0 {
                // Zeros before the first other digit do not count.
                while place < text.count, text[place] == ASCII.zero { place &+= 1 }
            }
            let significant = place
            while place < text.count {
                let digit = text[place] &- ASCII.zero
                guard digit <= 9 else { break }
                digits = digits &* 10 &+ UInt64(digit)
                place &+= 1
            }
            digitCount &+= place &- significant
            return place &- start
        }

        /// The number behind the exponent letter; values beyond any double are cut off.
        private static func power(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
            var place = start
            var isNegative = false
            if place < text.count, text[place] == ASCII.minus || text[place] == ASCII.plus {
                isNegative = text[place] == ASCII.minus
                place += 1
            }
            guard place < text.count else { return nil }
            var power = 0
            while place < text.count {
                let digit = text[place] &- ASCII.zero
                guard digit <= 9 else { return nil }
                power = min(power * 10 + Int(digit), 100_000)
                place += 1
            }
            return isNegative ? -power : power
        }

        /// The integer, or nil when it does not fit.
        var integer: Int? {
            guard digitCount <= 19 else { return nil }
            if isNegative {
                return digits <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- digits) : nil
            }
            return Int(exactly: digits)
        }

        /// The real when it can be had from one exactly rounded operation, otherwise nil.
        var fastReal: Double? {
            guard digitCount <= 19, let magnitude = DecimalNumber.fastReal(digits, exponent) else { return nil }
            return isNegative ? -magnitude : magnitude
        }
    }

    /// `digits` times a power of ten when it can be had from one exactly rounded operation, otherwise nil.
    ///
    /// Source: W. Clinger, How to read floating point numbers accurately (1990): digits below 2^53 and powers of ten
    /// up to 10^22 are exact. Longer digits are divided as integers, which is exact too.
    @inline(__always)
    static func fastReal(_ digits: UInt64, _ exponent: Int) -> Double? {
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

    static let wholePowersOfTen: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]
}
