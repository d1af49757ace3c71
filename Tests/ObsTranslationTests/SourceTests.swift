import ObsFITS
import ObsTime
import Testing

@testable import ObsTranslation

@Suite struct SourceTests {
    @Test("A constant is itself, a default says that it is invented, null is a value")
    func constants() throws {
        #expect(try evaluate("{constant: a}").value == "a")
        #expect(try evaluate("{constant: 5}").value == 5)
        #expect(try evaluate("{constant: '5'}").value == "5")
        #expect(try evaluate("{constant: 1.5}").value == 1.5)
        #expect(try evaluate("{constant: true}").value == true)
        #expect(try evaluate("{constant: null}").value == .null)
        #expect(try evaluate("null").value == .null)
        #expect(try evaluate("{constant: a}").flags == [])
        let invented = try evaluate("{default: 5}")
        #expect(invented.value == 5)
        #expect(invented.flags == .defaulted)
    }

    @Test("fail: refuses with its reason, and a later alternative tries only where the rule says so")
    func fail() throws {
        let failed = try evaluate("{fail: nobody wrote it down}")
        #expect(failed.end == .refused)
        #expect(failed.reasons == ["nobody wrote it down"])
        #expect(try evaluate("[{fail: nobody}, {constant: 1}]").reason == "nobody")
        let next = try evaluate("[{fail: nobody, refused: next}, {constant: 1}]")
        #expect(next.value == 1 && next.flags == .fallback && next.remarks == ["nobody"])
    }

    @Test("A card gives its value, as it is", arguments: ["text", "", " a ", 5, -1.5, true] as [HeaderValue])
    func card(_ value: HeaderValue) throws {
        let result = try evaluate("{card: X}", ["X": value])
        #expect(result.value == PropertyValue(value))
        #expect(result.cards == ["X"])
        #expect(result.remarks == [])
    }

    @Test("An undefined card is as if it were not there; an unusable one is refused", arguments: unusableValues)
    func unusableCard(_ value: HeaderValue) throws {
        let result = try evaluate("{card: X}", ["X": value])
        #expect(result.value == nil)
        #expect(result.reasons.count == 1)
        #expect(result.end == (value.isUndefined ? .none : .refused))
        #expect(result.reasons[0].hasPrefix("X "))
        #expect(try evaluate("[{card: X}, {constant: 1}]", ["X": value]).value == (value.isUndefined ? 1 : nil))
        #expect(try evaluate("{card: [X, Y]}", ["X": value, "Y": 2]).value == (value.isUndefined ? 2 : nil))
    }

    @Test("An absent card is named in the reason")
    func absentCard() throws {
        let result = try evaluate("{card: [X, LONG NAME]}")
        #expect(result.value == nil)
        #expect(result.end == .none)
        #expect(result.reasons == ["there is no X card", "there is no LONG NAME card"])
    }

    @Test("Each of several cards has its own unit, and the rule's unit is for those without")
    func unitsOfCards() throws {
        let rule = "{card: [{name: P, unit: Pa}, {name: Q, unit: mbar}, R], unit: bar}"
        for (card, number) in [("P", 77_900.0), ("Q", 779), ("R", 0.779)] {
            let result = try evaluate(.pressure, rule, [card: .real(number)])
            #expect(result.value == 779.0, "\(card)")
        }
    }

    @Test("The unit of a card inside a rule is not that of what is made of it")
    func unitsStayWithTheirCard() throws {
        let base = RuleSample.nullBase.replacing("pressure: null", with: "pressure: {card: [{name: P, unit: Pa}]}")
        let translator = try RuleSample.translator("properties:\n  pressure: {super: true}\n", over: [base])
        #expect(translator.translate(header(["P": 77_900])).info.pressure == 779)
        let time = try evaluate(
            .datetimeBegin, "{time: {iso: D, scale: tai, plus: {card: [{name: E, unit: min}]}}}",
            ["D": "2020-01-01T00:00:00", "E": 2])
        #expect(time.value == .instant(try Instant(iso: "2020-01-01T00:02:00", scale: .tai)))
        let sum = try evaluate(
            .exposureTime, "{integer: a + b, with: {a: {card: [{name: A, unit: min}]}, b: {card: B}}, unit: s}",
            ["A": 2, "B": 1])
        #expect(sum.value == 121.0)
    }

