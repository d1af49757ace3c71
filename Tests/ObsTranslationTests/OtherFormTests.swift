import ObsFITS
import Testing

@testable import ObsTranslation

/// `form:`, the pattern for which a later alternative may be written.
@Suite struct OtherFormTests {
    private static let number = "{card: X, steps: [{form: '\\d+'}, integer]}"

    @Test(
        "A value of another form goes to the next alternative that takes the same card, without a flag",
        arguments: [
            "[\(number), {card: X}]", "[\(number), {card: NONE}, {card: X}]", "[\(number), {card: [NONE, X]}]",
            // Through intermediate results, parts of builders and what is made of them.
            "[{value: number}, {card: X}]", "[\(number), {value: text}]", "[{value: number}, {value: text}]",
            "[{value: numberOfNumber}, {value: textOfText}]",
            "[{text: '{n}', with: {n: \(number)}}, {card: X}]", "[\(number), {text: '{n}', with: {n: {card: X}}}]",
            "[{integer: n + 1, with: {n: \(number)}}, {join: [X, NONE], separator: '-'}]",
            "[{join: [{card: NONE}, \(number)], separator: '-'}, {card: X}]",
            "[{hash: \(number), hex_digits: 3}, {card: X}]",
            "[{sky: {right_ascension: \(number), declination: {constant: 1}, right_ascension_unit: deg}}, {card: X}]",
            "[{time: {mjd: \(number)}}, {card: X}]",
        ])
    func next(_ rule: String) throws {
        let more = """
              number: \(Self.number)
              text: {card: X}
              numberOfNumber: {value: number}
              textOfText: {value: text}

            """
        let other = try evaluate(rule, ["X": "abc"], more: more)
        #expect(other.value == "abc" && other.flags == [] && other.remarks == [], "\(other.reasons)")
    }

    @Test("The rule that super: stands for takes the card, too, and in it the rule above")
    func superRules() throws {
        func object(_ top: String, _ base: String) throws -> Evaluated {
            let translator = try RuleSample.translator(
                "properties:\n  object: \(top)\n",
                over: [RuleSample.nullBase.replacing("object: null", with: "object: \(base)")])
            return translator.evaluate(slot: ObservationProperty.object.rawValue, header(["X": "abc"]))
        }
        #expect(try object("[{super: true}, {card: X}]", "{card: X, steps: [{form: '\\d+'}]}").value == "abc")
        #expect(try object("[{card: X, steps: [{form: '\\d+'}]}, {super: true}]", "{card: X}").value == "abc")
        #expect(try object("[{super: true}, {constant: a}]", "{card: X, steps: [{form: '\\d+'}]}").end == .refused)
    }

    @Test("A property whose value is of another form goes to the next alternative that takes the property")
    func properties() throws {
        let more = "properties:\n  object: {card: OBJECT}\n"
        let form = "{property: object, steps: [{form: '\\d+'}]}"
        #expect(try evaluate("[\(form), {property: object}]", ["OBJECT": "abc"], more: more).value == "abc")
        // The card of the property is another thing than the property.
        #expect(try evaluate("[\(form), {card: OBJECT}]", ["OBJECT": "abc"], more: more).end == .otherForm)
    }

    @Test(
        "Where no later alternative takes the card, the value is refused, and no default behind is reached",
        arguments: [
            "[\(number), {constant: d}]", "[\(number), {card: Y}, null]",
            "[{card: Y, when: {card: NONE, is: present}}, \(number)]",
            "[{card: NONE}, \(number)]",
            // Conditions take no value.
            "[\(number), {constant: d, when: {card: X, equals: abc}}]",
            "[\(number), {test: {card: X, equals: abc}}]",
            // The last form is the last chance.
            "[\(number), {card: X, steps: [{form: '[A-Z]+'}]}, {constant: d}]",
            "[{text: '{n}', with: {n: \(number)}}, {constant: d}]",
            "[{join: [Y, \(number)], separator: '-'}, {card: Y}]",
            "{card: [X, Y], steps: [{form: '\\d+'}]}",
        ])
    func refused(_ rule: String) throws {
        let result = try evaluate(.object, rule, ["X": "abc", "Y": "y"])
        #expect(result.end == .refused, "\(String(describing: result.value))")
        #expect(result.reason?.hasPrefix("X is 'abc', not of the form ") == true)
    }

    @Test("With refused: next another alternative is taken where none is written for the form, and flagged")
    func passedOn() throws {
        let rule = "[{card: X, steps: [{form: '\\d+'}], refused: next}, {constant: d}]"
        let result = try evaluate(rule, ["X": "abc"])
        #expect(result.value == "d" && result.flags == .fallback)
        #expect(result.remarks == ["X is 'abc', not of the form \\d+"])
        // Where one is written for it, nothing was refused.
        let written = try evaluate(
            "[{card: X, steps: [{form: '\\d+'}], refused: next}, {card: X}]", ["X": "abc"])
        #expect(written.value == "abc" && written.flags == [])
    }

    @Test(
        "The first group of the pattern is the value, or all of it; a number is read as text",
        arguments: [
            ("form: 'HSC(\\d+)'", "HSC12", "12"), ("form: 'HSC\\d+'", "HSC12", "HSC12"), ("form: '\\d'", 5, "5"),
            ("form: '\\d\\.\\d'", 2.5, "2.5"),
        ] as [(String, HeaderValue, PropertyValue)])
    func value(_ one: (step: String, input: HeaderValue, expected: PropertyValue)) throws {
        #expect(try evaluate("{card: X, steps: [{\(one.step)}]}", ["X": one.input]).value == one.expected)
    }

    @Test(
        "In a condition a value of another form is none",
        arguments: [
            ("{card: X, steps: [{form: '\\d+'}], equals: abc}", false),
            ("{card: X, steps: [{form: '\\d+'}], known: false}", true),
            ("{card: X, steps: [{form: '\\d+'}], known: true}", false),
            ("{card: X, steps: [{form: '\\d+'}], after: 2000-01-01}", nil),
            // The next card of a list is looked at.
            ("{card: [X, Y], steps: [{form: '\\d+'}], equals: '5'}", true),
            ("{card: [X, Z], steps: [{form: '\\d+'}], equals: '5'}", false),
            // On the right side too.
            ("{card: Y, at_most: {card: X, steps: [{form: '\\d+'}]}}", false),
            ("{card: Y, same_as: {card: X, steps: [{form: '\\d+'}]}}", false),
            ("{card: X, same_as: [{card: X, steps: [{form: '\\d+'}]}, {card: X}]}", true),
            ("{value: number, equals: abc}", false), ("{value: number, known: false}", true),
            ("{join: [[{card: X, steps: [{form: '\\d+'}]}, {card: X}], Y], separator: '-', equals: abc-5}", true),
        ] as [(String, Bool?)])
    func conditions(_ condition: String, _ holds: Bool?) throws {
        let result = try evaluate(
            "{test: \(condition)}", ["X": "abc", "Y": 5], more: "  number: {card: X, steps: [{form: '\\d+'}]}\n")
        #expect(result.value == holds.map { .boolean($0) })
        #expect(result.end == (holds == nil ? .undecided : .value))
    }

    @Test("A card that is refused is not of another form")
    func refusedCard() throws {
        #expect(try evaluate("[\(Self.number), {card: X}]", ["X": .real(.nan)]).end == .refused)
        #expect(try evaluate("[\(Self.number), {card: X}]", ["X": true]).end == .refused)
    }
}
