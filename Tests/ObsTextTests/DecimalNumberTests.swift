import Foundation
import ObsText
import TestSupport
import Testing

@Suite struct DecimalNumberTests {
    private func number(_ text: String, allowsD: Bool = true) -> Double? {
        DecimalNumber(text.utf8.span, allowsD: allowsD)?.real
    }

    @Test("Whole numbers are those without point and exponent; 64 bits hold those from -2^63 to 2^63 - 1")
    func integers() {
        func integer(_ text: String) -> (isInteger: Bool, value: Int?)? {
            DecimalNumber(text.utf8.span).map { ($0.isInteger, $0.integer) }
        }
        for (text, value) in [
            ("0", 0), ("-0", 0), ("+7", 7), ("007", 7), ("-9223372036854775808", .min), ("9223372036854775808", nil),
            ("+0000000000000000000000000000012", 12), ("18446744073709551616", nil), ("99999999999999999999", nil),
        ] as [(String, Int?)] {
            #expect(integer(text)?.isInteger == true && integer(text)?.value == value, "\(text)")
        }
        for text in ["1.", ".5", "1E5", "1e0"] { #expect(integer(text)?.isInteger == false, "\(text)") }
    }

    @Test("A text is a number from its first character to its last, and no other spelling of one")
    func texts() {
        for (text, value) in [("1.5", 1.5), ("+2", 2), ("-.5e1", -5), ("7.", 7)] as [(String, Double)] {
            #expect(DecimalNumber.finiteReal(text) == value, "\(text)")
        }
        for text in ["", " 1", "1 ", "0x10", "0x1p3", "nan", "inf", "1e400", "1D2", "1,5"] {
            #expect(DecimalNumber.finiteReal(text) == nil, "\(text)")
        }
    }

    @Test("D begins an exponent only where it is allowed", arguments: ["1D5", "1d-5", "-.5D0"])
    func letterD(text: String) {
        #expect(number(text) != nil)
        #expect(number(text, allowsD: false) == nil)
    }

    @Test("Exponents far beyond double precision meet as many digits", arguments: [100_000, 200_000])
    func farExponents(count: Int) {
        let zeros = String(repeating: "0", count: count)
        #expect(number("0.\(zeros)1E\(count + 1)") == 1)
        #expect(number("1\(zeros)E-\(count)") == 1)
        #expect(number("1E99999999999999999999") == .infinity)
        #expect(number("-1E-99999999999999999999").map { $0 == 0 && $0.sign == .minus } == true)
    }

    @Test(
        "A number at the beginning of a text ends where digits and point end",
        arguments: [
            ("12h", 12.0, 2), ("1.5:30", 1.5, 3), ("1.", 1, 2), (".5.5", 0.5, 2), ("1E5", 1, 1),
            ("100000000000000000000000000000x", 1e29, 30),
        ])
    func prefixes(text: String, value: Double, length: Int) {
        let number = DecimalNumber(prefixOf: text.utf8.span)
        #expect(number?.real == value)
        #expect(number?.length == length)
    }

    @Test("A sign, a letter and a lone point begin no number", arguments: ["", "-1", "h", ".", ".h"])
    func noPrefixes(text: String) {
        let number = DecimalNumber(prefixOf: text.utf8.span)
        #expect(number == nil)
    }

    @Test(
        "Reals are exactly what strtod makes of them",
        arguments: [
            "1.", ".5", "-.5", "1E5", "1e5", "1D5", "1d-5", "+1.5E+10", "0.1", "0.3", "123456789012345678", "1E22",
            "1E23",
            "9007199254740993.0", "9007199254740992.5", "0.000000000000000000000000001", "4.9E-324",
            "2.4703282292062327E-324",
            "2.2250738585072011E-308", "1.7976931348623157E308", "179769313486231580793728971405301E276", "-0.0",
            "0E-999",
            "18446744073709551615.0", "1844674407370955161.6", "9999999999999999999E-19", "99999999999999999999E-19",
            "1E-400", "5708990770823839207320493820740630171355185151999E-3",
        ])
    func reals(text: String) {
        expectLikeStrtod(text)
    }

    @Test("Generated reals are exactly what strtod makes of them")
    func generated() {
        var generator = SeededGenerator(seed: 20_240_301)
        for _ in 0..<60_000 { expectLikeStrtod(generator.decimalNumber()) }
    }

    @Test("Numbers half-way between two doubles are exactly what strtod makes of them")
    func halfway() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3_000 {
            let significand = generator.next() >> 11 | 1 << 52
            // (2 significand + 1) / 2^k in decimal digits is half-way; 10^k / 2^k = 5^k is whole.
            for power in 1...4 {
                let half = (significand / 1_000) * 2 + 1
                let scaled = half * [5, 25, 125, 625][power - 1]
                expectLikeStrtod("\(scaled)E-\(power)")
            }
            expectLikeStrtod("\(significand * 2 + 1).0")
            expectLikeStrtod("\(significand * 2 + 1)00E-2")
        }
    }

    private func expectLikeStrtod(_ text: String) {
        let expected = unsafe strtod(text.replacing("D", with: "E").replacing("d", with: "e"), nil)
        #expect(number(text)?.bitPattern == expected.bitPattern, "\(text)")
    }
}

extension SeededGenerator {
    /// A decimal number of up to 25 digits, with a point somewhere and often an exponent.
    mutating func decimalNumber() -> String {
        var text = Bool.random(using: &self) ? "-" : ""
        let digits = Int.random(in: 1...25, using: &self)
        let point = Int.random(in: 0...digits, using: &self)
        for place in 0..<digits {
            if place == point { text += "." }
            text += String(Int.random(in: 0...9, using: &self))
        }
        switch Int.random(in: 0...3, using: &self) {
        case 0: text += "E\(Int.random(in: -30...30, using: &self))"
        case 1: text += "D\(Int.random(in: -330...310, using: &self))"
        default: break
        }
        return text
    }
}
