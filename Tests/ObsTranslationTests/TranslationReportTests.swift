import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct TranslationReportTests {
    private static let rules = """
        observation_kinds: {zero: bias, sky: skyFlat}
        properties:
          telescope: {card: TELESCOP}
          object:
            - {card: OBJECT, when: {card: KIND, equals: object}}
            - {card: OTHER, steps: [{missing: [none]}]}
            - {fail: nobody wrote it down}
          exposure_id: {card: EXPNUM}
          visit_id: {property: exposure_id}
          exposure_time: [{card: EXPTIME, unit: s, steps: [{minimum: 0}]}, {default: 0, unit: s}]
          observation_type: {card: OBSTYPE, steps: [lower]}
          observation_id: {text: '{telescope}-{exposure_id:05}'}
          altaz_end: null
        extensions:
          gain: {type: number, about: The gain., rule: {card: GAIN}}
          note: {type: text, rule: [{card: NOTE}, null]}
        """

    private static let cards: [String: HeaderValue] = [
        "TELESCOP": "T", "OBJECT": "M31", "KIND": "object", "EXPNUM": "7", "EXPTIME": -1.0, "OBSTYPE": "ZERO",
        "GAIN": 2,
        "UNUSED": 1,
    ]

    private func report(_ changes: [String: HeaderValue] = [:], without: String...) throws -> TranslationReport {
        let cards = Self.cards.merging(changes) { $1 }.filter { !without.contains($0.key) }
        return try RuleSample.translator(Self.rules).translate(header(cards))
    }

    @Test("A sound header has no failures; what was done to it is flagged")
    func sound() throws {
        let report = try report()
        #expect(report.failures == [])
        #expect(report.info.exposureID == 7 && report.info.visitID == 7 && report.info.observationID == "T-00007")
        #expect(report.flags(of: .exposureID) == .cast)
        #expect(report.flags(of: .visitID) == .cast)
        #expect(report.flags(of: .exposureTime) == .clipped)
        #expect(report.flags(of: .telescope) == [])
        #expect(report.flags(of: .altAzEnd) == [])
        #expect(report.info.extensions == ["gain": 2.0])
        #expect(report.kind == .bias)
        #expect(try report.strict() == report.info)
    }

    @Test("Flags have words, in a fixed order")
    func flagWords() {
        #expect(
            ValueFlags([.fallback, .repeated, .cast, .clipped, .defaulted]).words == [
                "defaulted", "clipped", "cast", "repeated", "fallback",
            ])
        #expect(ValueFlags().words == [])
    }

    @Test("Kinds are those of the instrument's words, exactly")
    func kinds() throws {
        #expect(try report(["OBSTYPE": "sky"]).kind == .skyFlat)
        #expect(try report(["OBSTYPE": "object"]).kind == nil)
        #expect(try report(without: "OBSTYPE").kind == nil)
    }

    @Test(
        "Failures come in the order of the properties, extensions last, each with all reasons, cards and the rule's place"
    )
    func failures() throws {
        let report = try report([
            "OBJECT": .undefined, "OTHER": "none", "TELESCOP": true, "EXPNUM": "x", "GAIN": "high",
            "EXPTIME": .undefined,
        ])
        #expect(
            report.failures.map(\.property) == [
                "telescope", "exposure_id", "visit_id", "object", "observation_id", "ext_gain",
            ])
        let byName = Dictionary(uniqueKeysWithValues: report.failures.map { ($0.property, $0) })
        #expect(byName["telescope"]?.reasons == ["TELESCOP is true, not text"])
        #expect(byName["object"]?.reasons == ["nobody wrote it down"])
        #expect(byName["object"]?.cards == ["KIND", "OBJECT", "OTHER"])
        #expect(byName["object"]?.rule == SourcePosition(file: "sample", line: 6, column: 5))
        // What follows from another failure says so.
        #expect(byName["exposure_id"]?.root == nil && byName["visit_id"]?.root == "exposure_id")
        #expect(byName["visit_id"]?.reasons == ["EXPNUM is 'x', not a whole number"])
        #expect(byName["visit_id"]?.cards == ["EXPNUM"])
        #expect(byName["observation_id"]?.summary == "telescope has no value: TELESCOP is true, not text")
        #expect(byName["ext_gain"]?.reasons == ["GAIN is 'high', not a number"])
        #expect(byName["ext_gain"]?.cards == ["GAIN"])
        #expect(report.info.extensions.isEmpty)
        #expect(report.flags(of: .exposureTime) == .defaulted)
        // The failure says it; nothing says it twice.
        #expect(report.diagnostics == [])
    }

    @Test("Where nothing was refused each thing that was tried is a reason, a condition that does not hold too")
    func conditionReason() throws {
        let rules = Self.rules.replacing("- {fail: nobody wrote it down}", with: "- {card: LAST}")
        let translator = try RuleSample.translator(rules)
        let cards = Self.cards.merging(["KIND": "sky", "OTHER": "none", "LAST": .undefined]) { $1 }
        let failure = try #require(translator.translate(header(cards)).failures.first)
        #expect(
            failure.reasons == [
                "its condition does not hold", "OTHER is 'none', which means that there is none", "LAST is undefined",
            ])
    }

    @Test("A strict view names everything that failed; a required property must also not be null")
    func strict() throws {
        let report = try report(without: "TELESCOP", "KIND")
        let error = #expect(throws: ObservationError.self) { try report.strict() }
        #expect(error?.code == .missingProperties)
        #expect(
            error?.message == "Sample: no value for telescope (there is no TELESCOP card); "
                + "object (nobody wrote it down); observation_id (telescope has no value: there is no TELESCOP card)")
        #expect(try report.strict(requiring: [.exposureID, .exposureTime]) == report.info)
        #expect(try report.strict(requiring: []) == report.info)
        let null = #expect(throws: ObservationError.self) { try report.strict(requiring: [.altAzEnd, .exposureID]) }
        #expect(null?.message == "Sample: no value for altaz_end (the header does not say it)")
    }

    @Test("Of a subset only its properties are computed, reported and flagged")
    func subset() throws {
        let translator = try RuleSample.translator(Self.rules)
        let all = translator.translate(header(Self.cards.filter { $0.key != "TELESCOP" }))
        let some = translator.translate(
            header(Self.cards.filter { $0.key != "TELESCOP" }), properties: [.visitID, .exposureTime, .object])
        #expect(ObservationProperty.allCases.filter { some.info[$0] != nil } == [.visitID, .exposureTime, .object])
        #expect(some.failures == [] && all.failures.map(\.property) == ["telescope", "observation_id"])
        #expect(some.info.extensions.isEmpty)
        #expect(some.flags(of: .visitID) == .cast && some.flags(of: .exposureID) == [])
        #expect(translator.translate(header([:]), properties: []).failures == [])
    }

    @Test("An explanation says from which cards and by which rule a value came")
    func explanation() throws {
        let report = try report()
        let id = report.explanation(of: .observationID)
        #expect(id.property == "observation_id" && id.value == "T-00007" && !id.isFailure)
        #expect(id.cards.map(\.keyword.name) == ["TELESCOP", "EXPNUM"])
        #expect(id.rule == SourcePosition(file: "sample", line: 13, column: 19))
        #expect(id.alternative == 0 && id.reasons == [] && id.flags == .cast)
        let object = try self.report(["OTHER": "x"], without: "KIND").explanation(of: .object)
        #expect(object.value == "x" && object.alternative == 1)
        #expect(object.cards.map(\.keyword.name) == ["OTHER"])
        #expect(object.reasons.contains("its condition does not hold"))
        let null = report.explanation(of: .altAzEnd)
        #expect(null.value == nil && !null.isFailure && null.alternative == 0)
        let failed = try self.report(["TELESCOP": .undefined]).explanation(of: .telescope)
        #expect(failed.isFailure && failed.value == nil && failed.alternative == nil)
        #expect(failed.reasons == ["TELESCOP is undefined"])
        #expect(report.cardsUsed == ["EXPNUM", "EXPTIME", "KIND", "OBJECT", "OBSTYPE", "TELESCOP"])
    }

    @Test("The cards that a property may be made of are known without a header")
    func keywords() throws {
        let rules = try RuleSample.rules(Self.rules)
        #expect(rules.keywords(usedBy: .object) == ["KIND", "OBJECT", "OTHER"])
        #expect(rules.keywords(usedBy: .observationID) == ["EXPNUM", "TELESCOP"])
        #expect(rules.keywords(usedBy: .altAzEnd) == [])
        #expect(rules.extensionNames == ["gain", "note"])
        let more = try RuleSample.rules(
            """
            time_scale: {card: TIMESYS}
            predicates:
              p: {card: P, is: present}
            properties:
              datetime_begin: {time: {iso: D, plus: {card: E}, after: A}}
              datetime_end: {time: {iso: D, scale: tai}}
              object: {constant: a, when: {predicate: p}, unless: {card: Q, same_as: R}}
            """)
        #expect(more.keywords(usedBy: .datetimeBegin) == ["A", "D", "E", "TIMESYS"])
        #expect(more.keywords(usedBy: .datetimeEnd) == ["D"])
        #expect(more.keywords(usedBy: .object) == ["P", "Q", "R"])
    }

    @Test(
        "A date that a built-in table does not reach is said, with what was assumed",
        arguments: [
            ("2026-01-01T00:00:00", []), ("1990-01-01T00:00:00", []),
            ("2060-01-01T00:00:00", ["leap seconds", "UT1 − UTC"]),
            ("1950-01-01T00:00:00", ["leap seconds", "UT1 − UTC"]), ("1961-06-01T00:00:00", ["UT1 − UTC"]),
        ])
    func staleTables(_ date: String, _ tables: [String]) throws {
        let rules = "properties:\n  datetime_begin: {time: {iso: DATE-OBS}}\n"
        let report = try RuleSample.translator(rules).translate(header(["DATE-OBS": .string(date)]))
        let notes = report.diagnostics.filter { $0.code.rawValue == "stale-table" }
        #expect(notes.allSatisfy { $0.severity == .note })
        #expect(notes.count == tables.count)
        for (note, table) in zip(notes, tables) { #expect(note.message.contains("table of \(table)"), "\(note)") }
    }

    @Test("Whether something failed is known without the reasons")
    func completeness() throws {
        #expect(try report().isComplete)
        #expect(try !report(without: "TELESCOP").isComplete)
    }

    @Test("Flags are kept for each property by itself")
    func flagTable() {
        var flags = FlagsByProperty()
        for property in ObservationProperty.allCases {
            flags[property] = ValueFlags(rawValue: UInt8(property.rawValue * 5 % 32))
        }
        flags[.object] = []
        for property in ObservationProperty.allCases {
            let expected = property == .object ? 0 : UInt8(property.rawValue * 5 % 32)
            #expect(flags[property].rawValue == expected)
        }
    }

    @Test("What the caller noticed can be added")
    func adding() throws {
        var report = try report()
        report.add(Diagnostic(.note, .unknownKey, at: nil, "a remark"))
        #expect(report.diagnostics.map(\.message) == ["a remark"])
    }

    @Test("The name in the wire form is the instrument's, or the one that the file says")
    func translatorName() throws {
        #expect(try report().info.translatorName == "Sample")
        let named = try RuleSample.translator("translator: LSST_LATISS\n").translate(header([:]))
        #expect(named.translatorName == "LSST_LATISS" && named.info.translatorName == "LSST_LATISS")
    }

    @Test("Many tasks that translate different headers at the same time get what one task gets alone")
    func concurrency() async throws {
        let translator = try DECamSample.translator()
        var numbers = SeededGenerator(seed: 7)
        let headers = (0..<60).map { index in
            var cards = DECamSample.cards
            cards["EXPNUM"] = .integer(index)
            cards["OBSTYPE"] = numbers.pick(["object", "zero", "dark", .undefined])
            cards["OBJECT"] = numbers.pick(["Trifid", "a field"])
            cards["DATE-OBS"] = .string("2013-02-\(numbers.integer(10...28))T0\(numbers.integer(0...9)):23:45.25")
            cards[numbers.pick(Array(DECamSample.cards.keys).sorted())] = nil
            return header(cards)
        }
        func answer(_ header: Header) -> [String] {
            let report = translator.translate(header)
            return [report.info.wireForm] + report.failures.map { "\($0)" } + report.diagnostics.map(\.description)
        }
        let alone = headers.map(answer)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for step in headers.indices {
                        let index = (step * (task + 1) * 7) % headers.count
                        #expect(answer(headers[index]) == alone[index])
                    }
                }
            }
        }
    }
}
