import Testing

@testable import ObsFITS

@Suite struct CardTokenTests {
    private func value(_ text: String) -> HeaderValue? {
        CardImage.token(text.utf8.span)
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
}
