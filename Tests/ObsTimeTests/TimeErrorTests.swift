import Testing

@testable import ObsTime

@Suite struct TimeErrorTests {
    @Test(
        "Text from outside is quoted, cut and made printable",
        arguments: [
            ("abc", "\"abc\""), ("", "\"\""), ("a\nb", "\"a\\x0Ab\""), ("a\u{7F}é", "\"a\\x7F\\xC3\\xA9\""),
            ("é", "\"é\""),
            (String(repeating: "x", count: 50), "\"\(String(repeating: "x", count: 48))…\" (50 bytes)"),
        ])
    func quoted(text: String, expected: String) {
        #expect(TimeError.quoted(text) == expected)
    }

    @Test("An error prints its message and its code")
    func description() {
        let error = TimeError(.syntax, "\"x\" is not a date")
        #expect(error.description == "\"x\" is not a date [time-syntax]")
    }

    @Test("Others may add codes of their own")
    func extensible() {
        let code = TimeError.Code(rawValue: "mycam.shutter")
        #expect(TimeError(code, "late").code == code)
        #expect(code != .syntax)
    }
}
