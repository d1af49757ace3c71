import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// Files of the first version of the rule language, and its spellings.
@Suite struct FirstVersionTests {
    private func compile(_ text: String) throws -> (TranslationRules?, Problems) {
        let problems = Problems()
        let nodes = [
            try Document.yaml(text: text, file: "sample").root,
            try Document.yaml(text: RuleSample.nullBase, file: "base").root,
        ]
        return (TranslationRules.compile(layers: nodes, problems: problems), problems)
    }

    /// Rules whose keys of more than one word have the spelling of version 1, each marked; and the new spellings.
    private static let spellings: [(rule: String, keys: [String])] = [
        ("object: {▸cardMatching: 'A(\\d)', give: name}", ["card_matching"]),
        ("object: {constant: a, when: {card: A, ▸oneOf: [a]}}", ["one_of"]),
        (
            "object: {constant: a, when: {card: A, ▸startsWith: a, ▸ignoringCase: true}}",
            ["starts_with", "ignoring_case"]
        ),
        ("object: {constant: a, when: {card: A, ▸endsWith: a}}", ["ends_with"]),
        ("object: {constant: a, when: {card: A, ▸greaterThan: 1, ▸lessThan: 5}}", ["greater_than", "less_than"]),
        ("object: {constant: a, when: {card: A, ▸atLeast: 1, ▸atMost: 5}}", ["at_least", "at_most"]),
        ("object: {constant: a, when: {card: A, ▸sameAs: B}}", ["same_as"]),
        ("object: {card: A, steps: [{▸dropPrefix: a}]}", ["drop_prefix"]),
        ("object: {card: A, steps: [{▸dropSuffix: a}]}", ["drop_suffix"]),
        ("exposure_id: {card: A, steps: [{▸roundDown: 5}]}", ["round_down"]),
        ("exposure_id: {card: A, steps: [{▸daysSince: 2010-01-01}]}", ["days_since"]),
        ("exposure_id: {card: A, steps: [{▸secondsSince: '2010-01-01T00:00:00'}]}", ["seconds_since"]),
        ("exposure_id: {hash: A, ▸hexDigits: 3}", ["hex_digits"]),
        (
            "datetime_begin: {time: {date: A, ▸timeOfDay: B, ▸notBefore: {property: datetime_end}}}",
            ["time_of_day", "not_before"]
        ),
        (
            "tracking_radec: {sky: {▸rightAscension: A, declination: B, ▸rightAscensionUnit: deg}}",
            ["right_ascension", "right_ascension_unit"]
        ),
        ("altaz_begin: {altaz: {azimuth: A, ▸zenithDistance: B}}", ["zenith_distance"]),
        ("altaz_begin: {altaz: {▸hourAngle: A, declination: B}}", ["hour_angle"]),
        ("observing_day: {▸observingDay: {at: {property: datetime_begin}, offset: A}}", ["observing_day"]),
        ("observing_day_offset: {▸civilOffset: {zone: US/Pacific, at: {property: datetime_begin}}}", ["civil_offset"]),
        ("object: {detector: name, by: {▸uniqueName: A}}", ["unique_name"]),
        ("object: {detector: ▸uniqueName, by: {number: A}}", ["unique_name"]),
    ]

    private static func old(_ key: String) -> String { RuleCompiler.oldSpelling(of: key) }

    @Test(
        "In a file of version 2 each old spelling is a warning with the new name, and a tool can write it",
        arguments: spellings)
    func oldSpellings(_ one: (rule: String, keys: [String])) throws {
        let marked = Marked("schema: obskit/translation/2\nproperties:\n  \(one.rule)\n")
        let (rules, problems) = try compile(marked.text)
        #expect(rules != nil)
        let told = problems.sorted
        #expect(told.map(\.place) == marked.places)
        #expect(told.allSatisfy { $0.code == .oldSpelling && $0.severity == .warning })
        for (diagnostic, key) in zip(told, one.keys) {
            #expect(diagnostic.message == "'\(Self.old(key))' is the old spelling of \(key)")
            #expect(diagnostic.hint == "write \(key)")
        }
        let fixes = zip(marked.places, one.keys).map { TextFix(at: $0, .replace(Self.old($1), with: $1)) }
        #expect(Set(problems.fixes) == Set(fixes))
        #expect(problems.fixes.count == fixes.count)
    }

    @Test(
        "In a file of version 1 they are no warnings of their own, and the tool writes them all the same",
        arguments: spellings)
    func oldSpellingsOfVersion1(_ one: (rule: String, keys: [String])) throws {
        let marked = Marked("schema: obskit/translation/1\nproperties:\n  \(one.rule)\n")
        let (rules, problems) = try compile(marked.text)
        #expect(rules != nil)
        #expect(problems.sorted.map(\.code) == [.oldLanguage])
        for (place, key) in zip(marked.places, one.keys) {
            #expect(problems.fixes.contains(TextFix(at: place, .replace(Self.old(key), with: key))))
        }
    }

