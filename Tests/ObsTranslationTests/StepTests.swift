import ObsFITS
import TestSupport
import Testing

@testable import ObsTranslation

/// Steps, the value of the card X that they get, and what comes out; nil when they refuse it.
struct StepCase: Sendable, CustomTestStringConvertible {
    let steps: String
    let input: HeaderValue
    let expected: PropertyValue?
    let testDescription: String

    init(_ steps: String, _ input: HeaderValue, _ expected: PropertyValue?) {
        self.steps = steps
        self.input = input
        self.expected = expected
        testDescription = "\(input) through [\(steps)]"
    }
}

@Suite struct StepTests {
    private func check(_ one: StepCase) throws {
        let result = try evaluate("{card: X, steps: [\(one.steps)]}", ["X": one.input])
        #expect(result.value == one.expected)
        if one.expected == nil {
            #expect(result.end == .refused)
            #expect(result.reason?.hasPrefix("X is ") == true, "\(result.reason ?? "no reason")")
        }
    }

    @Test(
        "Steps change text",
        arguments: [
            StepCase("trim", "  a b\t", "a b"), .init("trim", "", ""), .init("trim", "   ", ""),
            .init("trim", " é ", "é"), .init("trim", 5, nil), .init("trim", true, nil),
            .init("lower", "AbÉ", "abÉ"), .init("upper", "AbÉé", "ABÉé"), .init("digits", "a1-2 ٣", "12"),
            .init("digits", "", ""), .init("length", "äb", 3), .init("length", 12, nil),
            .init("{replace: {a: b, bb: c}}", "aab", "cb"), .init("{replace: {'-': ''}}", "2013-02-10", "20130210"),
            .init("{replace: {a: aa}}", "aba", "aabaa"), .init("{replace: {x: y}}", "", ""),
            .init("{drop_prefix: ab}", "ababc", "c"), .init("{drop_prefix: ab}", "abab", ""),
            .init("{drop_prefix: ab}", "cab", "cab"), .init("{drop_prefix: ab}", "a", "a"),
            .init("{drop_suffix: ab}", "cabab", "c"), .init("{drop_suffix: ab}", "ab", ""),
            .init("{drop_suffix: ab}", "b", "b"), .init("{drop_suffix: é}", "aéé", "a"),
            .init("{before: T}", "aTbT", "a"), .init("{before: T}", "ab", "ab"), .init("{before: TT}", "aTTb", "a"),
            .init("{after: T}", "aTbT", "bT"), .init("{after: T}", "ab", "ab"), .init("{after: T}", "aT", ""),
            .init("{take: 2}", "abc", "ab"), .init("{take: 3}", "abc", "abc"), .init("{take: 4}", "abc", nil),
            .init("{split: ',', item: 0}", "a,b,,c", "a"), .init("{split: ',', item: 2}", "a,b,,c", ""),
            .init("{split: ',', item: 3}", "a,b,,c", "c"), .init("{split: ',', item: 4}", "a,b,,c", nil),
            .init("{split: ', ', item: 1}", "a, b,c", "b,c"), .init("{split: ',', item: 0}", "", ""),
            .init("{pattern: 'HSC([A-Z])\\d+'}", "HSCA123", "A"),
            .init("{pattern: 'HSC[A-Z]\\d+'}", "HSCA123", "HSCA123"),
            .init("{pattern: 'HSC([A-Z])\\d+'}", "xHSCA123", nil), .init("{pattern: '(a)?b'}", "b", nil),
        ])
    func text(_ one: StepCase) throws { try check(one) }

    @Test(
        "Steps look values up",
        arguments: [
            StepCase("{table: {a: 1, b: null}}", "a", 1), .init("{table: {a: 1}}", "A", nil),
            .init("{table: {1: one}}", 1, "one"), .init("{table: {1: one}}", "1", "one"),
            .init("{table: {1: one}}", 1.0, "one"), .init("{table: {1: one}}", 1.5, nil),
            .init("{table: {true: 5}}", true, 5),
            .init("{rename: {a: 1.5}}", "a", 1.5), .init("{rename: {a: 1}}", "b", "b"),
            .init("{rename: {1: 2}}", 2.5, 2.5), .init("{table: {a: b}}, {table: {b: c}}", "a", "c"),
            // A null in a table is a value: the header rightly does not say, and no further step is asked.
            .init("{table: {b: null}}, lower", "b", .null), .init("{rename: {b: null}}, integer", "b", .null),
        ])
    func tables(_ one: StepCase) throws { try check(one) }

