import Foundation
import TestSupport
import Testing

@testable import ObsFITS

@Suite struct DecimalNumberTests {
    private func value(_ text: String) -> HeaderValue? {
        DecimalNumber.value(Array(text.utf8).span)
    }

    @Test(
        "Integers are read whatever their sign and zeros",
        arguments: [
            ("0", 0), ("-0", 0), ("+7", 7), ("007", 7), ("+0000000000000000000000000000012", 12),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("-1", -1),
        ])
    func integers(text: String, number: Int) {
        #expect(value(text) == .integer(number))
    }

    @Test(
        "What is no number or beyond double precision has no value",
        arguments: [
            "", "+", "-", ".", "+.", "1.5E", "1E+", "E5", "1e5e5", "0x10", "nan", "NaN", "inf", "INFINITY", "1,5",
            "1 2",
            "--1", "+-1", "1_000", "1E400", "-1D309", "1E99999999999999999999", "１",
        ])
    func notNumbers(text: String) {
        #expect(value(text) == nil)
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
        let expected = strtod(text.replacing("D", with: "E").replacing("d", with: "e"), nil)
        let found = DecimalNumber.real(Array(text.utf8).span)
        #expect(found?.bitPattern == (expected.isFinite ? expected.bitPattern : nil), "\(text)")
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
