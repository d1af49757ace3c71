import ObsFITS
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct CompositeSourceTests {
    @Test(
        "join: leaves out what has no value",
        arguments: [
            (["A": "a", "B": "b"], "a~b"), (["A": "a"], "a"), (["B": 5], "5"), (["A": "", "B": "b"], "~b"),
            ([:], nil), (["A": .undefined], nil),
        ] as [([String: HeaderValue], PropertyValue?)])
    func join(_ cards: [String: HeaderValue], _ expected: PropertyValue?) throws {
        #expect(try evaluate("{join: [A, {card: B}], separator: '~'}", cards).value == expected)
        #expect(try evaluate("{join: [A, null, B], separator: '~'}", cards).value == expected)
    }

    @Test(
        "text: fills its fields, and has no value when one of them has none",
        arguments: [
            ("{text: '{n}', with: {n: {card: N}}}", "7"), ("{text: 'ccd{n:02}!', with: {n: {card: N}}}", "ccd07!"),
            ("{text: '{n:05}', with: {n: {card: M}}}", "-0042"), ("{text: '{n:02}', with: {n: {card: M}}}", "-42"),
            ("{text: '{n:03}{n}', with: {n: {card: T}}}", "0xyxy"), ("{text: '{n}', with: {n: {card: R}}}", "2.5"),
            ("{text: 'fixed'}", "fixed"), ("{text: ''}", ""), ("{text: '{other} {object}'}", "5 M31"),
            ("{text: '{n}', with: {n: {card: NONE}}}", nil), ("{text: '{n}', with: {n: null}}", nil),
            // with: comes before values:, and those before properties.
            ("{text: '{object}', with: {object: {constant: mine}}}", "mine"),
            ("{text: '{a}', with: {a: {text: '<{b}>', with: {b: {card: T}}}}}", "<xy>"),
        ] as [(String, PropertyValue?)])
    func text(_ rule: String, _ expected: PropertyValue?) throws {
        let cards: [String: HeaderValue] = ["N": 7, "M": -42, "T": "xy", "R": 2.5]
        let more = "  other: {constant: 5}\nproperties:\n  object: {constant: M31}\n"
        let result = try evaluate(rule, cards, more: more)
        #expect(result.value == expected)
        if expected == nil { #expect(result.reasons.contains("n has no value")) }
    }

    @Test(
        "integer: computes with whole numbers, and fails rather than overflow",
        arguments: [
            ("a * 100 + b", 5, 7, 507), ("a + b", "5", 7.0, 12), ("a + b", 5.5, 7, nil), ("a + b", "x", 7, nil),
            ("a * b", .integer(.max), 2, nil), ("a div b", 5, 0, nil), ("a + b", true, 1, nil),
            ("a + b", .undefined, 1, nil),
        ] as [(String, HeaderValue, HeaderValue, PropertyValue?)])
    func integer(_ one: (expression: String, a: HeaderValue, b: HeaderValue, expected: PropertyValue?)) throws {
        let result = try evaluate(
            "{integer: '\(one.expression)', with: {a: {card: A}, b: {card: B}}}", ["A": one.a, "B": one.b])
        #expect(result.value == one.expected)
        if one.expected == nil { #expect(!result.reasons.isEmpty) }
    }

    @Test("integer: says with which values it failed")
    func integerReason() throws {
        let result = try evaluate("{integer: 'a * a', with: {a: {card: A}}}", ["A": .integer(.max)])
        #expect(
            result.end == .refused
                && result.reason == "a * a cannot be computed in 64 bits with a = 9223372036854775807")
    }

    @Test(
        "pack: puts digits together, the first the least significant, and refuses one that is too large",
        arguments: [
            ([25, 229_388], 22_938_825), ([0, 0], 0), ([99, 33_554_431], 3_355_443_199), ([100, 1], nil),
            ([-1, 1], nil),
            ([1, 33_554_432], nil), (["25", 229_388.0], 22_938_825), ([2.5, 1], nil), ([.undefined, 1], nil),
            ([1, true], nil),
        ] as [([HeaderValue], PropertyValue?)])
    func pack(_ digits: [HeaderValue], _ expected: PropertyValue?) throws {
        let result = try evaluate(
            "{pack: [{of: A, size: 100}, {of: B, size: 33554432}]}", ["A": digits[0], "B": digits[1]])
        #expect(result.value == expected)
        if expected == nil { #expect(!result.reasons.isEmpty) }
    }

    @Test("What was packed can be unpacked", arguments: [UInt64(1), 2])
    func packing(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let sizes = (0..<numbers.integer(1...5)).map { _ in numbers.integer(1...4000) }
            let digits = sizes.map { numbers.integer(0...$0 - 1) }
            let rule = sizes.indices.map { "{of: C\($0), size: \(sizes[$0])}" }.joined(separator: ", ")
            let cards = Dictionary(
                uniqueKeysWithValues: digits.indices.map { ("C\($0)", HeaderValue.integer(digits[$0])) })
            let packed = try #require(try evaluate("{pack: [\(rule)]}", cards).value?.asInteger)
            var rest = packed
            for (digit, size) in zip(digits, sizes) {
                #expect(rest % size == digit, "seed \(seed), \(digits) in \(sizes)")
                rest /= size
            }
            #expect(rest == 0, "seed \(seed), \(digits) in \(sizes)")
        }
    }

    @Test(
        "hash: is the beginning of the BLAKE2b hash of ASCII text",
        arguments: [
            // hashlib.blake2b(b"abc").hexdigest() begins with ba80a53f981c4d0d.
            ("abc", 14, 0xba80a53f981c4d), ("abc", 1, 0xb), ("abc", 15, 0xba80a53f981c4d0), ("", 4, 0x786a),
            ("é", 4, nil),
            (5, 4, nil), (.undefined, 4, nil),
        ] as [(HeaderValue, Int, PropertyValue?)])
    func hash(_ one: (input: HeaderValue, digits: Int, expected: PropertyValue?)) throws {
        let result = try evaluate("{hash: X, hex_digits: \(one.digits)}", ["X": one.input])
        #expect(result.value == one.expected)
        if one.expected == nil { #expect(!result.reasons.isEmpty) }
    }

    private final class TwoChips: DetectorDirectory {
        func detector(_ key: DetectorKey, equalTo value: String) -> DetectorEntry? {
            let chips = [
                DetectorEntry(number: 1, name: "29", uniqueName: "S29", serial: "A-1", group: "S"),
                DetectorEntry(number: 2, name: "30", uniqueName: "S30", serial: nil, group: nil),
            ]
            return chips.first { chip in
                switch key {
                case .number: "\(chip.number)" == value
                case .uniqueName: chip.uniqueName == value
                case .serial: chip.serial == value
                }
            }
        }
    }

    @Test(
        "detector: gives a fact of the detector that is found by its key",
        arguments: [
            ("{detector: number, by: {unique_name: X}}", "S30", 2), ("{detector: name, by: {number: X}}", 1, "29"),
            ("{detector: name, by: {number: X}}", 1.0, "29"), ("{detector: name, by: {number: X}}", "1", "29"),
            ("{detector: unique_name, by: {serial: X}}", "A-1", "S29"),
            ("{detector: serial, by: {number: X}}", 1, "A-1"),
            ("{detector: group, by: {number: X}}", 1, "S"),
            // No group is a fact, no serial is not known.
            ("{detector: group, by: {number: X}}", 2, .null), ("{detector: serial, by: {number: X}}", 2, nil),
            ("{detector: name, by: {number: X}}", 3, nil), ("{detector: name, by: {number: X}}", .undefined, nil),
        ] as [(String, HeaderValue, PropertyValue?)])
    func detector(_ one: (rule: String, input: HeaderValue, expected: PropertyValue?)) throws {
        let surroundings = Surroundings(detectors: TwoChips())
        #expect(try evaluate(one.rule, ["X": one.input], surroundings: surroundings).value == one.expected)
        let alone = try evaluate(one.rule, ["X": one.input])
        #expect(alone.value == nil)
        #expect(alone.end == .refused && alone.reason == "no camera is at hand in which to look a detector up")
    }

    private struct Broken: Error, CustomStringConvertible { let description = "it is broken" }

    @Test("hook: gives what the package's Swift gives, and fails with its error")
    func hook() throws {
        let rules = """
            properties:
              object: {card: OBJECT}
              exposure_id: {hook: number}
              visit_id: {hook: broken}
              observation_counter: {hook: nothing}
              telescope: {hook: text, steps: [upper]}
              exposure_time: {hook: wrong}
              dark_time: {hook: infinite}
              science_program: {hook: absent}
            """
        let hooks: [String: TranslationHook] = [
            "number": TranslationHook { context in
                #expect(context.header["OBJECT"] == "M31")
                return context.value(of: .object) == "M31" ? .value(5) : .none
            },
            "broken": TranslationHook { _ in throw Broken() },
            "nothing": TranslationHook { _ in .value(.null) },
            "text": TranslationHook { context in .value(context.value(of: .telescope) ?? "blanco") },
            "wrong": TranslationHook { _ in .value("long") },
            "infinite": TranslationHook { _ in .value(.real(.infinity)) },
        ]
        let translator = try RuleSample.translator(rules, hooks: hooks)
        #expect(translator.rules.hookNames == ["absent", "broken", "infinite", "nothing", "number", "text", "wrong"])
        let report = translator.translate(header(["OBJECT": "M31"]))
        #expect(report.info.exposureID == 5)
        #expect(report.info.telescope == "BLANCO")
        #expect(report.info.observationCounter == nil)
        let reasons = Dictionary(uniqueKeysWithValues: report.failures.map { ($0.property, $0.summary) })
        #expect(
            reasons == [
                "visit_id": "the hook 'broken' failed: it is broken",
                "exposure_time": "the hook 'wrong' is 'long', not a number",
                "dark_time": "the hook 'infinite' is inf, not a number",
                "science_program":
                    "the hook 'absent' is not linked; link the package's module, or use a tool that does",
            ])
    }
}
