extension CardBytes {
    /// The number from a place to another behind it, when it is a short one without an exponent: an optional sign, and
    /// up to 16 digits of an integer, or up to seven digits, a point and one to 16 digits.
    ///
    /// - Parameters:
    ///   - begin: where the number begins, 9 at least
    ///   - end: where it ends, behind `begin`
    /// - Returns: the value that `DecimalNumber` gives; nil when it has to be asked
    @inline(__always)
    func plainNumber(from begin: Int, to end: Int) -> HeaderValue? {
        let sign = self[begin]
        let isNegative = sign == ASCII.minus
        let start = begin &+ (isNegative || sign == ASCII.plus ? 1 : 0)
        let count = end &- start
        guard start <= CardFields.length &- 8 else { return nil }
        let first = word(at: start) ^ Self.zeros
        let whole = Self.marks(ASCII.point ^ ASCII.zero, in: first).trailingZeroBitCount &>> 3
        // Without a point in the first eight bytes `whole` is 8.
        if whole < min(count, 8) {
            let fraction = count &- whole &- 1
            guard let behind = digits(fraction, before: end) else { return nil }
            let before = (first &<< UInt64(56 &- 8 &* whole)) &<< 8
            guard Self.areDigits(before) else { return nil }
            // Nineteen digits fit into 64 bits.
            guard whole &+ fraction <= 19 else { return nil }
            let digits = Self.number(before) &* DecimalNumber.wholePowersOfTen[fraction] &+ behind
            guard let magnitude = DecimalNumber.fastReal(digits, 0 &- fraction) else { return nil }
            return .real(isNegative ? -magnitude : magnitude)
        }
        guard let digits = digits(count, before: end) else { return nil }
        let number = Int(truncatingIfNeeded: digits)
        return .integer(isNegative ? 0 &- number : number)
    }

    /// The number that one to 16 digits before a place, 9 at least behind the card's beginning, stand for; nil when there
    /// are more or they are no digits.
    @inline(__always)
    private func digits(_ count: Int, before end: Int) -> UInt64? {
        let last = word(at: end &- 8) ^ Self.zeros
        if count <= 8 {
            guard count > 0 else { return nil }
            let shift = UInt64(64 &- 8 &* count)
            let digits = (last &>> shift) &<< shift
            return Self.areDigits(digits) ? Self.number(digits) : nil
        }
        guard count <= 16 else { return nil }
        let shift = UInt64(128 &- 8 &* count)
        let digits = ((word(at: end &- 16) ^ Self.zeros) &>> shift) &<< shift
        guard Self.areDigits(digits), Self.areDigits(last) else { return nil }
        return Self.number(digits) &* 100_000_000 &+ Self.number(last)
    }

    private static let zeros: UInt64 = 0x3030_3030_3030_3030

    /// Whether eight bytes, from which those of zeros were taken off, are below ten.
    @inline(__always)
    private static func areDigits(_ digits: UInt64) -> Bool {
        // A carry comes only out of a byte that has the top bit itself.
        ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0
    }

    /// The number that eight digits stand for, the first one in the lowest byte: pairs, then fours, then all.
    @inline(__always)
    private static func number(_ digits: UInt64) -> UInt64 {
        let pairs = digits &* 10 &+ digits &>> 8
        let even = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let odd = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (even &+ odd) &>> 32
    }
}
