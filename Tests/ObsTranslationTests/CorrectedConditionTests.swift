import ObsDocuments
import ObsFITS
import ObsText
import ObsTime
import Testing

@testable import ObsTranslation

/// `corrected:` — whether a correction was made, by us or by whoever repaired the header before.
@Suite struct CorrectedConditionTests {
    private static let rules = """
        predicates:
          isMended: {corrected: fix}
        properties:
          observation_id: [{card: OBSID}, null]
          observing_day: [{card: DAY}, null]
          datetime_begin: [{time: {iso: DATE-OBS, scale: tai}}, null]
          object: {constant: mended, when: {corrected: fix}}
          telescope: [{constant: mended, when: {predicate: isMended}}, {card: TELESCOP}, null]
          science_program: [{card: Y}, null]

        """

    private static let repaired = "ASTRO METADATA FIX MODIFIED"

    private func translator(_ fields: String, _ more: String = "") throws -> HeaderTranslator {
        try RuleSample.translator(
            Self.rules.replacing("{constant: mended, when: {corrected: fix}}", with: "{test: {corrected: fix}}")
                .replacing("object:", with: "has_simulated_content:"),
            corrections: "schema: obskit/corrections/1\ncorrections:\n  - {name: fix, reason: r, \(fields)}\n\(more)")
    }

    /// Whether the correction was made; nil when that is undecided.
    private func isCorrected(_ fields: String, _ cards: [String: HeaderValue]) throws -> Bool? {
        let report = try translator(fields).translate(header(cards))
        if report.info.hasSimulatedContent == nil {
            #expect(report.failures.map(\.property) == ["telescope", "has_simulated_content"])
        }
        return report.info.hasSimulatedContent
    }

    private static let copy = "when: {card: DATE-OBS, starts_with: '1970'}, change: [{copy: DATE-OBS, from: DATE}]"

