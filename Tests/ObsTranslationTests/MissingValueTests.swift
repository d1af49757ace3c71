import ObsFITS
import Testing

@testable import ObsTranslation

/// `missing:`, blank texts, NaN, and what tables and ranges take in the place of a value.
@Suite struct MissingValueTests {
    @Test(
        "missing: names values that mean none: numbers also as text, blank texts, NaN",
        arguments: [
            ("[0, none]", "none", true), ("[0, none]", 0, true), ("[0, none]", 0.0, true), ("[0]", "0", true),
            ("[0]", " 0 ", true), ("[-999]", -999.0, true), ("[-999]", "-999.0", true), ("['5']", 5, true),
            ("[0]", 1, false), ("[none]", "None", false), ("[0]", "", false), ("[0]", true, false),
            ("[true]", true, true), ("[2.5]", "2.5", true),
            ("[blank]", "", true), ("[blank]", "   ", true), ("[blank]", " a ", false), ("[blank]", 0, false),
            ("[blank]", "blank", false), ("[nan]", "blank", false),
            ("[nan]", "NaN", true), ("[nan]", " nan ", true), ("[nan]", "", false), ("[nan]", 0.0, false),
            ("[nan, blank, -1]", "", true), ("[nan, blank, -1]", "-1", true), ("[nan, blank, -1]", "nan", true),
            ("[nan]", .real(.nan), true),
        ] as [(String, HeaderValue, Bool)])
    func missing(_ one: (values: String, input: HeaderValue, isMissing: Bool)) throws {
        let result = try evaluate("{card: X, steps: [{missing: \(one.values)}]}", ["X": one.input])
        #expect(result.end == (one.isMissing ? .none : .value))
        if one.isMissing {
            #expect(result.reasons.count == 1 && result.reasons[0].contains("means that there is none"))
            let next = try evaluate(
                "[{card: X, steps: [{missing: \(one.values)}]}, {constant: next}]", ["X": one.input])
            #expect(next.value == "next" && next.flags == [])
        }
    }

    @Test("NaN is refused before any step sees it, unless missing: [nan] stands among them")
    func nan() throws {
        for steps in ["", "steps: [{missing: [0]}]", "steps: [{range: [0, 1], else: 0.5}]", "steps: [text]"] {
            let result = try evaluate("[{card: X, \(steps)}, {constant: 1}]", ["X": .real(.nan)])
            #expect(result.end == .refused && result.reason == "X is nan, not a finite number", "\(steps)")
        }
        #expect(try evaluate("{card: X, steps: [{scale: 2}, {missing: [nan]}]}", ["X": .real(.nan)]).end == .none)
        #expect(try evaluate("{card: [X, Y], steps: [{missing: [nan]}]}", ["X": .real(.nan), "Y": 2]).value == 2)
        // An infinity is a number that somebody computed.
        #expect(try evaluate("{card: X, steps: [{missing: [nan]}]}", ["X": .real(.infinity)]).end == .refused)
        // The rule behind a name has read the card already.
        let other = try evaluate("{value: v, steps: [{missing: [nan]}]}", ["X": .real(.nan)], more: "  v: {card: X}\n")
        #expect(other.end == .refused)
    }

    @Test("NaN that is missing is none in a condition, too")
    func nanInConditions() throws {
        let condition = "{test: {card: X, steps: [{missing: [nan]}], at_least: 0}}"
        #expect(try evaluate(condition, ["X": .real(.nan)]).value == false)
        #expect(try evaluate("{test: {card: X, at_least: 0}}", ["X": .real(.nan)]).end == .undecided)
    }

    @Test("A blank text is a text", arguments: ["", "  "])
    func blankText(_ text: String) throws {
        let result = try evaluate(.object, "{card: X}", ["X": .string(text)])
        #expect(result.value == .text(text) && result.flags == [])
    }

    @Test(
        "For a required property and exposure_group a blank text is refused, unless it means that there is none",
        arguments: [ObservationProperty.observationID, .physicalFilter, .observationType, .exposureGroup, .instrument])
    func blankRequired(_ property: ObservationProperty) throws {
        for text in ["", "  "] {
            let result = try evaluate(property, "[{card: X}, {constant: next}]", ["X": .string(text)])
            #expect(result.end == .refused && result.reason == "X is blank")
            let missing = try evaluate(
                property, "[{card: X, steps: [{missing: [blank]}]}, {constant: next}]", ["X": .string(text)])
            #expect(missing.value == "next" && missing.flags == [])
        }
        #expect(try evaluate(property, "{card: X}", ["X": " a"]).value == " a")
    }

