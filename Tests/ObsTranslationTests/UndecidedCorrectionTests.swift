import ObsFITS
import ObsText
import Testing

@testable import ObsTranslation

/// Corrections of which it is not known whether they are meant, and those that cannot be made.
@Suite struct UndecidedCorrectionTests {
    private static let rules = """
        predicates:
          isHot: {card: TEMP, greater_than: 30}
        properties:
          observation_id: {card: OBSID}
          observing_day: {card: DAY}
          observation_counter: {card: SEQ}
          datetime_begin: {time: {iso: DATE-OBS}}
          object: [{card: X}, null]
          telescope: [{card: X}, null]
          science_program: [{card: Y}, null]
          temperature: [{card: TEMP, unit: degC}, null]
          has_simulated_content: {test: {card: X, known: true}}

        """

    private static let cards: [String: HeaderValue] = [
        "OBSID": "o5", "DAY": 20_130_210, "SEQ": 17, "DATE-OBS": "2013-02-10T12:00:00", "TEMP": 20,
    ]

    private func report(
        _ corrections: String..., changing changes: [String: HeaderValue] = [:], without: String = ""
    ) throws -> TranslationReport {
        let text =
            "schema: obskit/corrections/1\ncorrections:\n"
            + corrections.map { "  - {reason: r, \($0)}\n" }.joined()
        let cards = Self.cards.merging(changes) { $1 }.filter { $0.key != without }
        return try RuleSample.translator(Self.rules, corrections: text).translate(header(cards))
    }

    private func undecided(_ report: TranslationReport) -> [Diagnostic] {
        report.diagnostics.filter { $0.code == .correctionUndecided }
    }