    @Test(
        "Steps read numbers and make text",
        arguments: [
            StepCase("integer", " 42 ", 42), .init("integer", "-7", -7), .init("integer", "4.0", nil),
            .init("integer", "", nil), .init("integer", "12_3", nil), .init("integer", "9223372036854775808", nil),
            .init("integer", 4.0, 4), .init("integer", 4.5, nil), .init("integer", 1e300, nil),
            .init("integer", 9_007_199_254_740_994.0, nil), .init("integer", true, nil),
            .init("number", "1e3", 1000.0), .init("number", " -0.5", -0.5), .init("number", 3, 3.0),
            .init("number", "nan", nil), .init("number", "inf", nil), .init("number", "1e999", nil),
            .init("number", "0x10", nil), .init("number", "1,5", nil), .init("number", ".", nil),
            .init("number", false, nil),
            .init("text", 5, "5"), .init("text", 2.5, "2.5"), .init("text", "a", "a"), .init("text", true, nil),
            .init("ordinal", "A", 0), .init("ordinal", "z", 25), .init("ordinal", "AB", nil),
            .init("ordinal", "[", nil),
            .init("ordinal", "é", nil), .init("ordinal", "", nil), .init("ordinal", 1, nil),
            .init("sexagesimal", "-01:30:00", -1.5), .init("sexagesimal", "12.25", 12.25), .init("sexagesimal", 5, 5.0),
            .init("sexagesimal", "1:2:3:4", nil), .init("sexagesimal", "", nil), .init("sexagesimal", "01:61:00", nil),
            .init("{days_since: 2010-01-01}", 20_100_101, 0), .init("{days_since: 2010-01-01}", "20091231", -1),
            // 8 years with two leap days.
            .init("{days_since: 2010-01-01}", 20_180_101, 2922), .init("{days_since: 2010-01-01}", 20_180_230, nil),
            .init("{days_since: 2010-01-01}", "today", nil), .init("{days_since: 2010-01-01}", 1e18, nil),
            .init("{seconds_since: '2015-01-01T00:00:00'}", "2015-01-02T00:00:01", 86_401),
            // The leap second of 2016 is not counted.
            .init("{seconds_since: '2016-12-31T00:00:00'}", "2017-01-01T00:00:00", 86_400),
            .init("{seconds_since: '2015-01-01T00:00:00'}", "2014-12-31T23:59:59", -1),
            .init("{seconds_since: '2015-01-01T00:00:00'}", "2015-02-29T00:00:00", nil),
            .init("{seconds_since: '2015-01-01T00:00:00'}", "2015-01-01", nil),
            .init("{seconds_since: '2015-01-01T00:00:00'}", "2015-01-01T24:00:00", nil),
        ])
    func reading(_ one: StepCase) throws { try check(one) }

    @Test(
        "Steps compute",
        arguments: [
            StepCase("{scale: -2}", 3, -6.0), .init("{scale: 2}", "1.5", 3.0), .init("{scale: 1e308}", 1e10, nil),
            .init("{scale: 2}", "a", nil), .init("{offset: 180}", -10, 170.0), .init("{offset: 1e308}", 1.7e308, nil),
            .init("{wrap: 360}", 370.0, 10.0), .init("{wrap: 360}", -10, 350.0), .init("{wrap: 360}", 360, 0.0),
            .init("{wrap: 360}", -1e-20, 0.0), .init("{wrap: [-180, 180]}", 190.0, -170.0),
            .init("{wrap: [-180, 180]}", 180.0, -180.0), .init("{wrap: 360}", 359, 359),
            .init("{wrap: 360}", 1e-300, 1e-300),
            .init("{wrap: [-1.5e308, 1.5e308]}", 1.7e308, nil),
            .init("{round_down: 2}", 7, 6), .init("{round_down: 2}", -7, -8),
            .init("{round_down: 1}", 56_317.9, 56_317.0),
            .init("{round_down: 2}", .integer(.min), .integer(.min)), .init("{round_down: 3}", .integer(.min), nil),
            .init("{round_down: 0.5}", 1.7, 1.5), .init("{round: 1}", 2.5, 2.0), .init("{round: 1}", 3.5, 4.0),
            .init("{round: 10}", 14, 10.0), .init("{round: 5e-324}", 1e300, nil),
            .init("{minimum: 0}", -1, 0.0), .init("{minimum: 0}", 1, 1), .init("{minimum: 0}", "1", 1.0),
            .init("{maximum: 10}", 11, 10.0), .init("{maximum: 10}", 10, 10), .init("{maximum: 10}", true, nil),
            .init("{range: [0, 10]}", 10, 10), .init("{range: [0, 10]}", 0.0, 0.0),
            .init("{range: [0, 10]}", 10.1, nil),
            .init("{range: [0, 10], else: 4}", 11, 4.0), .init("{range: [0, 10], else: 4}", "11", 4.0),
            .init("{range: [0, 10], else: 4}", "x", nil),
        ])
    func numbers(_ one: StepCase) throws { try check(one) }

