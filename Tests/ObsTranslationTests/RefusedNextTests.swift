import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// `refused: next`, and the cards of a list.
@Suite struct RefusedNextTests {
    private static let rule = "[{card: X, steps: [number], refused: next}, {card: Y}]"

    @Test("The next alternative is taken, flagged, and the refusal is told")
    func taken() throws {
        let result = try evaluate(Self.rule, ["X": "n/a", "Y": 5])
        #expect(result.value == 5 && result.flags == .fallback)
        #expect(result.remarks == ["X is 'n/a', not a number"])
    }

    @Test("What is better is taken without a flag; so is the next where the first is none")
    func better() throws {
        let sound = try evaluate(Self.rule, ["X": "1.5", "Y": 5])
        #expect(sound.value == 1.5 && sound.flags == [] && sound.remarks == [])
        let none = try evaluate(Self.rule, ["Y": 5])
        #expect(none.value == 5 && none.flags == [] && none.remarks == [])
    }

    @Test("Where nothing is there later, the refusal is the reason")
    func nothingLater() throws {
        let result = try evaluate(Self.rule, ["X": "n/a"])
        #expect(result.end == .refused && result.reason == "X is 'n/a', not a number" && result.flags == [])
        let refused = try evaluate(Self.rule, ["X": "n/a", "Y": .real(.nan)])
        #expect(refused.end == .refused && refused.reason?.hasPrefix("Y is nan") == true)
    }

    @Test("Null is a value that is taken, too")
    func nullLater() throws {
        let result = try evaluate("[{card: X, steps: [number], refused: next}, null]", ["X": "n/a"])
        #expect(result.value == .null && result.flags == .fallback && result.remarks.count == 1)
        // Of a null nothing else is told: it is nobody's default.
        let table = "{value: v, steps: [{table: {a: b}, else: null}]}"
        #expect(try evaluate(table, more: "  v: {default: c}\n").flags == [])
    }

    @Test("A condition that cannot be decided lets the next try as well; one that does not hold tells nobody")
    func conditions() throws {
        let rule = "[{card: X, when: {card: C, greater_than: 1}, refused: next}, {card: Y}]"
        let undecided = try evaluate(rule, ["X": 1, "C": "x", "Y": 2])
        #expect(undecided.value == 2 && undecided.flags == .fallback && undecided.remarks.count == 1)
        let not = try evaluate(rule, ["X": 1, "C": 0, "Y": 2])
        #expect(not.value == 2 && not.flags == [])
    }

    @Test("Several alternatives may pass on, and each is told")
    func several() throws {
        let rule = "[{card: X, steps: [number], refused: next}, {card: Y, steps: [number], refused: next}, {card: Z}]"
        let result = try evaluate(rule, ["X": "a", "Y": "b", "Z": 3])
        #expect(result.value == 3 && result.flags == .fallback)
        #expect(Set(result.remarks) == ["X is 'a', not a number", "Y is 'b', not a number"])
        #expect(try evaluate(rule, ["X": "a", "Y": 2.5, "Z": 3]).value == 2.5)
    }

    @Test("What is made of such a value carries the flag, and one warning names the rule that fell back")
    func flags() throws {
        let rules = """
            properties:
              boresight_airmass: [{card: AMSTART, refused: next}, {card: AMEND}]
              exposure_time: {property: boresight_airmass}
              relative_humidity: {card: HUMIDITY, unit: percent, steps: [{range: [0, 100], else: 40}]}

            """
        let report = try RuleSample.translator(rules).translate(
            header(["AMSTART": .real(.nan), "AMEND": 1.5, "HUMIDITY": 120]))
        #expect(report.info.boresightAirmass == 1.5 && report.info.exposureTime == 1.5)
        #expect(report.info.relativeHumidity == 40)
        for property in [ObservationProperty.boresightAirmass, .exposureTime, .relativeHumidity] {
            #expect(report.flags(of: property).contains(.fallback), "\(property.name)")
        }
        let told = report.diagnostics.filter { $0.code == .fallback }
        #expect(told.allSatisfy { $0.severity == .warning } && told.count == 2 && report.diagnostics.count == 2)
        #expect(told.contains { $0.message == "boresight_airmass: AMSTART is nan, not a finite number" })
        #expect(told.contains { $0.message.hasPrefix("relative_humidity: 120.0 is outside of 0.0 to 100.0") })
        #expect(report.status == .flawed && report.isComplete)
    }

    @Test(
        "The cards of a list are alternatives with the same steps: a refused one ends the rule",
        arguments: [
            (["A": 1, "B": 2], 1), (["B": 2], 2), (["A": .undefined, "B": 2], 2), (["A": "none", "B": 2], 2),
            (["A": "x", "B": 2], nil), (["A": .real(.nan), "B": 2], nil), (["A": "none", "B": "none"], nil),
        ] as [([String: HeaderValue], PropertyValue?)])
    func cards(_ cards: [String: HeaderValue], _ expected: PropertyValue?) throws {
        let result = try evaluate("{card: [A, B], steps: [{missing: [none]}, integer]}", cards)
        #expect(result.value == expected)
        if expected == nil { #expect(result.end == (cards["B"] == "none" ? .none : .refused)) }
    }

    @Test(
        "With refused: next a refused card of a list lets the next one of the list try, and then the next alternative")
    func passedOnCards() throws {
        let rule = "[{card: [A, B], steps: [integer], refused: next}, {constant: 3}]"
        let second = try evaluate(rule, ["A": "x", "B": 2])
        #expect(second.value == 2 && second.flags == .fallback && second.remarks == ["A is 'x', not a whole number"])
        let third = try evaluate(rule, ["A": "x", "B": "y"])
        #expect(third.value == 3 && third.remarks.count == 2)
        let alone = try evaluate("{card: [A, B], steps: [integer], refused: next}", ["A": "x", "B": "y"])
        #expect(alone.end == .refused && alone.reason == "B is 'y', not a whole number")
    }

    @Test(
        "refused: says next, and stands where there is a next",
        arguments: [
            DiagnosticCase("[{card: A, refused: ▸later}, {card: B}]", "unknown-word", saying: "write refused: next"),
            .init("[{card: A}, {card: B, refused: ▸next}]", "bad-source", saying: "no next one"),
            .init("{card: A, refused: ▸next}", "bad-source", saying: "no next one"),
            .init("{card: [A, B], refused: next}"), .init("[{card: A, refused: next}, null]"),
        ])
    func diagnostics(_ one: DiagnosticCase) throws {
        try RuleDiagnosticTests.check(one, "schema: obskit/translation/2\nproperties:\n  object: ")
    }
}
