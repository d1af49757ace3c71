import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct RuleDiagnosticTests {
    private static let schema = "schema: obskit/translation/2\n"

    /// Compiles a marked text over a base in which every property is null, and compares what is reported.
    static func check(
        _ one: DiagnosticCase, _ prefix: String, over bases: [String] = [RuleSample.nullBase]
    ) throws {
        let marked = Marked(prefix + one.text)
        let (rules, diagnostics) = try RuleSample.compile(marked.text, over: bases)
        #expect(
            diagnostics.map(\.code.rawValue) == one.codes, "\(diagnostics.map(\.description).joined(separator: "\n"))")
        #expect(diagnostics.map(\.place) == marked.places, "\(diagnostics.map(\.description).joined(separator: "\n"))")
        #expect((rules == nil) == diagnostics.contains { $0.severity == .error })
        if let saying = one.saying {
            #expect(diagnostics.first?.description.contains(saying) == true, "\(diagnostics)")
        }
    }

    @Test(
        "A file is read strictly",
        arguments: [
            DiagnosticCase(
                "schema: ▸obskit/translation/3\n", "unknown-schema", saying: "write schema: obskit/translation/2"),
            .init("▸translator: X\n", "missing-key", saying: "'schema' is missing"),
            .init("▸- a\n", "wrong-type"),
            .init(schema + "▸propertys: {}\n", "unknown-key", saying: "did you mean 'properties'?"),
            .init(schema + "properties: ▸5\n", "wrong-type"),
            .init(schema + "properties:\n  ▸telescop: null\n", "unknown-property", saying: "did you mean 'telescope'?"),
            .init(
                schema + "properties:\n  ▸zzzzzzzzzz: null\n", "unknown-property", saying: "go under extensions:"),
            .init(schema + "observation_kinds: {zero: ▸biass}\n", "unknown-word", saying: "did you mean 'bias'?"),
            .init(
                schema + "required: [telescope, ▸exposureid]\n", "unknown-property",
                saying: "did you mean 'exposure_id'?"),
            .init(schema + "required: ▸telescope\n", "wrong-type"),
            .init(schema + "required: [▸[telescope]]\n", "wrong-type"),
            .init(schema + "required: [▸zzzzzzzz]\n", "unknown-property", saying: "such as exposure_id"),
            .init(schema + "translator: ▸[a]\n", "wrong-type"),
            .init(schema + "properties:\n  object: null\n  ▸object: null\n", "duplicate-key"),
            .init(schema + "extensions:\n  e: ▸{rule: null}\n", "missing-key"),
            .init(schema + "extensions:\n  e: ▸{type: text}\n", "missing-key"),
            .init(schema + "extensions:\n  e: {type: ▸date, rule: null}\n", "unknown-word", saying: "boolean, integer"),
            .init(schema + "values:\n  ▸unused: null\n", "unused-entry", saying: "take it away"),
            .init(schema + "predicates:\n  ▸unused: {all: []}\n", "unused-entry"),
            .init(schema + "tables:\n  ▸unused: {a: b}\n", "unused-entry"),
        ])
    func files(_ one: DiagnosticCase) throws { try Self.check(one, "") }

    @Test("A property without a rule anywhere is missing, one by one in order")
    func missingRules() throws {
        let (rules, diagnostics) = try RuleSample.compile(
            Self.schema + "properties:\n  object: {card: OBJECT}\n", over: [])
        #expect(rules == nil)
        #expect(diagnostics.count == 39)
        #expect(Set(diagnostics.map(\.code)) == [.missingRule])
        #expect(diagnostics.contains { $0.message == "there is no rule for telescope" })
        #expect(diagnostics.map(\.description) == diagnostics.sorted().map(\.description))
    }

    @Test("A base of which nothing is used is pointed out where it is extended")
    func unusedBase() throws {
        let all = ObservationProperty.allCases.map { "  \($0.name): null\n" }.joined()
        try Self.check(
            DiagnosticCase("extends: ▸base.yaml\nproperties:\n" + all, "unused-base"), Self.schema)
    }

    @Test(
        "Rules that refer to each other in a circle are an error, with the circle",
        arguments: [
            DiagnosticCase("  object: ▸{property: object}\n", "circular-rules", saying: "object -> object"),
            .init("  object: ▸{property: science_program}\n  science_program: {property: object}\n", "circular-rules"),
            .init(
                "  object: {value: a}\nvalues:\n  a: {text: '{object}'}\n".replacing("object: {", with: "object: ▸{"),
                "circular-rules", saying: "object -> a -> object"),
            .init(
                "  object: ▸{constant: a, when: {predicate: p}}\npredicates:\n  p: {property: object, equals: a}\n",
                "circular-rules", saying: "object -> p -> object"),
            .init(
                "  altaz_begin: null\n  location: ▸{location: {geocentric: [{property: altaz_end}, A, B]}}\n  altaz_end: {altaz: {hour_angle: H, declination: D}}\n",
                "circular-rules"),
        ])
    func circles(_ one: DiagnosticCase) throws { try Self.check(one, Self.schema + "properties:\n") }

    @Test("A chain of very many rules is refused, not followed to the end of the stack")
    func longChains() throws {
        func chain(_ count: Int) -> String {
            "properties:\n  object: {value: v0}\nvalues:\n"
                + (0..<count).map { "  v\($0): {value: v\($0 + 1)}\n" }.joined() + "  v\(count): {card: X}\n"
        }
        let translator = try RuleSample.translator(chain(60))
        #expect(translator.translate(header(["X": "a"])).info.object == "a")
        let (rules, diagnostics) = try RuleSample.compile(Self.schema + chain(5000))
        #expect(rules == nil)
        #expect(diagnostics.map(\.code) == [.circularRules])
        #expect(diagnostics.first?.message.contains("a chain of more than 64 rules") == true)
    }

    @Test("Thousands of problems take no more time than reading them")
    func manyProblems() throws {
        let text = Self.schema + "values:\n" + (0..<1500).map { "  v\($0): {value: walue\($0)}\n" }.joined()
        let (rules, diagnostics) = try RuleSample.compile(text)
        #expect(rules == nil)
        #expect(diagnostics.count == 1001)
    }

    @Test("A rule of very many alternatives is refused")
    func manyAlternatives() throws {
        func list(_ count: Int) -> String { (0..<count).map { "{card: C\($0)}" }.joined(separator: ", ") }
        #expect(try evaluate("[\(list(64))]", ["C63": 5]).value == 5)
        try Self.check(
            DiagnosticCase(
                "properties:\n  object: ▸[\(list(65))]\n", "limit-exceeded", saying: "at most 64 alternatives"),
            Self.schema)
        let (rules, diagnostics) = try RuleSample.compile(Self.schema + "properties:\n  object: [\(list(20_000))]\n")
        #expect(rules == nil && diagnostics.count == 1)
    }

    @Test(
        "What is wrong with a source is said where it stands",
        arguments: [
            DiagnosticCase("▸5", "bad-source", saying: "{constant: …}"), .init("▸OBJECT", "bad-source"),
            .init("▸[]", "bad-source"), .init("[▸[]]", "bad-source"),
            .init("▸{}", "bad-source", saying: "write one of"),
            .init("▸{card: A, constant: b}", "bad-source", saying: "card and constant cannot stand together"),
            .init("{▸crad: A}", "unknown-key", saying: "did you mean 'card'?"),
            .init("{card: A, ▸step: [trim]}", "unknown-key", saying: "'steps'"),
            .init("{card: ▸[]}", "bad-source"), .init("{card: ▸''}", "bad-source"),
            .init("{card: ▸null}", "wrong-type"),
            .init("{card: [▸{name: A}]}", "missing-key"), .init("{card: [{name: A, unit: ▸s}]}", "wrong-unit"),
            .init("{property: ▸objekt}", "unknown-property", saying: "did you mean 'object'?"),
            .init("{property: ▸ext_none}", "unknown-property"),
            .init("{value: ▸nothing}", "unknown-name", saying: "under values:"),
            .init("{constant: ▸[a]}", "wrong-type"), .init("{constant: null}"),
            .init("{card_matching: ▸'(a', give: name, equals: b}", "bad-pattern"),
            .init("{card_matching: 'A(\\d)', give: ▸'B{2}'}", "bad-template"),
            .init("{card_matching: 'A', give: ▸'B{1}'}", "bad-template"),
            .init("{card_matching: 'A', give: ▸'B{x}'}", "bad-template"),
            .init("{detector: ▸colour, by: {number: {constant: 1}}}", "unknown-word", saying: "group, name, number"),
            .init("{detector: name, by: ▸{}}", "bad-source"), .init("▸{detector: name}", "missing-key"),
            .init("{detector: name, by: ▸{▸colour: A}}", "bad-source", "unknown-key"),
            .init("▸{join: [A]}", "missing-key"), .init("{join: ▸A, separator: ''}", "wrong-type"),
            .init("{join: ▸[], separator: ''}", "wrong-type"),
            .init("{text: ▸'{nobody}'}", "unknown-name"),
            .init("{text: ▸'{objekt}'}", "unknown-name", saying: "'object'"),
            .init("{text: ▸'{a', with: {a: {card: A}}}", "bad-template"),
            .init("{text: ▸'{a:5}', with: {a: {card: A}}}", "bad-template", saying: "{a:05}"),
            .init("{text: ▸'{a:099}', with: {a: {card: A}}}", "bad-template"), .init("{text: ▸'{}'}", "bad-template"),
            .init("{text: 'x', with: {▸a: {card: A}}}", "unused-entry"),
            .init("{integer: ▸'1 +'}", "bad-expression"),
            .init("{integer: ▸'a + nobody', with: {a: {card: A}}}", "unknown-name"),
            .init("{hash: A, hex_digits: ▸16}", "out-of-range"), .init("▸{hash: A}", "missing-key"),
            .init("{pack: ▸[]}", "wrong-type"), .init("{pack: [▸{of: A}]}", "missing-key"),
            .init("{pack: [{of: A, size: ▸0}]}", "out-of-range"),
            .init("{pack: [{of: A, size: 4294967296}, ▸{of: B, size: 4294967296}]}", "pack-too-large"),
            .init("{hook: ▸[a]}", "wrong-type"), .init("{fail: ▸null}", "wrong-type"),
        ])
    func sources(_ one: DiagnosticCase) throws {
        try Self.check(one, Self.schema + "properties:\n  object: ")
    }

    @Test(
        "What is wrong with a builder is said once, without false alarms about its other keys",
        arguments: [
            DiagnosticCase("datetime_begin: {time: ▸{scale: utc, plus: E}}", "bad-source"),
            .init("datetime_begin: {time: ▸{iso: A, mjd: B}}", "bad-source", saying: "one of iso:, mjd:, of:"),
            .init("datetime_begin: {time: ▸{date: A, scale: utc}}", "bad-source"),
            .init("datetime_begin: {time: ▸{iso: A, time_of_day: B}}", "bad-source"),
            .init("datetime_begin: {time: {iso: A, scale: ▸ut1}}", "unknown-word", saying: "tai, tt, utc"),
            .init("datetime_begin: {time: {iso: A, half: ▸true}}", "bad-source", saying: "beside plus: or minus:"),
            .init("datetime_begin: {time: {iso: A, plus: B, minus: ▸C}}", "bad-source"),
            .init("datetime_begin: {time: {mjd: ▸56000}}", "bad-source", saying: "{constant: 56000}"),
            .init("datetime_begin: {constant: ▸yesterday}", "bad-date"),
            .init("datetime_begin: {time: ▸A}", "wrong-type"),
            .init("tracking_radec: {sky: ▸{declination: B, right_ascension_unit: deg, frame: F}}", "missing-key"),
            .init(
                "tracking_radec: {sky: {right_ascension: A, declination: B, right_ascension_unit: ▸rad}}",
                "unknown-word"),
            .init("tracking_radec: {sky: ▸{horizontal: {property: altaz_begin}}}", "missing-key"),
            .init("tracking_radec: {constant: ▸here}", "bad-source", saying: "the builder sky:"),
            .init("altaz_begin: {altaz: ▸{azimuth: A}}", "bad-source"),
            .init("altaz_begin: {altaz: ▸{altitude: A, limits: [0, 90]}}", "missing-key"),
            .init("altaz_begin: {altaz: ▸{azimuth: A, altitude: B, zenith_distance: C}}", "bad-source"),
            .init("altaz_begin: {altaz: {azimuth: A, altitude: B, limits: ▸[90, 0]}}", "bad-step"),
            .init("altaz_begin: {altaz: ▸{sky: {property: tracking_radec}}}", "missing-key"),
            .init("altaz_begin: {altaz: ▸{hour_angle: A}}", "missing-key"),
            .init("location: {location: ▸{latitude: A, height: B}}", "missing-key"),
            .init("location: {location: {site: ▸ctoi}}", "unknown-name", saying: "did you mean 'ctio'?"),
            .init("location: {location: {geocentric: ▸[A, B]}}", "wrong-type"),
            .init("boresight_airmass: {airmass: ▸{}}", "missing-key"),
            .init("observing_day: {observing_day: ▸{offset: A}}", "missing-key"),
            .init("observing_day_offset: {civil_offset: ▸{at: A}}", "missing-key"),
            .init("observing_day_offset: {civil_offset: {at: A, zone: ▸Europe/Berlin}}", "unknown-name"),
        ])
    func builders(_ one: DiagnosticCase) throws { try Self.check(one, Self.schema + "properties:\n  ") }

    @Test(
        "A unit is needed where a number is measured, and must be one of the quantity",
        arguments: [
            DiagnosticCase("exposure_time: ▸{card: EXPTIME}", "missing-unit", saying: "add unit:, such as unit: s"),
            .init("exposure_time: ▸{constant: 5}", "missing-unit"),
            .init("exposure_time: [{card: A, unit: s}, ▸{default: 0}]", "missing-unit"),
            .init("exposure_time: ▸{card: [{name: A, unit: ms}, B]}", "missing-unit"),
            .init("exposure_time: {card: A, unit: ▸sec}", "wrong-unit", saying: "did you mean 's'?"),
            .init("exposure_time: {card: A, unit: ▸S}", "wrong-unit", saying: "did you mean 's'?"),
            .init("temperature: {card: A, unit: degF}"), .init("pressure: {card: A, unit: torr}"),
            .init("temperature: {card: A, unit: ▸DEGF}", "wrong-unit", saying: "did you mean 'degF'?"),
            .init("temperature: {card: A, unit: ▸degX}", "wrong-unit", saying: "did you mean 'degC'?"),
            .init("temperature: {card: A, unit: ▸Reaumur}", "wrong-unit", saying: "it is one of K, degC, degF"),
            .init("pressure: {card: A, unit: ▸MMHG}", "wrong-unit", saying: "did you mean 'mmHg'?"),
            .init("pressure: {card: A, unit: ▸deg}", "wrong-unit", saying: "such as hPa"),
            .init("boresight_rotation_angle: {card: A, unit: ▸h}", "wrong-unit", saying: "such as hourangle"),
            .init("focus_z: {card: A, unit: ▸micron}", "wrong-unit", saying: "did you mean 'um'?"),
            .init("relative_humidity: {card: A, unit: ▸'%'}", "wrong-unit", saying: "did you mean 'percent'?"),
            .init("object: {card: A, unit: ▸foo}", "wrong-unit", saying: "object has no unit"),
            .init("exposure_time: {card: A, unit: ▸mm}", "wrong-unit", saying: "mm is a unit of length"),
            .init("temperature: {card: A, unit: ▸DegC}", "wrong-unit", saying: "did you mean 'degC'?"),
            .init("object: {card: A, unit: ▸s}", "wrong-unit", saying: "object has no unit"),
            .init("focus_z: ▸{integer: '1 + 1'}", "missing-unit"), .init("exposure_time: {property: dark_time}"),
            .init("exposure_time: {card: [{name: A, unit: ms}, {name: B, unit: s}]}"),
        ])
    func units(_ one: DiagnosticCase) throws {
        try Self.check(one, Self.schema + "properties:\n  ")
    }

    @Test(
        "What is wrong with a step is said where it stands",
        arguments: [
            DiagnosticCase("▸trim", "wrong-type", saying: "steps: [trim, lower]"),
            .init("[▸trimm]", "bad-step", saying: "did you mean 'trim'?"),
            .init("[▸table]", "bad-step", saying: "write {table: NAME or {KEY: VALUE, …}}"),
            .init("[{▸tabel: {a: b}}]", "bad-step", saying: "did you mean 'table'?"),
            .init("[{▸trim: true}]", "bad-step", saying: "write trim alone"), .init("[▸{}]", "bad-step"),
            .init("[▸{scale: 1, offset: 2}]", "bad-step", saying: "several steps"), .init("[▸[trim]]", "wrong-type"),
            .init("[{scale: ▸x}]", "wrong-type"), .init("[{offset: ▸.nan}]", "out-of-range"),
            .init("[{minimum: ▸a}]", "wrong-type"),
            .init("[{maximum: ▸.inf}]", "out-of-range"), .init("[{wrap: ▸0}]", "bad-step"),
            .init("[{wrap: ▸-1}]", "bad-step"),
            .init("[{wrap: ▸[1]}]", "bad-step"), .init("[{wrap: ▸[2, 1]}]", "bad-step"),
            .init("[{round: ▸0}]", "bad-step"),
            .init("[{round_down: ▸-1}]", "bad-step"),
            .init("[{range: ▸[1, 1]}]", "bad-step", saying: "the smaller first"),
            .init("[{range: ▸5, else: 1}]", "wrong-type"), .init("[{range: [0, 1], else: ▸a}]", "wrong-type"),
            .init("[{range: [0, 1], ▸default: 1}]", "unknown-key"), .init("[{take: ▸0}]", "out-of-range"),
            .init("[▸{split: ','}]", "missing-key"), .init("[{split: ▸'', item: 1}]", "bad-step"),
            .init("[{split: ',', item: ▸-1}]", "out-of-range"), .init("[{before: ▸''}]", "bad-step"),
            .init("[{drop_prefix: ▸''}]", "bad-step"), .init("[{replace: {▸'': a}}]", "bad-step"),
            .init("[{replace: ▸a}]", "wrong-type"),
            .init("[{pattern: ▸'(a'}]", "bad-pattern", saying: "section 2.5"),
            .init("[{pattern: ▸'a**'}]", "bad-pattern"),
            .init("[{table: ▸nowhere}]", "unknown-name"), .init("[{table: {a: ▸[b]}}]", "wrong-type"),
            .init("[{rename: ▸[a]}]", "wrong-type"), .init("[{missing: ▸a}]", "wrong-type"),
            .init("[{table: {a: ▸99999999999999999999}}]", "wrong-type", saying: "beyond 64 bits"),
            .init("[{days_since: ▸2010-02-30}]", "bad-date"), .init("[{seconds_since: ▸'2010-01-01'}]", "bad-date"),
        ])
    func steps(_ one: DiagnosticCase) throws {
        let text = one.text
        try Self.check(
            DiagnosticCase("{card: A, steps: \(text)}\n", one.codes, saying: one.saying),
            Self.schema + "properties:\n  object: ")
    }

    @Test(
        "What is wrong with a condition is said where it stands",
        arguments: [
            DiagnosticCase("▸5", "wrong-type"), .init("▸{}", "bad-source"),
            .init("▸{card: A}", "bad-test", saying: "greater_than"),
            .init("{▸crad: A, equals: 1}", "unknown-key"),
            .init("{card: A, ▸equal: 1}", "unknown-key", saying: "did you mean 'equals'?"),
            .init("{card: A, is: ▸there}", "unknown-word", saying: "absent, defined, present, undefined"),
            .init("▸{is: present}", "missing-key"), .init("{card: A, is: present, ▸equals: 1}", "unknown-key"),
            .init("{all: ▸{card: A, equals: 1}}", "wrong-type"), .init("{any: ▸a}", "wrong-type"),
            .init("{not: ▸a}", "wrong-type"),
            .init("{predicate: ▸isScienze}", "unknown-name", saying: "did you mean 'isScience'?"),
            .init("{card: A, matches: ▸'[a'}", "bad-pattern"), .init("{card: A, greater_than: ▸a}", "wrong-type"),
            .init("{card: A, at_most: ▸.inf}", "out-of-range"), .init("{card: A, contains: ▸[a]}", "wrong-type"),
            .init("{card: A, equals: ▸null}", "bad-test", saying: "known: false"),
            .init("{card: A, one_of: [a, ▸null]}", "bad-test", saying: "known: false"),
            .init("{card: A, one_of: ▸a}", "wrong-type"), .init("{card: A, equals: ▸.nan}", "out-of-range"),
            .init("{property: datetime_begin, before: ▸tomorrow}", "bad-date", saying: "2013-02-10T00:00:00"),
            .init("{card: A, same_as: ▸5}", "bad-source"), .init("{card: A, same_as: ▸{}}", "bad-source"),
            .init("{card: A, matches: a, ignoring_case: ▸true}", "bad-test", saying: "[Aa]"),
            .init("{card: A, equals: a, ignoring_case: ▸maybe}", "wrong-type"),
            .init("{card_matching: A, give: ▸name, equals: a}", "not-allowed-here"),
            .init("{card: A, steps: ▸lower, equals: a}", "wrong-type"),
        ])
    func conditions(_ one: DiagnosticCase) throws {
        let predicate =
            "predicates:\n  isScience: {card: T, equals: science}\nvalues:\n  v: {test: {predicate: isScience}}\n"
        try Self.check(
            DiagnosticCase(
                "{constant: a, when: \(one.text)}\n  telescope: {value: v}\n" + predicate, one.codes, saying: one.saying
            ),
            Self.schema + "properties:\n  object: ")
    }

    @Test("super: stands only where a base has something")
    func superRules() throws {
        try Self.check(
            DiagnosticCase(
                "values:\n  v: {super: ▸true}\nproperties:\n  object: {value: v}\n", "unknown-name",
                saying: "no base has 'v'"),
            Self.schema)
        try Self.check(
            DiagnosticCase(
                "predicates:\n  p: {super: ▸true, equals: a}\nproperties:\n  object: {constant: a, when: {predicate: p}}\n",
                "not-allowed-here"),
            Self.schema)
    }

    @Test("All problems of a file and its base are reported in one pass, sorted by place, the same every time")
    func severalProblems() throws {
        let marked = Marked(
            """
            schema: obskit/translation/2
            observation_kinds: {zero: ▸nothing}
            properties:
              object: {card: OBJECT, steps: [▸trimm]}
              ▸telescop: {card: TELESCOP}
              exposure_time: ▸{card: EXPTIME}
              exposure_id: {integer: ▸'1 +'}
              datetime_begin: {time: {iso: DATE-OBS, ▸scal: utc}}
            values:
              ▸unused: {constant: 1}
            ▸extra: 1

            """)
        let base = RuleSample.nullBase.replacing("focus_z: null", with: "focus_z: {card: F, unit: parsec}")
        let first = try RuleSample.compile(marked.text, over: [base]).1
        #expect(first.dropFirst().map(\.place) == marked.places)
        #expect(
            first.map(\.code.rawValue) == [
                "wrong-unit", "unknown-word", "bad-step", "unknown-property", "missing-unit", "bad-expression",
                "unknown-key",
                "unused-entry", "unknown-key",
            ])
        #expect(first.first?.place?.file == "base1")
        for _ in 0..<5 { #expect(try RuleSample.compile(marked.text, over: [base]).1 == first) }
    }
}