    @Test("It is true of a header for which the correction is made, and false of another")
    func made() throws {
        #expect(
            try isCorrected(Self.copy, ["DATE-OBS": "1970-01-01T00:00:01", "DATE": "2020-02-02T01:02:03"]) == true)
        #expect(
            try isCorrected(Self.copy, ["DATE-OBS": "2020-02-02T01:02:03", "DATE": "2020-02-02T01:02:03"]) == false)
        #expect(try isCorrected(Self.copy, [:]) == false)
    }

    @Test("It is false where the correction cannot be made, and where nobody knows whether it is meant")
    func notMade() throws {
        let report = try translator("change: [{add: X, amount: 1}]").translate(header(["X": "a"]))
        #expect(report.info.hasSimulatedContent == false)
        let open = try translator("when: {card: T, greater_than: 5}, change: [{set: X, to: 1}]").translate(
            header(["T": "x"]))
        #expect(open.info.hasSimulatedContent == false)
    }

    @Test(
        "Of a header that says it was repaired before it is true if the cards hold what the correction would have written",
        arguments: [
            (copy, ["DATE-OBS": "2020-02-02T01:02:03", "DATE": "2020-02-02T01:02:03"], true),
            (copy, ["DATE-OBS": "2020-02-02T01:02:04", "DATE": "2020-02-02T01:02:03"], false),
            (copy, ["DATE-OBS": "2020-02-02T01:02:04"], false),
            ("when: {card: X, equals: bad}, change: [{set: X, to: good}]", ["X": "good"], true),
            ("when: {card: X, equals: bad}, change: [{set: X, to: good}]", ["X": "fine"], false),
            ("when: {card: X, equals: bad}, change: [{set: X, to: good}, {set: Z, to: 5}]", ["X": "good"], false),
            (
                "when: {card: X, equals: bad}, change: [{set: X, to: good}, {set: Z, to: 5}]", ["X": "good", "Z": 5],
                true
            ),
            ("when: {card: X, is: present}, change: [{delete: X}]", [:], true),
            // A header that is written and read again may lose an undefined card.
            ("when: {card: X, equals: 1}, change: [{set: X, to: null}]", [:], true),
            ("when: {card: X, equals: 1}, change: [{set: X, to: null}]", ["X": .undefined], true),
            ("when: {card: X, equals: 1}, change: [{set: X, to: null}]", ["X": 2], false),
            (
                "when: {card: X, is: absent}, change: [{set: X, to: {card: N, steps: [{scale: 2}]}}]",
                ["X": 8.0, "N": 4], true
            ),
            (
                "when: {card: X, is: absent}, change: [{set: X, to: {card: N, steps: [{scale: 2}]}}]",
                ["X": 7.0, "N": 4], false
            ),
            (
                "day: 20200202, when: {card: X, equals: bad}, change: [{set: X, to: good}]",
                ["X": "good", "DAY": 20_200_202], true
            ),
            (
                "day: 20200202, when: {card: X, equals: bad}, change: [{set: X, to: good}]",
                ["X": "good", "DAY": 20_200_203], false
            ),
            // Where the day failed, nobody knows.
            (
                "day: 20200202, when: {card: X, equals: bad}, change: [{set: X, to: good}]", ["X": "good", "DAY": "x"],
                nil
            ),
            // What follows from the old value cannot be seen in the new one.
            ("when: {card: W, is: present}, change: [{add: X, amount: 1}]", ["X": 5], nil),
            ("when: {card: W, is: present}, change: [{add: X, amount: 1}, {set: Y, to: b}]", ["X": 5, "Y": "b"], true),
            (
                "when: {card: W, is: present}, change: [{add: X, amount: 1}, {set: Y, to: b}]", ["X": 5, "Y": "c"],
                false
            ),
        ] as [(String, [String: HeaderValue], Bool?)])
    func repairedBefore(_ one: (fields: String, cards: [String: HeaderValue], expected: Bool?)) throws {
        let repaired = one.cards.merging([Self.repaired: "2021-01-01T00:00:00"]) { $1 }
        let report = try translator(one.fields).translate(header(repaired))
        #expect(report.corrections == [])
        #expect(report.info.hasSimulatedContent == one.expected)
        // Without the card that says so, nobody has repaired it.
        #expect(try translator(one.fields).translate(header(one.cards)).info.hasSimulatedContent == false)
    }

    @Test("A table of corrections is seen in the cards of its observation", arguments: [true, false])
    func tables(_ isRepaired: Bool) throws {
        let text = "schema: obskit/translation/2\n" + Self.rules
        let layers = try [text, RuleSample.nullBase].map { try Document.yaml(text: $0, file: "rules").root }
        let problems = Problems()
        let rules = try #require(TranslationRules.compile(layers: layers, problems: problems))
        let corrections =
            "schema: obskit/corrections/1\nunless: {card: \(Self.repaired), is: present}\n"
            + "tables: [{name: fix, table: t.tsv, reason: r}]\ncorrections: []\n"
        let read = Corrections.read(
            layers: [try Document.yaml(text: corrections, file: "sample").root], ruleLayers: layers,
            table: { _, _ in (Array("OBSID\tY\tZ\na\tgood\t\nb\t\t5\n".utf8), "t.tsv") }, problems: problems)
        #expect(problems.sorted.map(\.description) == [])
        let translator = HeaderTranslator(instrumentName: "Sample", rules: rules, corrections: read)
        func telescope(_ cards: [String: HeaderValue]) -> String? {
            var cards = cards
            cards["TELESCOP"] = "T"
            if isRepaired { cards[Self.repaired] = "2021" }
            return translator.translate(header(cards)).info.telescope
        }
        #expect(telescope(["OBSID": "a", "Y": "good"]) == "mended")
        #expect(telescope(["OBSID": "a", "Y": "bad"]) == (isRepaired ? "T" : "mended"))
        #expect(telescope(["OBSID": "b", "Y": "good", "Z": 5]) == "mended")
        #expect(telescope(["OBSID": "b", "Z": 6]) == (isRepaired ? "T" : "mended"))
        #expect(telescope(["OBSID": "c", "Y": "good"]) == "T")
        #expect(telescope(["Y": "good"]) == "T")
    }

    @Test("Conditions see it as soon as it is made, also through a predicate that was asked before")
    func stages() throws {
        let more = """
              - {name: first, reason: r, when: {predicate: isMended}, change: [{set: W, to: never}]}
              - {name: second, reason: r, stage: 2, when: {predicate: isMended}, change: [{set: Y, to: seen}]}
              - {name: third, reason: r, stage: 2, when: {corrected: fix}, change: [{set: V, to: seen}]}

            """
        let report = try translator("change: [{set: X, to: good}]", more).translate(header(["X": "bad"]))
        #expect(report.corrections.map(\.name) == ["fix", "second", "third"])
        #expect(report.info.telescope == "mended" && report.info.scienceProgram == "seen")
        #expect(report.explanation(of: .telescope).value == "mended")
    }

    @Test("A header that is repaired, written and read again gives the same answer the second time")
    func secondTime() throws {
        let rules = """
            predicates:
              clockRepaired: {corrected: clock-of-1970}
              repairedBefore: {card: \(Self.repaired), is: present}
            properties:
              datetime_begin: {time: {iso: DATE-OBS, scale: tai}}
              datetime_end: [{time: {iso: DATE-END, scale: tai}}, null]
              location: {location: {site: ctio}}
              altaz_begin: [{altaz: {azimuth: AZSTART, altitude: ELSTART}}, null]
              tracking_radec:
                - sky: {horizontal: {property: altaz_begin}, at: {property: datetime_begin}}
                  when: {predicate: clockRepaired}
                - {constant: null, when: {predicate: clockRepaired}}
                - sky: {right_ascension: RASTART, declination: DECSTART, right_ascension_unit: deg}

            """
        let corrections = """
            schema: obskit/corrections/1
            unless: {predicate: repairedBefore}
            corrections:
              - name: clock-of-1970
                when: {card: DATE-OBS, starts_with: '1970'}
                change: [{copy: DATE-OBS, from: DATE}, {set: DATE-END, to: null}]
                reason: The clock was not set.

            """
        let translator = try RuleSample.translator(rules, corrections: corrections)
        let cards: [String: HeaderValue] = [
            "DATE-OBS": "1970-01-01T00:00:01.000", "DATE-END": "1970-01-01T00:00:02.000",
            "DATE": "2020-01-28T03:00:00.000", "RASTART": 12.0, "DECSTART": -3.0, "AZSTART": 120.0, "ELSTART": 60.0,
        ]
        for lost in ["", "AZSTART", "RASTART"] {
            let first = translator.translate(header(cards.filter { $0.key != lost }))
            #expect(first.corrections.map(\.name) == ["clock-of-1970"])
            let again = first.header.replacing([(keyword: Keyword(Self.repaired), value: "2021-01-01T00:00:00")])
            let second = translator.translate(again)
            #expect(second.corrections == [])
            #expect(second.info == first.info && second.failures == first.failures, "\(lost)")
            #expect((second.info.trackingRADec == nil) == (lost == "AZSTART"))
            // RASTART is as wrong as the clock was.
            #expect((second.info.trackingRADec?.rightAscension).map { abs($0 - 12) > 1 } ?? true)
        }
        let sound = translator.translate(header(cards.merging(["DATE-OBS": "2020-01-28T03:00:00.500"]) { $1 }))
        #expect(sound.info.trackingRADec?.rightAscension == 12)
    }
}