    @Test("The new spellings say the same as the old ones without a word", arguments: spellings)
    func newSpellings(_ one: (rule: String, keys: [String])) throws {
        var text = one.rule.replacing("▸", with: "")
        // A longer name first: one may be a part of another.
        for key in one.keys.reversed() { text = text.replacing(Self.old(key) + ":", with: key + ":") }
        text = text.replacing("detector: uniqueName", with: "detector: unique_name")
        let (rules, problems) = try compile("schema: obskit/translation/2\nproperties:\n  \(text)\n")
        #expect(rules != nil && problems.sorted.map(\.description) == [] && problems.fixes == [])
    }

    @Test("Both spellings at once are an error: the old one is unknown then")
    func bothSpellings() throws {
        let (rules, problems) = try compile(
            "schema: obskit/translation/2\nproperties:\n  object: {constant: a, when: {card: A, one_of: [a], oneOf: [b]}}\n"
        )
        #expect(rules == nil && problems.sorted.map(\.code) == [.unknownKey])
    }

    @Test("A file of version 1 is read by the new law, with one warning that names the alternatives to look at")
    func law() throws {
        let text = """
            schema: obskit/translation/1
            properties:
              object:
                - {card: A, steps: [{pattern: 'a.*'}]}
                - {constant: d}
              exposure_time:
                - {card: EXPTIME, unit: s}
                - {default: 0, unit: s}
              telescope:
                - {card: T, steps: [lower]}
                - {default: t}
              temperature: {card: X, unit: degC, steps: [number]}

            """
        let (rules, problems) = try compile(text)
        #expect(problems.sorted.count == 1)
        let warning = try #require(problems.sorted.first)
        #expect(warning.code == .oldLanguage && warning.severity == .warning)
        #expect(warning.place == SourcePosition(file: "sample", line: 1, column: 9))
        #expect(warning.message.contains("version 1") && warning.message.hasSuffix("the alternatives in lines 4, 7"))
        #expect(warning.hint == "run obskit validate --fix")
        #expect(
            Set(problems.fixes) == [
                TextFix(
                    at: SourcePosition(file: "sample", line: 1, column: 9),
                    .replace("obskit/translation/1", with: "obskit/translation/2")),
                TextFix(at: SourcePosition(file: "sample", line: 4, column: 7), .mark(RuleCompiler.mark)),
                TextFix(at: SourcePosition(file: "sample", line: 7, column: 7), .mark(RuleCompiler.mark)),
            ])
        let translator = HeaderTranslator(instrumentName: "X", rules: try #require(rules))
        let report = translator.translate(header(["A": "b", "EXPTIME": "long", "T": "T", "X": 1]))
        #expect(report.info.object == nil && report.info.exposureTime == nil && report.info.telescope == "t")
        // The file is old; the observation is not to blame.
        #expect(report.diagnostics == [])
    }

    @Test("What the file says already needs no look, and a file of version 1 may use the new words")
    func decided() throws {
        let text = """
            schema: obskit/translation/1
            properties:
              object:
                - {card: A, steps: [{pattern: 'a.*'}], refused: next}
                - {card: A, steps: [{form: 'b.*'}]}
                - {card: A}

            """
        let (rules, problems) = try compile(text)
        #expect(problems.sorted.count == 1 && problems.sorted.first?.message.contains("lines") == false)
        #expect(problems.fixes.count == 1)
        let translator = HeaderTranslator(instrumentName: "X", rules: try #require(rules))
        #expect(translator.translate(header(["A": "b1"])).info.object == "b1")
        #expect(translator.translate(header(["A": "c"])).info.object == "c")
    }

    @Test("Of many alternatives the first five lines are named; each of several old files has its warning")
    func many() throws {
        let rules = (0..<7).map { "    - {card: C\($0), steps: [integer]}\n" }.joined()
        let problems = Problems()
        let top = "schema: obskit/translation/1\nproperties:\n  exposure_id:\n\(rules)    - {constant: 1}\n"
        let base = RuleSample.nullBase.replacing("translation/2", with: "translation/1")
        let compiled = TranslationRules.compile(
            layers: [
                try Document.yaml(text: top, file: "sample").root, try Document.yaml(text: base, file: "base").root,
            ], problems: problems)
        #expect(compiled != nil)
        #expect(problems.sorted.map(\.place?.file) == ["base", "sample"])
        #expect(problems.sorted.last?.message.hasSuffix("lines 4, 5, 6, 7, 8 and 2 more") == true)
        #expect(problems.sorted.first?.message.contains("lines") == false)
    }
}
