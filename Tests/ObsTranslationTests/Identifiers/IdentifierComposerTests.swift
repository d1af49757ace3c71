import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite("IdentifierComposer")
struct IdentifierComposerTests {
    private static func sample() throws -> IdentifierScheme { try scheme(IdentifierScheme.sampleText) }

    /// What a composer gives for values in the order of its names, or the code of its error.
    private func composed(
        _ name: String, _ values: KeyValuePairs<String, IdentifierValue?>
    ) throws -> (value: Int?, code: String?) {
        do {
            let composer = try Self.sample().composer(of: name, from: values.map(\.key))
            return (try composer.compose { values[$0].value }, nil)
        } catch let error as IdentifierError {
            return (nil, error.code.rawValue)
        }
    }

    @Test("puts every identifier together that the scheme describes")
    func names() throws {
        let scheme = try Self.sample()
        #expect(
            scheme.composable == [
                "exposure_id", "detector_exposure_id", "whole", "group_id", "observing_day", "observing_day_offset",
            ])
        #expect(try scheme.inputs(of: "exposure_id").map(\.name) == ["sequence", "day", "controller"])
        let inputs = try scheme.inputs(of: "detector_exposure_id")
        #expect(inputs.map(\.name) == ["detector", "sequence", "day", "controller", "exposure"])
        #expect(inputs.map(\.kind) == [.number, .number, .day, .word(["O", "C"]), .number])
        #expect(inputs.map(\.hasFallback) == [false, false, false, true, false])
        #expect(inputs[1].values == "0 to 32767")
        #expect(
            try scheme.inputs(of: "whole").map(\.name) == ["detector", "exposure", "sequence", "day", "controller"])
        #expect(try scheme.inputs(of: "group_id").map(\.kind) == [.text])
        #expect(try scheme.inputs(of: "observing_day").map(\.kind) == [.instant])
        #expect(throws: IdentifierError.self) { try scheme.inputs(of: "exposure_visit_id") }
        #expect(IdentifierScheme(instrument: "Toy").composable == [])
        #expect(throws: IdentifierError.self) { try IdentifierScheme(instrument: "Toy").inputs(of: "group_id") }
        #expect(throws: IdentifierError.self) {
            try IdentifierScheme(instrument: "Toy").composer(of: "observing_day", from: ["at"])
        }
    }

    @Test("takes an exposure as a whole or its parts, with one answer")
    func wholeOrParts() throws {
        for (day, controller) in [(20_231_004, "C"), (20_231_005, "C"), (20_231_005, "O")] {
            let exposure = try composed(
                "exposure_id", ["controller": .word(controller), "day": .integer(day), "sequence": 12])
            let id = try #require(exposure.value)
            for (name, number) in [("detector_exposure_id", 7), ("whole", 7)] {
                let whole = try composed(name, ["exposure": .integer(id), "detector": .integer(number)])
                let parts = try composed(
                    name,
                    [
                        "detector": .integer(number), "sequence": 12, "day": .integer(day),
                        "controller": .word(controller),
                    ])
                #expect(whole.value != nil)
                #expect(whole.value == parts.value, "\(name) \(day) \(controller)")
            }
        }
        #expect(try composed("whole", ["exposure": 2_023_100_500_012, "detector": 7]).value == 2_023_100_500_012_007)
        #expect(
            try composed("detector_exposure_id", ["exposure": 2_023_100_500_012, "detector": 7]).value
                == ((60_222 - 55_197) * 32_768 + 12) * 256 + 7)
    }

    @Test("asks for each value once, in the order of the names")
    func order() throws {
        let names = ["controller", "detector", "day", "sequence"]
        let composer = try Self.sample().composer(of: "detector_exposure_id", from: names)
        #expect(composer.inputs.map(\.name) == names)
        #expect(composer.name == "detector_exposure_id")
        var asked: [Int] = []
        let values: [IdentifierValue?] = [nil, 7, 20_231_005, 12]
        let identifier = try composer.compose { place in
            asked.append(place)
            return values[place]
        }
        #expect(asked == [0, 1, 2, 3])
        #expect(
            try Self.sample().compose("detector_exposure_id", values: ["exposure": 2_023_100_500_012, "detector": 7])
                == identifier)
    }

    @Test(
        "says what is wrong with names and with values",
        arguments: [
            ("exposure_id", ["day": 20_250_101], "missing-part"),
            ("exposure_id", ["day": 20_250_101, "sequence": nil], "missing-part"),
            ("exposure_id", ["day": 20_250_101, "sequence": 1, "detector": 1], "unknown-part"),
            ("exposure_id", ["day": 20_250_101, "sequence": -1], "out-of-range"),
            ("exposure_id", ["day": 20_250_132, "sequence": 1], "no-such-day"),
            ("exposure_id", ["day": 20_250_101, "sequence": 1, "controller": "X"], "unknown-word"),
            ("exposure_id", ["day": 20_250_101, "sequence": 1, "controller": 2], "wrong-type"),
            ("detector_exposure_id", ["detector": 1], "missing-part"),
            ("detector_exposure_id", ["exposure": 2_023_100_500_012], "missing-part"),
            ("detector_exposure_id", ["exposure": nil, "detector": 1], "missing-part"),
            ("detector_exposure_id", ["exposure": "x", "detector": 1], "wrong-type"),
            ("detector_exposure_id", ["exposure": 17, "detector": 1], "not-an-identifier"),
            ("detector_exposure_id", ["exposure": 3_023_100_500_012, "detector": 1], "not-an-identifier"),
            ("detector_exposure_id", ["exposure": 2_023_100_540_000, "detector": 1], "out-of-range"),
            ("detector_exposure_id", ["exposure": 2_023_100_500_012, "detector": 256], "out-of-range"),
            (
                "detector_exposure_id", ["exposure": 2_023_100_500_012, "detector": 1, "day": 20_231_005],
                "missing-part"
            ),
            ("whole", ["detector": 1, "sequence": 1, "day": 20_250_230], "no-such-day"),
            ("whole", ["detector": 1, "exposure": 7_050_123_200_000], "out-of-range"),
            ("nothing", ["detector": 1], "identifier-not-described"),
            ("group_id", [:], "missing-part"), ("group_id", ["name": nil], "missing-part"),
            ("group_id", ["name": 7], "wrong-type"), ("group_id", ["name": "seven"], "bad-group"),
            ("group_id", ["group": "7"], "unknown-part"), ("observing_day", ["at": 20_250_101], "wrong-type"),
            ("observing_day", ["at": nil], "missing-part"), ("observing_day_offset", ["at": "noon"], "wrong-type"),
        ] as [(String, KeyValuePairs<String, IdentifierValue?>, String)])
    func refused(_ name: String, _ values: KeyValuePairs<String, IdentifierValue?>, _ code: String) throws {
        let result = try composed(name, values)
        #expect(result.value == nil)
        #expect(result.code == code)
    }

    @Test("refuses a name that is given twice")
    func twice() throws {
        #expect(throws: IdentifierError.self) {
            try Self.sample().composer(of: "exposure_id", from: ["day", "sequence", "day"])
        }
    }

    @Test("numbers groups and days")
    func groupsAndDays() throws {
        let noon = try Instant("2025-04-15T12:00:00 TAI")
        let before = Instant(nanosecondsTAI: noon.nanoseconds - 1)
        #expect(try composed("group_id", ["name": "2025-04-16T00:53:10.143#1"]).value == 3_246_943_901_430_001)
        #expect(try composed("observing_day", ["at": .instant(noon)]).value == 20_250_415)
        #expect(try composed("observing_day", ["at": .instant(before)]).value == 20_250_414)
        #expect(try composed("observing_day_offset", ["at": .instant(noon)]).value == 43_200)
    }

    @Test("takes apart exposures of that form which has the parts, and refuses the others")
    func formsOfExposures() throws {
        let scheme = try scheme(
            """
            exposure_id:
              - [{part: tenth, size: 1000}]
              - [{part: sequence, size: 1000}, {part: day, size: 100000000, calendar: true, range: [20000101, 20991231]}]
            detector_exposure_id: [{part: detector, size: 10}, {part: exposure}]
            packers:
              counted:
                - {part: detector, size: 10}
                - {part: sequence, size: 1000}
                - {part: day, size: 20000, days_since: 2000-01-01}
            """)
        #expect(try scheme.compose("counted", values: ["exposure": 20_000_102_003, "detector": 4]) == 10_034)
        let error = #expect(throws: IdentifierError.self) {
            try scheme.compose("counted", values: ["exposure": 17, "detector": 4])
        }
        #expect(error?.code == .missingPart)
        #expect(error?.message == "the exposure 17 has no part 'sequence'")
        #expect(try scheme.compose("detector_exposure_id", values: ["tenth": 17, "detector": 4]) == 174)
        let values: [String: IdentifierValue] = ["day": 20_000_102, "sequence": 3, "detector": 4]
        #expect(try scheme.compose("detector_exposure_id", values: values) == 200_001_020_034)
    }

    @Test(
        "reads values as people write them",
        arguments: [
            ("day", "20250418", .integer(20_250_418)), ("day", "2025-04-18", .integer(20_250_418)),
            ("sequence", "000228", .integer(228)), ("sequence", "-1", .integer(-1)), ("controller", "O", .word("O")),
            ("controller", "2", .word("2")),
        ] as [(String, String, IdentifierValue)])
    func texts(_ name: String, _ text: String, _ value: IdentifierValue) throws {
        let input = try #require(try Self.sample().inputs(of: "exposure_id").first { $0.name == name })
        #expect(try input.value(of: text) == value)
    }

    @Test(
        "says the form and the range of what is none",
        arguments: [
            ("day", "2025-04-31"), ("day", "2025-4-18"), ("day", "250418"), ("day", "+025-04-18"), ("day", "tomorrow"),
            ("day", "２０２５０４１８"), ("sequence", "+5"), ("sequence", "5.0"), ("sequence", ""),
            ("sequence", "99999999999999999999"),
        ])
    func badTexts(_ name: String, _ text: String) throws {
        let input = try #require(try Self.sample().inputs(of: "exposure_id").first { $0.name == name })
        let error = #expect(throws: IdentifierError.self) { try input.value(of: text) }
        #expect(error?.part == name)
        #expect(error?.message.contains(name == "day" ? "YYYY-MM-DD, 20000101 to 29991231" : "0 to 99999") == true)
    }
}
