import ObsText
import TestSupport
import Testing

@testable import ObsFITS

/// FITS 4.0, section 4.2.3, sets no bound for whole numbers.
@Suite struct LargeIntegerTests {
    @Test(
        "A whole number beyond 64 bits is sound and keeps its digits",
        arguments: [
            ("55700500000000067457", "55700500000000067457"), ("9223372036854775808", "9223372036854775808"),
            ("-9223372036854775809", "-9223372036854775809"), ("+18446744073709551615", "18446744073709551615"),
            ("000099999999999999999999", "99999999999999999999"), ("-0018446744073709551616", "-18446744073709551616"),
            ("1" + String(repeating: "0", count: 60), "1" + String(repeating: "0", count: 60)),
        ])
    func digits(text: String, digits: String) throws {
        let header = try header("QID     = \(text)")
        #expect(header["QID"] == .largeInteger(digits))
        #expect(header.card("QID")?.comment == "")
        #expect(header["QID"]?.integerValue == nil && header["QID"]?.stringValue == nil)
        let written = try Header(cardImages: header.cardImages)
        #expect(written["QID"] == .largeInteger(digits))
    }

    @Test(
        "Numbers that fit stay integers, and what is no number stays malformed",
        arguments: [
            ("9223372036854775807", HeaderValue.integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("00000000000000000000000005", .integer(5)), ("-00000000000000000000000000", .integer(0)),
            ("5570050000000006745x", .malformed("5570050000000006745x")),
            ("55700500000000067457 1", .malformed("55700500000000067457 1")),
            ("--55700500000000067457", .malformed("--55700500000000067457")), ("1E999", .malformed("1E999")),
            ("55700500000000067457.", .real(55_700_500_000_000_065_536)),
        ])
    func others(text: String, value: HeaderValue) throws {
        #expect(try header("QID     = \(text)")["QID"] == value)
    }

    @Test(
        "As a real it is taken where double precision holds it exactly",
        arguments: [
            ("9223372036854775808", 9_223_372_036_854_775_808.0),
            ("18446744073709551616", 18_446_744_073_709_551_616.0),
            ("-9223372036854777856", -9_223_372_036_854_777_856.0), ("10000000000000000000000", 1e22),
            ("9223372036854775809", nil), ("18446744073709551615", nil), ("55700500000000067457", nil),
            ("100000000000000000000000", nil), (String(repeating: "9", count: 400), nil),
        ] as [(String, Double?)])
    func real(digits: String, number: Double?) {
        #expect(HeaderValue.largeInteger(digits).realValue == number)
    }

    @Test("What double precision holds exactly is what 128-bit arithmetic says")
    func exactness() {
        let seed: UInt64 = 7
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let bits = generator.integer(50...58)
            let odd = (UInt128(generator.next()) >> UInt128(64 - bits)) | 1
            let number = odd << UInt128(generator.integer(12...60))
            guard number > UInt128(Int.max) else { continue }
            let expected = Double(exactly: number)
            #expect(LargeInteger.exactReal("\(number)") == expected, "seed \(seed): \(number)")
            #expect(LargeInteger.exactReal("-\(number)") == expected.map { -$0 }, "seed \(seed): \(number)")
        }
    }
}