    @Test("A card of a named HDU is looked up there alone")
    func cardOfHDU() throws {
        let surroundings = Surroundings(hdus: [("primary", header(["X": 1])), ("REB", header(["Y": 2]))])
        func value(_ rule: String) throws -> PropertyValue? {
            try evaluate(rule, ["X": 3, "Y": 4], surroundings: surroundings).value
        }
        #expect(try value("{card: X}") == 3)
        #expect(try value("{card: X, hdu: primary}") == 1)
        #expect(try value("{card: [X, Y], hdu: REB}") == 2)
        #expect(try value("{card: X, hdu: REB}") == nil)
        let missing = try evaluate("{card: X, hdu: NONE}", ["X": 3], surroundings: surroundings)
        #expect(missing.value == nil)
        #expect(missing.reasons == ["the file has no HDU 'NONE'"])
        #expect(try RuleSample.rules("values:\n  v: {card: X, hdu: REB}\n").namesHDUs)
        #expect(try !RuleSample.rules("values:\n  v: {card: X}\n").namesHDUs)
    }

    @Test(
        "Cards are found by a pattern of their names, and give a value, a name or another card",
        arguments: [
            ("{card_matching: 'VER\\d', give: value}", "1"), ("{card_matching: 'VER\\d', give: name}", "VER1"),
            ("{card_matching: 'KEY(\\d)', equals: OBS_GIT, give: 'VER{1}'}", "2"),
            ("{card_matching: 'KEY\\d', starts_with: OBS, give: name}", "KEY2"),
            ("{card_matching: 'KEY\\d', equals: nothing}", nil), ("{card_matching: 'NO.*'}", nil),
            // The card that is named must be there: the next match is tried.
            ("{card_matching: '(KEY)(\\d)', give: 'V{2}{1}'}", "found"),
        ] as [(String, PropertyValue?)])
    func cardMatching(_ rule: String, _ expected: PropertyValue?) throws {
        let cards: [String: HeaderValue] = [
            "KEY1": "AFW_GIT", "KEY2": "OBS_GIT", "VER1": "1", "VER2": "2", "VER3": .undefined, "V2KEY": "found",
        ]
        let result = try evaluate(rule, cards)
        #expect(result.value == expected)
        if expected == nil { #expect(result.reasons == ["no card has such a name and value"]) }
    }

    @Test("property: and value: give what another rule gives, with its flags")
    func references() throws {
        let more = "properties:\n  object: [{card: OBJECT}, {default: none}]\n"
        let result = try evaluate("{property: object, steps: [upper]}", more: more)
        #expect(result.value == "NONE")
        #expect(result.flags == .defaulted)
        let chain = try evaluate("{value: other}", ["A": "5"], more: "  other: {card: A, steps: [{scale: 2}]}\n")
        #expect(chain.value == 10.0)
        #expect(chain.flags == .cast)
        let failed = try evaluate("{value: other}", more: "  other: {card: A}\n")
        #expect(failed.value == nil)
        #expect(failed.reasons == ["there is no A card", "other has no value"])
        let extensions = "extensions:\n  gain: {type: number, about: The gain., rule: {card: GAIN}}\n"
        #expect(try evaluate("{property: ext_gain}", ["GAIN": 2], more: extensions).value == 2.0)
    }

    @Test("super: gives what the rule that is replaced gives, through any number of bases")
    func superRule() throws {
        let base =
            RuleSample.nullBase
            .replacing("object: null", with: "object: {card: A}").replacing(
                "properties:", with: "values:\n  v: {card: V}\nproperties:")
            + "extensions:\n  e: {type: text, rule: {card: E}}\n"
        let middle = "properties:\n  object: [{card: B}, {super: true}]\n"
        let top = """
            properties:
              object: [{card: C}, {super: true, steps: [lower]}]
              telescope: {value: v}
            values:
              v: {super: true, steps: [upper]}
            extensions:
              e: {type: text, rule: {super: true, steps: [lower]}}
            """
        let translator = try RuleSample.translator(top, over: ["schema: obskit/translation/2\n" + middle, base])
        func object(_ cards: [String: HeaderValue]) -> String? { translator.translate(header(cards)).info.object }
        #expect(object(["A": "X", "B": "Y", "C": "Z"]) == "Z")
        #expect(object(["A": "X", "B": "Y"]) == "y")
        #expect(object(["A": "X"]) == "x")
        #expect(object([:]) == nil)
        let info = translator.translate(header(["V": "t", "E": "E"])).info
        #expect(info.telescope == "T")
        #expect(info.extensions == ["e": "e"])
    }

    @Test("test: is true or false, never without a value")
    func test() throws {
        #expect(try evaluate("{test: {card: X, equals: 1}}", ["X": 1]).value == true)
        #expect(try evaluate("{test: {card: X, equals: 1}}").value == false)
    }

    @Test("Of alternatives the first that has a value is taken, under its condition")
    func alternatives() throws {
        let rule = "[{card: A, when: {card: W, equals: 1}}, {card: B, unless: {card: U, is: present}}, {card: C}]"
        #expect(try evaluate(rule, ["A": "a", "B": "b", "C": "c", "W": 1]).value == "a")
        #expect(try evaluate(rule, ["A": "a", "B": "b", "C": "c", "W": 2]).value == "b")
        #expect(try evaluate(rule, ["A": "a", "B": "b", "C": "c", "U": .undefined]).value == "c")
        #expect(try evaluate(rule, ["A": "a", "U": 1]).value == nil)
        // Both conditions must allow it, and null ends the search.
        let both = "[{card: A, when: {card: W, is: defined}, unless: {card: U, is: defined}}, null, {card: B}]"
        #expect(try evaluate(both, ["A": "a", "W": 1]).value == "a")
        #expect(try evaluate(both, ["A": "a", "B": "b", "W": 1, "U": 1]).value == .null)
    }

    @Test("A property takes only its own kind, cast without loss and never silently")
    func typing() throws {
        func typed(_ property: ObservationProperty, _ value: HeaderValue) throws -> Evaluated {
            try evaluate(property, "{card: X\(property.dimension == nil ? "" : ", unit: s")}", ["X": value])
        }
        #expect(try typed(.object, 76).value == "76")
        #expect(try typed(.object, 76).flags == .cast)
        #expect(try typed(.object, true).value == nil)
        #expect(try typed(.exposureID, " 22 ").value == 22)
        #expect(try typed(.exposureID, "22").flags == .cast)
        #expect(try typed(.exposureID, 22.0).value == 22)
        for value in ["7.0", "12_3", "", 7.9, 1e300, true] as [HeaderValue] {
            let result = try typed(.exposureID, value)
            #expect(result.value == nil, "\(value)")
            #expect(result.end == .refused && result.reason?.hasSuffix("not a whole number") == true, "\(value)")
        }
        #expect(try typed(.exposureTime, "55").value == 55.0)
        #expect(try typed(.exposureTime, 55).flags == [])
        #expect(try typed(.exposureTime, "NaN").value == nil)
        #expect(try typed(.exposureTime, "55").flags == .cast)
        #expect(try typed(.boresightAirmass, true).value == nil)
        #expect(try typed(.canSeeSky, true).value == true)
        for value in [1, "true", 0.0] as [HeaderValue] {
            #expect(try typed(.canSeeSky, value).value == nil, "\(value)")
        }
        #expect(try typed(.datetimeBegin, "2020-01-01").value == nil)
        #expect(try typed(.location, 5).value == nil)
    }

    @Test("A card that is there more than once is pointed out; the last one counts")
    func repeated() throws {
        let translator = try RuleSample.translator("values:\n  v: {card: X}\n")
        let result = translator.evaluate(
            slot: translator.rules.valueBase, Header(cards: [Card("X", 1), Card("X", 2)]))
        #expect(result.value == 2)
        #expect(result.flags == .repeated)
    }
}

extension PropertyValue {
    fileprivate init?(_ value: HeaderValue) {
        switch value {
        case .string(let text): self = .text(text)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .logical(let truth): self = .boolean(truth)
        default: return nil
        }
    }
}
