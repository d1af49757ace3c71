/// Whole numbers that 64 bits do not hold: FITS sets no bound for them (4.0, section 4.2.3), so their digits are kept.
package enum LargeInteger {
    /// The digits of a whole number as they are kept: a minus sign if it is negative, no plus sign, no zeros in front.
    ///
    /// - Returns: Nil when the bytes are no decimal whole number, or one that fits into 64 bits.
    package static func digits(_ text: Span<UInt8>) -> String? {
        guard text.count >= 19, let number = DecimalNumber(text), number.isInteger, number.integer == nil else {
            return nil
        }
        let significant = text.firstIndex { !"+-0".utf8.contains($0) } ?? text.count
        return (number.isNegative ? "-" : "") + String(decoding: text.extracting(significant...))
    }

    /// The digits of a text, as those of bytes.
    package static func digits(_ text: String) -> String? { digits(text.utf8.span) }

    /// The number of double precision that is exactly a whole number.
    ///
    /// - Parameter digits: the digits, perhaps behind a minus sign
    /// - Returns: the number; nil when double precision would round it
    package static func exactReal(_ digits: String) -> Double? {
        // Beyond 309 digits there is no double.
        guard digits.utf8.count <= 310, let real = Double(digits), real.isFinite else { return nil }
        // What is left of the number when it was halved as often as that leaves no rest must fit into 53 bits.
        var rest = digits.utf8.compactMap { byte -> UInt8? in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? byte - UInt8(ascii: "0") : nil
        }
        while let last = rest.last, last.isMultiple(of: 2), rest.contains(where: { $0 != 0 }) {
            var carry: UInt8 = 0
            for index in rest.indices {
                let value = carry * 10 + rest[index]
                rest[index] = value / 2
                carry = value % 2
            }
        }
        let odd = rest.drop { $0 == 0 }
        guard odd.count <= 16 else { return nil }
        return odd.reduce(0 as UInt64) { $0 * 10 + UInt64($1) } <= 1 << 53 ? real : nil
    }
}
