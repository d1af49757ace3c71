import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct ObservationStatusTests {
    private static let rules = """
        properties:
          telescope: [{card: TELESCOP}, {default: T}]
          exposure_id: {card: EXPNUM}
          object: {card: OBJECT}
          datetime_begin: null
          exposure_time: {card: EXPTIME, unit: s}
        extensions:
          gain: {type: number, about: The gain., rule: {card: GAIN}}
        """

    private static let cards: [String: HeaderValue] = [
        "TELESCOP": "T", "EXPNUM": 7, "OBJECT": "M31", "EXPTIME": 2.0, "GAIN": 1.5,
    ]

    private func report(
        _ changes: [String: HeaderValue] = [:], without: String..., required: String = ""
    ) throws -> TranslationReport {
        let cards = Self.cards.merging(changes) { $1 }.filter { !without.contains($0.key) }
        return try RuleSample.translator(required + "\n" + Self.rules).translate(header(cards))
    }

    @Test("An observation with all values is ok, also with a default, a cast and a null")
    func sound() throws {
        #expect(try report().status == .ok)
        #expect(try report(without: "TELESCOP").status == .ok)
        #expect(try report(["EXPNUM": "7"]).status == .ok)
    }

    @Test("A property or an extension that failed and is not required makes it flawed")
    func flawed() throws {
        #expect(try report(without: "OBJECT").status == .flawed)
        #expect(try report(without: "GAIN").status == .flawed)
    }

    @Test("A required property that failed makes it failed, whatever else failed")
    func failed() throws {
        #expect(try report(without: "EXPNUM").status == .failed)
        #expect(try report(without: "EXPNUM", "OBJECT").status == .failed)
    }

    @Test(
        "What contradicts itself makes it flawed; an error that the caller adds makes it failed; a note changes nothing"
    )
    func diagnostics() throws {
        var report = try report(["EXPTIME": -2.0])
        #expect(report.status == .flawed)
        report.add(Diagnostic(.error, .unreadable, at: nil, "the chip is another one"))
        #expect(report.status == .failed)
        var sound = try self.report()
        sound.add(Diagnostic(.note, .unreadable, at: nil, "the chip was exchanged"))
        #expect(sound.status == .ok)
    }

    /// Rules for each row of the table of statuses, of which one property is as the row says.
    private static func lawRules(_ rule: String) -> String {
        """
        properties:
          \(rule)
          exposure_time: {card: EXPTIME, unit: s}
          detector_num: {card: CHIP}

        """
    }

    @Test(
        "The status is that of the law's table",
        arguments: [
            // Defaults, casts and clipped values are ok with a remark; so is null, also of what is required.
            ("object: [{card: NONE}, {default: a}]", .ok), ("object: {card: NUMBER}", .ok),
            ("boresight_airmass: {card: NUMBER, steps: [{maximum: 1}]}", .ok), ("object: null", .ok),
            ("observation_id: null", .ok), ("observation_id: [{card: NONE}, null]", .ok),
            ("object: {card: NUMBER, steps: [text, {table: {a: b}, else: null}]}", .ok),
            // What is weaker than it should be.
            ("object: {card: NONE}", .flawed), ("object: {card: NAN}", .flawed),
            ("object: {constant: a, when: {card: NAN, equals: 1}}", .flawed),
            ("object: [{card: NAN, refused: next}, {constant: a}]", .flawed),
            ("observation_id: [{card: NAN, refused: next}, {constant: a}]", .flawed),
            ("boresight_airmass: {card: NUMBER, steps: [{range: [0, 1], else: 1}]}", .flawed),
            // Without what is required nobody can take it.
            ("observation_id: {card: NONE}", .failed), ("observation_id: {card: NAN}", .failed),
            ("observation_id: {card: BLANK}", .failed), ("observation_id: {property: object}", .ok),
            ("exposure_group: {constant: a, when: {card: NAN, equals: 1}}", .failed),
            ("datetime_begin: {time: {iso: DAY}}", .failed), ("datetime_begin: [{time: {iso: DAY}}, null]", .ok),
        ] as [(String, ObservationStatus)])
    func law(_ rule: String, _ expected: ObservationStatus) throws {
        let cards: [String: HeaderValue] = [
            "EXPTIME": 2.0, "CHIP": 1, "NAN": .real(.nan), "NUMBER": 5, "BLANK": " ", "DAY": "2020-01-01",
        ]
        let report = try RuleSample.translator(Self.lawRules(rule)).translate(header(cards))
        #expect(report.status == expected, "\(report.failures) \(report.diagnostics)")
    }

    @Test("A correction of which nobody knows whether it is meant makes it flawed, one that cannot be made failed")
    func corrections() throws {
        func status(_ correction: String) throws -> ObservationStatus {
            try RuleSample.translator(
                Self.rules,
                corrections: "schema: obskit/corrections/1\ncorrections:\n  - {name: a, reason: r, \(correction)}\n"
            ).translate(header(Self.cards)).status
        }
        #expect(try status("change: [{set: GAIN, to: 2.0}]") == .ok)
        #expect(try status("when: {card: OBJECT, greater_than: 5}, change: [{set: GAIN, to: 2.0}]") == .flawed)
        #expect(try status("change: [{add: OBJECT, amount: 1}]") == .failed)
        // Written for another value: that is only worth a note.
        #expect(try status("change: [{set: GAIN, to: 2.0, was: 7.0}]") == .ok)
    }

    @Test("The package says what is required in place of the usual properties")
    func required() throws {
        #expect(try report(without: "OBJECT", required: "required: [object]").status == .failed)
        #expect(try report(without: "EXPNUM", required: "required: [object]").status == .flawed)
        #expect(try report(without: "EXPNUM", required: "required: []").status == .flawed)
    }

    @Test("The topmost file that has the list counts; without one the twelve that a data repository needs")
    func layers() throws {
        func required(_ top: String, over base: String) throws -> Set<ObservationProperty> {
            try RuleSample.rules(
                top + "properties: {object: null}\n", over: [RuleSample.nullBase + base]
            ).requiredProperties
        }
        #expect(try required("", over: "") == ObservationProperty.requiredByDefault)
        #expect(try required("", over: "required: [object]\n") == [.object])
        #expect(try required("required: [telescope]\n", over: "required: [object]\n") == [.telescope])
        #expect(ObservationProperty.requiredByDefault.count == 12)
    }

    @Test("Properties that were not asked for are not missed")
    func part() throws {
        let translator = try RuleSample.translator(Self.rules)
        #expect(translator.translate(header([:]), properties: [.telescope]).status == .ok)
    }
}