    @Test("The package says which properties are required; exposure_group never takes a blank text")
    func requiredByThePackage() throws {
        let cards: [String: HeaderValue] = ["X": " "]
        #expect(try evaluate(.object, "{card: X}", cards, more: "required: [object]\n").end == .refused)
        #expect(try evaluate(.observationID, "{card: X}", cards, more: "required: [object]\n").value == " ")
        #expect(try evaluate(.exposureGroup, "{card: X}", cards, more: "required: []\n").end == .refused)
        // What a rule takes from its base is no other thing.
        let base = RuleSample.nullBase.replacing("observation_id: null", with: "observation_id: {card: X}")
        let translator = try RuleSample.translator("properties:\n  observation_id: {super: true}\n", over: [base])
        let result = translator.evaluate(slot: ObservationProperty.observationID.rawValue, header(cards))
        #expect(result.end == .refused)
    }

    @Test(
        "A blank text is refused as a number, a time or a position, unless it means that there is none",
        arguments: [
            (ObservationProperty.exposureID, "{card: X STEPS}"), (.exposureTime, "{card: X, unit: s STEPS}"),
            (.boresightAirmass, "{card: X STEPS}"), (.datetimeBegin, "{time: {iso: {card: X STEPS}}}"),
            (.datetimeBegin, "{time: {mjd: {card: X STEPS}}}"),
            (
                .trackingRADec,
                "{sky: {right_ascension: {card: X STEPS}, declination: {constant: 1}, right_ascension_unit: deg}}"
            ), (.altAzBegin, "{altaz: {azimuth: {card: X STEPS}, altitude: {constant: 1}}}"),
            (.location, "{location: {geocentric: [{card: X STEPS}, {constant: 1}, {constant: 1}]}}"),
        ])
    func blankNumbers(_ one: (property: ObservationProperty, rule: String)) throws {
        for text in ["", "   "] {
            let plain = one.rule.replacing(" STEPS", with: "")
            let result = try evaluate(one.property, "[\(plain), null]", ["X": .string(text)])
            #expect(result.end == .refused && result.reason?.hasPrefix("X is ") == true, "\(result.reasons)")
            let missing = one.rule.replacing(" STEPS", with: ", steps: [{missing: [blank]}]")
            let none = try evaluate(one.property, "[\(missing), null]", ["X": .string(text)])
            #expect(none.value == .null && none.flags == [])
        }
    }

    @Test(
        "What a table gives in the place of another value is flagged as a default, but for null",
        arguments: [
            ("{table: {a: b}, else: c}", "a", "b", []), ("{table: {a: b}, else: c}", "x", "c", .defaulted),
            ("{table: {a: b}, else: null}", "x", .null, []), ("{table: {a: null}, else: c}", "a", .null, []),
            ("{rename: {a: b}}", "x", "x", []),
        ] as [(String, HeaderValue, PropertyValue, ValueFlags)])
    func tables(_ one: (step: String, input: HeaderValue, expected: PropertyValue, flags: ValueFlags)) throws {
        let result = try evaluate("[{card: X, steps: [\(one.step)]}, {constant: next}]", ["X": one.input])
        #expect(result.value == one.expected && result.flags == one.flags && result.remarks == [])
    }

    @Test("A table without else: refuses, and the next alternative is not reached")
    func tableWithoutElse() throws {
        let result = try evaluate("[{card: X, steps: [{table: {a: b}}]}, {constant: next}]", ["X": "x"])
        #expect(result.end == .refused && result.reason == "X is 'x', which the table does not have")
    }

    @Test("What a range gives in the place of a value that is not believed is flagged as a fallback, and told")
    func ranges() throws {
        let rule = "{card: X, steps: [{range: [0, 1], else: 0.5}]}"
        #expect(try evaluate(rule, ["X": 0.25]).flags == [])
        let result = try evaluate(rule, ["X": 7.5])
        #expect(result.value == 0.5 && result.flags == .fallback)
        #expect(result.remarks == ["7.5 is outside of 0.0 to 1.0, so 0.5 is taken"])
        #expect(try evaluate("{card: X, steps: [{range: [0, 1]}]}", ["X": 7.5]).end == .refused)
        #expect(try evaluate(rule, ["X": "x"]).end == .refused)
        #expect(try evaluate(rule).end == .none)
    }
}
