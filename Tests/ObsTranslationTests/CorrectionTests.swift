import ObsFITS
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct CorrectionTests {
    private static let rules = """
        properties:
          observation_id: {card: OBSID}
          observing_day: {card: DAY}
          observation_counter: {card: SEQ}
          detector_num: {card: CHIP}
          datetime_begin: {time: {iso: DATE-OBS}}
          exposure_id: {card: EXPNUM}
          object: [{card: OBJECT, steps: [{missing: [bad]}]}, null]
          telescope: [{card: T}, null]
        predicates:
          isBad: {card: OBJECT, equals: bad}
        values:
          doubled: {card: N, steps: [{scale: 2}]}
          flag: {test: {predicate: isBad}}
        time_scale: [{card: TIMESYS, steps: [lower]}, {constant: utc}]
        """

    private func report(_ corrections: String, _ cards: [String: HeaderValue]) throws -> TranslationReport {
        try RuleSample.translator(
            Self.rules, corrections: "schema: obskit/corrections/1\ncorrections:\n" + corrections
        ).translate(header(cards))
    }

    /// The value of X after one correction with these fields was applied; nil when it was not.
    private func corrected(_ fields: String, _ cards: [String: HeaderValue]) throws -> HeaderValue? {
        let report = try report("  - {name: a, reason: r, \(fields)}\n", cards)
        return report.corrections.isEmpty ? nil : report.header["X"]
    }

    private static let cards: [String: HeaderValue] = [
        "OBSID": "o5", "DAY": 20_130_210, "SEQ": 17, "CHIP": 3, "DATE-OBS": "2013-02-10T12:00:00", "OBJECT": "bad",
        "X": 1,
    ]

    @Test(
        "A correction is applied to the headers that every part of its selector is for",
        arguments: [
            ("when: {card: OBJECT, equals: bad}", true), ("when: {card: OBJECT, equals: good}", false),
            ("when: {predicate: isBad}", true), ("when: {not: {predicate: isBad}}", false),
            ("when: {property: observing_day, at_least: 20130210}", true),
            ("observation_id: o5", true), ("observation_id: [o4, o5]", true), ("observation_id: o6", false),
            ("day: 20130210", true), ("day: [20130201, 20130210]", true), ("day: [20130201, 20130209]", false),
            ("sequence: 17", true), ("sequence: [10, 20]", true), ("sequence: [18, 20]", false),
            ("day: 20130210, sequence: [10, 20]", true), ("day: 20130210, sequence: 3", false),
            ("date: {after: '2013-02-10T11:59:59'}", true), ("date: {after: '2013-02-10T12:00:00'}", false),
            ("date: {before: '2013-02-10T12:00:01'}", true), ("date: {before: '2013-02-10T12:00:00'}", false),
            ("date: {after: '2013-02-10', before: '2013-02-11'}", true),
            ("date: {before: '2013-02-10T12:00:35 TAI'}", false),
            ("date: {before: '2013-02-10T12:00:35.1 TAI'}", true),
            ("detector: 3", true), ("detector: [1, 2, 3]", true), ("detector: 4", false),
            ("observation_id: o5, detector: 3, when: {card: X, equals: 1}", true),
            ("observation_id: o5, detector: 3, when: {card: X, equals: 2}", false), ("stage: 3", true),
        ])
    func selectors(_ selector: String, _ isApplied: Bool) throws {
        let value = try corrected("\(selector), change: [{set: X, to: 2}]", Self.cards)
        #expect(value == (isApplied ? 2 : nil))
    }

    @Test(
        "A selector does not hold where the header does not say what it asks",
        arguments: [
            ("observation_id: o5", "OBSID"), ("day: 20130210", "DAY"), ("sequence: 17", "SEQ"), ("detector: 3", "CHIP"),
            ("date: {before: '2099-01-01'}", "DATE-OBS"),
        ])
    func undefinedSelectors(_ selector: String, _ card: String) throws {
        for value in [nil] + unusableValues + [true] {
            var cards = Self.cards
            cards[card] = value
            #expect(
                try corrected("\(selector), change: [{set: X, to: 2}]", cards) == nil, "\(String(describing: value))")
        }
    }

    @Test(
        "A change sets, copies, computes, replaces, shifts or deletes",
        arguments: [
            ("{set: X, to: text}", 1, "text"), ("{set: X, to: '5'}", 1, "5"), ("{set: X, to: 5}", 1, 5),
            ("{set: X, to: 1.5}", 1, 1.5), ("{set: X, to: true}", 1, true), ("{set: X, to: null}", 1, .undefined),
            ("{set: X, to: 5}", nil, 5), ("{set: X, to: {card: N, steps: [{offset: 1}]}}", 1, 5.0),
            ("{set: X, to: {value: doubled}}", 1, 8.0), ("{set: X, to: [{card: NONE}, {constant: a}]}", 1, "a"),
            ("{set: X, to: {property: observing_day}}", 1, 20_130_210),
            ("{set: X, to: {constant: null}}", 1, .undefined),
            ("{copy: X, from: N}", 1, 4), ("{copy: X, from: U}", 1, .undefined), ("{copy: X, from: N}", nil, 4),
            ("{add: X, amount: 0.5}", 1.5, 2.0), ("{add: X, amount: 1}", 1, 2),
            ("{add: X, amount: -90}", "100.5", 10.5),
            ("{add: X, amount: 1}", 9_007_199_254_740_990, 9_007_199_254_740_991), ("{add: X, amount: 0.5}", 1, 1.5),
            ("{scale: X, by: 2}", 3, 6), ("{scale: X, by: 0.5}", 3.0, 1.5), ("{scale: X, by: -1}", 0.0, -0.0),
            ("{wrap: X, into: [0, 360]}", -90.0, 270.0), ("{wrap: X, into: [-180, 180]}", 190, -170),
            ("{replace: X, old: a, new: bb}", "aca", "bbcbb"), ("{replace: X, old: z, new: y}", "aca", "aca"),
            ("{shift: X, seconds: 1}", "2013-02-10T23:59:59", "2013-02-11T00:00:00"),
            ("{shift: X, seconds: -0.5}", "2013-02-11T00:00:00", "2013-02-10T23:59:59.5"),
            ("{shift: X, seconds: 1}", "2013-02-10T23:59:59.250", "2013-02-11T00:00:00.250"),
            // Cards are moved on the calendar, where no second is a leap second.
            ("{shift: X, seconds: 2}", "2016-12-31T23:59:59", "2017-01-01T00:00:01"),
            ("{shift: X, seconds: 43200}", 56_536.25, 56_536.75), ("{delete: X}", 1, nil), ("{delete: X}", nil, nil),
        ] as [(String, HeaderValue?, HeaderValue?)])
    func operations(_ one: (change: String, before: HeaderValue?, after: HeaderValue?)) throws {
        var cards: [String: HeaderValue] = ["N": 4, "U": .undefined, "DAY": 20_130_210]
        cards["X"] = one.before
        let report = try report("  - {name: a, reason: r, change: [\(one.change)]}\n", cards)
        #expect(report.corrections.count == 1)
        #expect(report.header["X"] == one.after)
        #expect(report.rawHeader["X"] == one.before)
        let change = try #require(report.corrections.first?.changes.first)
        #expect(change == .init(keyword: "X", oldValue: one.before, newValue: one.after))
    }

    @Test(
        "A time that is set is written in the scale in which the header's dates are read",
        arguments: ["UTC", "TAI", "TT"])
    func setTime(_ scale: String) throws {
        let cards: [String: HeaderValue] = ["DATE-OBS": "2013-02-10T12:00:00.5", "TIMESYS": .string(scale)]
        let report = try report("  - {name: a, reason: r, change: [{set: X, to: {property: datetime_begin}}]}\n", cards)
        #expect(report.header["X"] == "2013-02-10T12:00:00.500000000")
    }

    @Test(
        "A change that cannot be made leaves its card as it was, undoes no other, and is an error in the report",
        arguments: [
            ("{set: X, to: {card: NONE}}", 1, "cannot be computed"),
            ("{copy: X, from: NONE}", 1, "there is no NONE card to copy"),
            ("{add: X, amount: 1}", nil, "there is no X card"), ("{add: X, amount: 1}", "a", "X is no number"),
            ("{add: X, amount: 1}", true, "X is no number"), ("{add: X, amount: 1}", .real(.nan), "X is no number"),
            ("{add: X, amount: 1}", .undefined, "X is no number"),
            ("{scale: X, by: 1e300}", 1e300, "becomes too large"),
            ("{add: X, amount: 1}", 9_007_199_254_740_993, "too large to be changed exactly"),
            ("{replace: X, old: a, new: b}", 5, "X is no text"), ("{replace: X, old: a, new: b}", nil, "X is no text"),
            ("{shift: X, seconds: 1}", "yesterday", "no date that can be moved"),
            ("{shift: X, seconds: 1e10}", "2013-02-10T00:00:00", "no date that can be moved"),
            ("{shift: X, seconds: 1}", nil, "there is no X card"),
            ("{set: X, to: {location: {site: ctio}}}", 1, "a location cannot be the value of X"),
        ] as [(String, HeaderValue?, String)])
    func failures(_ one: (change: String, before: HeaderValue?, message: String)) throws {
        var cards: [String: HeaderValue] = ["T": "raw"]
        cards["X"] = one.before
        let text = """
              - {name: first, reason: r, change: [{set: T, to: corrected}]}
              - {name: second, reason: r, stage: 2, change: [\(one.change)]}

            """
        let report = try report(text, cards)
        #expect(report.corrections.map(\.name) == ["first"])
        #expect(report.info.telescope == "corrected")
        #expect(report.header["X"]?.words == one.before?.words)
        let diagnostic = try #require(report.diagnostics.first)
        #expect(diagnostic.severity == .error && diagnostic.code == .correctionFailed)
        #expect(
            diagnostic.message.hasPrefix("the correction 'second' cannot be made: ")
                && diagnostic.message.contains(one.message), "\(diagnostic)")
        #expect(diagnostic.place?.line == 4)
    }

    @Test(
        "A guarded change is made only where the card has the value for which it was written",
        arguments: [
            ("was: bad", "bad", true), ("was: bad", "good", false), ("was: bad", nil, false), ("was: 5", 5, true),
            ("was: 5", 5.0, true), ("was: 5", "5", false), ("was: 5.5", 5.5, true), ("was: true", true, true),
            ("was: true", 1, false), ("was: null", nil, true), ("was: null", .undefined, true),
            ("was: null", "", false),
            ("was: ''", "", true), ("was: ''", .undefined, false),
        ] as [(String, HeaderValue?, Bool)])
    func guards(_ one: (guarded: String, before: HeaderValue?, isApplied: Bool)) throws {
        var cards: [String: HeaderValue] = ["T": "raw"]
        cards["X"] = one.before
        let report = try report(
            "  - {name: a, reason: r, change: [{set: T, to: new}, {set: X, to: new, \(one.guarded)}]}\n", cards)
        #expect(report.corrections.count == (one.isApplied ? 1 : 0))
        // All changes of a correction, or none.
        #expect(report.info.telescope == (one.isApplied ? "new" : "raw"))
        #expect(report.diagnostics.map(\.code) == (one.isApplied ? [] : [.correctionGuarded]))
        #expect(report.diagnostics.allSatisfy { $0.severity == .note })
    }

    @Test("A later stage sees what an earlier one repaired; within a stage all see the same header")
    func stages() throws {
        let text = """
              - {name: late, reason: r, stage: 2, when: {card: X, equals: 2}, change: [{copy: Y, from: X}]}
              - {name: early, reason: r, change: [{set: X, to: 2}]}
              - {name: same, reason: r, change: [{copy: Z, from: X}]}
              - {name: never, reason: r, stage: 2, when: {card: X, equals: 1}, change: [{set: T, to: never}]}
              - {name: later, reason: r, stage: 3, observation_id: repaired, change: [{set: T, to: later}]}
              - {name: renamed, reason: r, stage: 2, change: [{set: OBSID, to: repaired}]}

            """
        let report = try report(text, ["X": 1, "OBSID": "wrong"])
        #expect(report.corrections.map(\.name) == ["early", "same", "late", "renamed", "later"])
        #expect(report.header["X"] == 2 && report.header["Y"] == 2 && report.header["Z"] == 1)
        #expect(report.info.telescope == "later")
        #expect(report.info.observationID == "repaired")
    }

    @Test("Of two corrections that want different values of a card only the first is made; both where they agree")
    func conflicts() throws {
        let different = """
              - {name: one, reason: r, change: [{set: X, to: 1}]}
              - {name: two, reason: r, observation_id: o, change: [{set: X, to: 2}]}

            """
        let report = try report(different, ["X": 0, "OBSID": "o"])
        #expect(report.header["X"] == 1)
        #expect(report.corrections.map(\.name) == ["one"])
        #expect(report.diagnostics.map(\.code) == [.correctionFailed])
        #expect(
            report.diagnostics.first?.message
                == "the correction 'two' cannot be made: another correction of this stage wants another value of X: 1, and not 2"
        )
        let same = try self.report(different.replacing("to: 2", with: "to: 1"), ["X": 0, "OBSID": "o"])
        #expect(same.header["X"] == 1)
        #expect(same.corrections.map(\.name) == ["one", "two"])
        let deleted = try self.report(
            different.replacing("{set: X, to: 2}", with: "{delete: X}"), ["X": 0, "OBSID": "o"])
        #expect(deleted.diagnostics.map(\.code) == [.correctionFailed])
    }

    @Test("A header is never corrected twice, and a corrected one gives no other result")
    func areNotRepeated() throws {
        let translator = try RuleSample.translator(
            Self.rules,
            corrections:
                "schema: obskit/corrections/1\ncorrections:\n  - {name: a, reason: r, change: [{add: EXPNUM, amount: 1}]}\n"
        )
        let raw = header(["EXPNUM": 7])
        for _ in 0..<3 { #expect(translator.translate(raw).info.exposureID == 8) }
        #expect(raw["EXPNUM"] == 7)
    }

    @Test("An explanation names the cards that were corrected")
    func explanation() throws {
        let report = try report(
            "  - {name: a, reason: because, reference: PAPER-1, change: [{set: OBSID, to: new}]}\n",
            ["OBSID": "old", "EXPNUM": 1])
        let explained = report.explanation(of: .observationID)
        #expect(explained.cards == [Card("OBSID", "new")])
        #expect(explained.correctedCards == ["OBSID"])
        #expect(report.explanation(of: .exposureID).correctedCards == [])
        let applied = try #require(report.corrections.first)
        #expect(
            applied.name == "a" && applied.reason == "because" && applied.reference == "PAPER-1"
                && applied.place.line == 3)
        #expect(applied.changes == [.init(keyword: "OBSID", oldValue: "old", newValue: "new")])
        #expect(applied.changes.map { "\($0.card) \($0.before ?? "-") \($0.after ?? "-")" } == ["OBSID 'old' 'new'"])
    }

    @Test(
        "A header that was corrected gives what its corrected cards give by themselves",
        arguments: [
            "{set: OBJECT, to: good}", "{set: OBJECT, to: null}", "{set: T, to: a}", "{set: N, to: 4}",
            "{set: TIMESYS, to: TAI}", "{set: TIMESYS, to: XYZ}", "{set: DATE-OBS, to: '2013-99-99'}",
            "{delete: DATE-OBS}",
            "{set: EXPNUM, to: many}", "{set: A SIMULATED, to: true}", "{set: OTHER, to: 1}", "{delete: CHIP}",
        ])
    func partialEvaluation(_ change: String) throws {
        let rules =
            Self.rules.replacing("values:\n", with: "  hasSuch: {card_matching: '.*SIMUL.*', equals: true}\nvalues:\n")
            .replacing("  telescope:", with: "  has_simulated_content: {test: {predicate: hasSuch}}\n  telescope:")
            + "\nextensions:\n  twice: {type: number, about: n., rule: [{value: doubled}, null]}\n"
        var cards = Self.cards
        cards["N"] = 3
        cards["EXPNUM"] = "7 or 8"
        cards["TIMESYS"] = "utc"
        // The selector asks for all of it, so that it is computed before the correction.
        let corrections = """
            schema: obskit/corrections/1
            corrections:
              - name: a
                reason: r
                day: 20130210
                sequence: 17
                detector: 3
                date: {after: '2013-01-01T00:00:00'}
                when:
                  - {property: has_simulated_content, equals: false}
                  - {not: {property: exposure_id, known: true}}
                  - {value: flag, equals: true}
                  - {value: doubled, equals: 6}
                change: [\(change)]

            """
        let report = try RuleSample.translator(rules, corrections: corrections).translate(header(cards))
        #expect(report.corrections.count == 1)
        let alone = try RuleSample.translator(rules).translate(report.header)
        #expect(report.info == alone.info)
        #expect(report.failures == alone.failures)
        #expect(
            report.diagnostics.map(\.description).sorted() == alone.diagnostics.map(\.description).sorted())
        for property in ObservationProperty.allCases {
            #expect(report.flags(of: property) == alone.flags(of: property))
        }
    }
}