    @Test(
        "A value that is clipped, invented or read from text says so",
        arguments: [
            ("[{minimum: 0}]", -1, .clipped), ("[{minimum: 0}]", 1, []),
            ("[{maximum: 0}]", 1, .clipped), ("[{range: [0, 1], else: 0.5}]", 2, .fallback),
            ("[{range: [0, 1], else: 0.5}]", 1, []), ("[{scale: 2}]", "3", .cast), ("[{scale: 2}]", 3, []),
            ("[{range: [0, 1], else: 0.5}]", "7", [.cast, .fallback]), ("[number, {scale: 2}]", "3", []),
            ("[integer]", "3", []), ("[sexagesimal]", "3:00", []), ("[text]", 3, []), ("[{round_down: 2}]", "3", .cast),
        ] as [(String, HeaderValue, ValueFlags)])
    func flags(_ one: (steps: String, input: HeaderValue, expected: ValueFlags)) throws {
        #expect(try evaluate("{card: X, steps: \(one.steps)}", ["X": one.input]).flags == one.expected)
    }

    @Test("A refused value leaves no flag behind but that another was taken in its place")
    func refusedValuesHaveNoFlags() throws {
        let result = try evaluate(
            "[{card: X, steps: [{minimum: 0}, {range: [5, 6]}], refused: next}, {constant: 1}]", ["X": "-3"])
        #expect(result.value == 1)
        #expect(result.flags == .fallback)
    }

    @Test("Steps wrap into their interval and change a number by whole turns only", arguments: [UInt64(1), 2, 3])
    func wraps(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let low = generator.number(-720...720)
            let period = generator.number(0.001...1000)
            let number = generator.number(-1e6...1e6)
            let wrapped = WrapStep.wrap(number, low, low + period)
            #expect(wrapped >= low && wrapped < low + period, "seed \(seed): \(number) into \(low) \(period)")
            let turns = (number - wrapped) / period
            #expect(abs(turns - turns.rounded()) < 1e-5, "seed \(seed): \(number) into \(low) \(period)")
        }
    }

    @Test("Steps on a long text take time linear in it", .timeLimit(.minutes(1)))
    func longText() throws {
        let long = String(repeating: "ab", count: 100_000)
        let input: [String: HeaderValue] = ["X": .string(long)]
        #expect(try evaluate("{card: X, steps: [{drop_prefix: a}, {drop_suffix: b}, length]}", input).value == 199_998)
        #expect(try evaluate("{card: X, steps: [{drop_prefix: ab}]}", input).value == "")
        #expect(try evaluate("{card: X, steps: [{drop_suffix: ab}]}", input).value == "")
        #expect(try evaluate("{card: X, steps: [{replace: {a: cd}}, length]}", input).value == 300_000)
        #expect(try evaluate("{card: X, steps: [{split: b, item: 10000}]}", input).value == "a")
        #expect(try evaluate("{card: X, steps: [{pattern: '[ab]*'}, length]}", input).value == 200_000)
        #expect(try evaluate("{card: X, steps: [trim, lower, upper, digits]}", input).value == "")
    }
}