    @Test(
        "A correction is not made where its selector or its condition cannot be decided, and a warning names it",
        arguments: [
            ("day: 20130210", "DAY", nil, "observing_day has no value"),
            ("day: 20130210", "DAY", "soon", "DAY is 'soon', not a whole number"),
            ("exposures: [{day: 20130210, sequence: 17}]", "SEQ", nil, "observation_counter has no value"),
            ("sequence: 17", "SEQ", .real(.nan), "SEQ is nan"),
            ("observation_id: o5", "OBSID", .undefined, "has no value"),
            ("observation_id: [o4, o5]", "OBSID", nil, "observation_id has no value"),
            ("date: {after: '2013-02-10T11:00:00'}", "DATE-OBS", "garbage", "DATE-OBS: "),
            ("date: {after: '2013-02-10T11:00:00'}", "DATE-OBS", "2013-02-10", "datetime_begin has no value"),
            ("when: {card: TEMP, greater_than: 30}", "TEMP", "hot", "it is 'hot', not a number"),
            ("when: {predicate: isHot}", "TEMP", .real(.nan), "TEMP is nan"),
            ("when: {not: {predicate: isHot}}", "TEMP", .real(.nan), "TEMP is nan"),
            ("day: 20130210, when: {predicate: isHot}", "TEMP", "hot", "it is 'hot'"),
            ("day: 20130210, when: {card: TEMP, equals: 20}", "DAY", nil, "observing_day has no value"),
        ] as [(String, String, HeaderValue?, String)])
    func undecidedSelectors(_ one: (selector: String, card: String, value: HeaderValue?, saying: String)) throws {
        let correction = "name: fix, \(one.selector), change: [{set: Y, to: new}]"
        let report =
            try one.value.map { try self.report(correction, changing: [one.card: $0]) }
            ?? self.report(correction, without: one.card)
        #expect(report.corrections == [] && report.header["Y"] == nil)
        let told = undecided(report)
        #expect(told.count == 1 && told.allSatisfy { $0.severity == .warning && $0.hint == "it was not made" })
        #expect(
            told.first?.message.hasPrefix("whether the correction 'fix' is meant for this header cannot be decided: ")
                == true)
        #expect(told.first?.message.contains(one.saying) == true, "\(told)")
        #expect(report.status != .ok)
    }

    @Test(
        "Where one part of the selector says no, the others need not be known",
        arguments: [
            ("day: 20130209, when: {predicate: isHot}", "TEMP"), ("sequence: 3, day: 20130210", "DAY"),
            ("day: 20130210, when: {card: TEMP, equals: 99}", "DAY"),
            ("date: {before: 2013-01-01}, sequence: 17", "SEQ"),
        ])
    func decided(_ selector: String, _ card: String) throws {
        let report = try report("name: fix, \(selector), change: [{set: Y, to: new}]", changing: [card: .real(.nan)])
        #expect(report.corrections == [] && undecided(report) == [])
    }

    @Test("A date without time of day is enough for a correction whose dates are days apart")
    func dayAlone() throws {
        let correction =
            "name: fix, date: {after: 2013-02-09T12:00:00, before: '2013-02-11T00:00:00'}, change: [{set: Y, to: new}]"
        let report = try report(correction, changing: ["DATE-OBS": "2013-02-10"])
        #expect(report.corrections.map(\.name) == ["fix"] && undecided(report) == [])
    }

    @Test("One warning names all that one reason leaves open, in all stages; another reason has its own")
    func grouped() throws {
        let report = try report(
            "name: a, day: 20130210, change: [{set: Y, to: 1}]", "name: b, day: 20130211, change: [{set: Y, to: 1}]",
            "name: c, stage: 2, day: 20130210, change: [{set: Y, to: 1}]",
            "name: d, when: {card: TEMP, greater_than: 30}, change: [{set: Y, to: 1}]",
            "name: e, stage: 3, day: 20130210, change: [{set: Y, to: 1}]",
            "name: made, stage: 2, change: [{set: DAY, to: none}]",
            changing: ["DAY": "soon", "TEMP": "hot"])
        #expect(report.corrections.map(\.name) == ["made"])
        #expect(
            undecided(report).map(\.message) == [
                "whether the corrections 'a', 'b', 'c' are meant for this header cannot be decided: "
                    + "DAY is 'soon', not a whole number",
                "whether the correction 'd' is meant for this header cannot be decided: "
                    + "whether TEMP is greater than 30.0 cannot be decided: it is 'hot', not a number",
                "whether the correction 'e' is meant for this header cannot be decided: DAY is 'none', not a whole number",
            ])
    }

    @Test("A long list of names is cut short, and says how many more there are")
    func manyNames() throws {
        let text =
            "schema: obskit/corrections/1\ncorrections:\n"
            + (1...6).map { "  - {reason: r, name: n\($0), observation_id: o\($0), change: [{set: Y, to: 1}]}\n" }
            .joined()
        let report = try RuleSample.translator(Self.rules, corrections: text).translate(header([:]))
        let told = undecided(report)
        #expect(told.count == 1)
        #expect(told.first?.message.hasPrefix("whether the corrections 'n1', 'n2', 'n3' and 3 more are meant") == true)
        #expect(told.first?.hint == "they were not made")
    }

    private static let broken = "name: broken, change: [{add: X, amount: 1}, {set: Z, to: 1}]"

    @Test("A correction that cannot be made is an error; its cards are refused from then on, and nothing else is")
    func failed() throws {
        let report = try report(
            Self.broken, "name: other, change: [{set: Y, to: mended}]",
            "name: later, stage: 2, when: {card: X, equals: a}, change: [{set: Y, to: never}]",
            "name: unharmed, stage: 2, when: {card: Y, equals: mended}, change: [{set: TEMP, to: 25}]",
            changing: ["X": "a", "Z": 0])
        // The others are made, and stay made.
        #expect(report.corrections.map(\.name) == ["other", "unharmed"])
        #expect(report.info.scienceProgram == "mended" && report.header["Z"] == 0 && report.header["X"] == "a")
        let error = try #require(report.diagnostics.first { $0.severity == .error })
        #expect(error.code == .correctionFailed)
        #expect(error.message == "the correction 'broken' cannot be made: X is no number")
        #expect(error.hint == "what the cards X, Z say is not used")
        #expect(report.status == .failed)
        // What reads the card fails with that reason, once for all of them.
        #expect(report.info.object == nil && report.info.telescope == nil)
        #expect(report.failures.map(\.property) == ["telescope", "object"])
        #expect(report.failures.allSatisfy { $0.reasons == ["the correction 'broken' cannot be made: X is no number"] })
        #expect(report.failureGroups.map { $0.map(\.property) } == [["telescope", "object"]])
        // A later condition on it is open, but for what is always decided.
        let told = undecided(report)
        #expect(told.count == 1 && told.first?.message.contains("'later'") == true)
        #expect(report.info.hasSimulatedContent == false)
        #expect(report.explanation(of: .object).isFailure)
        #expect(
            report.explanation(of: .object).reasons.first == "the correction 'broken' cannot be made: X is no number")
    }

    @Test(
        "What later corrections make of a refused card cannot be made either",
        arguments: [
            "{copy: Y, from: X}", "{add: X, amount: 1}", "{set: Y, to: {card: X}}", "{replace: X, old: a, new: b}",
        ])
    func laterChanges(_ change: String) throws {
        let report = try report(
            Self.broken, "name: second, stage: 2, change: [\(change)]", changing: ["X": "a", "Z": 0])
        #expect(report.corrections == [])
        let errors = report.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.code) == [.correctionFailed, .correctionFailed])
        #expect(errors.last?.message.hasPrefix("the correction 'second' cannot be made: ") == true)
        #expect(errors.last?.message.contains("X is no number") == true, "\(errors)")
    }

    @Test("Of two corrections that want different values of a card the first is made; the card is not believed")
    func conflict() throws {
        let report = try report(
            "name: one, change: [{set: X, to: a}, {set: Y, to: first}]",
            "name: two, change: [{set: X, to: b}, {set: Z, to: 1}]", changing: ["X": "raw", "Z": 0])
        #expect(report.corrections.map(\.name) == ["one"])
        #expect(report.info.scienceProgram == "first" && report.header["Z"] == 0)
        #expect(report.info.object == nil && report.failures.map(\.property) == ["telescope", "object"])
        let error = try #require(report.diagnostics.first)
        #expect(error.code == .correctionFailed && error.severity == .error)
        #expect(
            error.message
                == "the correction 'two' cannot be made: another correction of this stage wants another value of X: 'a', and not 'b'"
        )
        #expect(report.status == .failed)
    }

    @Test(
        "Two corrections that want the same value are both made", arguments: ["{set: X, to: a}", "{copy: X, from: W}"])
    func agreement(_ change: String) throws {
        let report = try report(
            "name: one, change: [{set: X, to: a}]", "name: two, change: [\(change)]", changing: ["X": "raw", "W": "a"])
        #expect(report.corrections.map(\.name) == ["one", "two"] && report.info.object == "a")
        #expect(report.status == .ok)
    }
}
