import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// A rule, the cards that it finds beside the usual ones, and how it ends.
struct EndCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let cards: [String: HeaderValue]
    let end: Evaluated.End
    /// The value, where it matters.
    let value: PropertyValue?
    /// What the reason says, or where there is none what was tried without success.
    let saying: String?

    private init(
        _ rule: String, _ cards: [String: HeaderValue], _ end: Evaluated.End, _ value: PropertyValue?, _ saying: String?
    ) {
        self.rule = rule
        self.cards = cards
        self.end = end
        self.value = value
        self.saying = saying
    }

    static func value(_ value: PropertyValue? = nil, _ rule: String, _ cards: [String: HeaderValue] = [:]) -> Self {
        Self(rule, cards, .value, value, nil)
    }

    static func none(_ rule: String, saying: String? = nil, _ cards: [String: HeaderValue] = [:]) -> Self {
        Self(rule, cards, .none, nil, saying)
    }

    static func refused(_ rule: String, saying: String?, _ cards: [String: HeaderValue] = [:]) -> Self {
        Self(rule, cards, .refused, nil, saying)
    }

    static func undecided(_ rule: String, saying: String?, _ cards: [String: HeaderValue] = [:]) -> Self {
        Self(rule, cards, .undecided, nil, saying)
    }

    var testDescription: String { "\(rule) \(cards.isEmpty ? "" : "\(cards)")" }
}

/// How each source, builder and step ends, and what the rule does then.
@Suite struct AlternativeEndTests {
    /// NONE is not there, U is undefined, BAD cannot be taken; the place of the header is known.
    private static let cards: [String: HeaderValue] = [
        "A": "a", "N": 5, "U": .undefined, "BAD": .real(.nan), "BLANK": " ", "D": "2020-01-01T00:00:00",
        "DAY": "2020-01-01", "T": "06:00:00", "P": 10.0, "Q": 20.0, "LON": 10.0, "LAT": -30.0, "H": 2000.0,
    ]

    private static let more = """
          nothing: {card: NONE}
          taken: {card: A}
          bad: {card: BAD}
          number: {card: N}
          sky: {sky: {right_ascension: P, declination: Q, right_ascension_unit: deg}}
          direction: {altaz: {azimuth: P, altitude: Q}}
          low: {altaz: {azimuth: P, altitude: {constant: -5}}}
          when: {time: {iso: D, scale: tai}}
        properties:
          telescope: {card: A}
          object: {card: OBJECT}
          science_program: null
          exposure_time: {card: BAD, unit: s}
          location: {location: {longitude: LON, latitude: LAT, height: H}}

        """

    private final class OneChip: DetectorDirectory {
        func detector(_ key: DetectorKey, equalTo value: String) -> DetectorEntry? {
            value == "5" ? DetectorEntry(number: 5, name: "S", uniqueName: "R_S", serial: nil, group: nil) : nil
        }
    }

    private struct Broken: Error, CustomStringConvertible { let description = "it is broken" }

    private static let surroundings = Surroundings(
        hooks: [
            "value": TranslationHook { _ in .value(7) }, "null": TranslationHook { _ in .value(.null) },
            "none": TranslationHook { _ in .none }, "refused": TranslationHook { _ in .refused("not like this") },
            "undecided": TranslationHook { _ in .undecided("one or the other") },
            "thrown": TranslationHook { _ in throw Broken() },
        ], detectors: OneChip())

    private func check(_ one: EndCase) throws {
        let cards = Self.cards.merging(one.cards) { $1 }
        let result = try evaluate(one.rule, cards, more: Self.more, surroundings: Self.surroundings)
        #expect(result.end == one.end)
        if let value = one.value { #expect(result.value == value) }
        if let saying = one.saying {
            let said = result.reason.map { [$0] } ?? result.reasons
            #expect(said.contains { $0.contains(saying) }, "\(said)")
        }
        if result.end == .refused || result.end == .undecided {
            #expect(result.reason == nil || result.reasons.contains(result.reason ?? "") || result.end == .undecided)
        }
        // Only what is none lets the next alternative try; nobody is told of it.
        let followed = try evaluate(
            "[\(one.rule), {constant: next}]", cards, more: Self.more, surroundings: Self.surroundings)
        #expect(followed.value == (one.end == .none ? "next" : result.value))
        #expect(followed.end == (one.end == .none ? .value : one.end))
        #expect(followed.reason == result.reason)
        if one.end == .none { #expect(followed.flags == [] && followed.remarks == []) }
    }

    static let sourceCases: [EndCase] = [
        .value(5, "{constant: 5}"), .value(.null, "{constant: null}"), .value(5, "{default: 5}"),
        .refused("{fail: nobody knows}", saying: "nobody knows"),
        // Cards
        .value("a", "{card: A}"), .value(" ", "{card: BLANK}"), .none("{card: NONE}", saying: "there is no NONE card"),
        .none("{card: U}", saying: "U is undefined"), .refused("{card: BAD}", saying: "BAD is nan"),
        .refused("{card: X}", saying: "X is inf", ["X": .real(.infinity)]),
        .refused("{card: X}", saying: "X cannot be read as a FITS value", ["X": .malformed("1 2")]),
        .refused("{card: X}", saying: "X is a complex number", ["X": .complex(1, 2)]),
        .none("{card: A, hdu: OTHER}", saying: "no HDU 'OTHER'"),
        .value("a", "{card: [NONE, U, A]}"), .none("{card: [NONE, U]}", saying: "there is no NONE card"),
        .refused("{card: [BAD, A]}", saying: "BAD is nan"), .value("a", "{card: [A, BAD]}"),
        .value("a", "{card_matching: 'A'}"), .none("{card_matching: 'ZZ.*'}", saying: "no card has such a name"),
        .refused("{card_matching: 'BA.'}", saying: "BAD is nan"), .none("{card_matching: '(A)', give: 'NO{1}'}"),
        .value(5, "{card_matching: 'N', greater_than: 3}"), .none("{card_matching: 'N', greater_than: 5}"),
        .undecided("{card_matching: 'A', greater_than: 3}", saying: "whether A is greater than 3.0 cannot be decided"),
        // Other rules
        .value("a", "{property: telescope}"), .value(.null, "{property: science_program}"),
        .refused("{property: object}", saying: nil), .refused("{property: exposure_time}", saying: "BAD is nan"),
        .value("a", "{value: taken}"), .none("{value: nothing}", saying: "there is no NONE card"),
        .refused("{value: bad}", saying: "BAD is nan"),
        .value(true, "{test: {card: A, equals: a}}"), .value(false, "{test: {card: NONE, equals: a}}"),
        .undecided("{test: {card: A, equals: 1}}", saying: "it is 'a', not"),
        .undecided("{test: {value: bad, equals: 1}}", saying: "BAD is nan"),
        // Conditions
        .value("a", "{card: A, when: {card: N, equals: 5}}"),
        .none("{card: A, when: {card: N, equals: 6}}", saying: "its condition does not hold"),
        .none("{card: A, unless: {card: N, equals: 5}}", saying: "its condition does not hold"),
        .undecided("{card: A, when: {card: BAD, equals: 5}}", saying: "BAD is nan"),
        .undecided("{card: A, unless: {card: BAD, equals: 5}}", saying: "BAD is nan"),
        // The camera and the package's Swift
        .value("R_S", "{detector: unique_name, by: {number: N}}"),
        .value(.null, "{detector: group, by: {number: N}}"),
        .none("{detector: serial, by: {number: N}}", saying: "the camera does not say the serial"),
        .none("{detector: name, by: {number: NONE}}", saying: "there is no NONE card"),
        .none("{detector: name, by: {number: {property: science_program}}}"),
        .refused("{detector: name, by: {number: BAD}}", saying: "BAD is nan"),
        .refused("{detector: name, by: {number: P}}", saying: "no detector whose number is 10.0"),
        .value(7, "{hook: value}"), .value(.null, "{hook: 'null'}"), .none("{hook: none}"),
        .refused("{hook: refused}", saying: "not like this"),
        .undecided("{hook: undecided}", saying: "one or the other"),
        .refused("{hook: thrown}", saying: "the hook 'thrown' failed: it is broken"),
        .refused("{hook: absent}", saying: "the hook 'absent' is not linked"),
        // Composed values
        .value("a~5", "{join: [A, NONE, U, null, N], separator: '~'}"),
        .value("a", "{join: [A, {card: N, when: {card: A, equals: b}}], separator: '~'}"),
        .none("{join: [NONE, null], separator: '~'}"),
        .refused("{join: [A, BAD], separator: '~'}", saying: "BAD is nan"),
        .undecided("{join: [A, {test: {card: BAD, equals: 1}}], separator: '~'}", saying: "BAD is nan"),
        .value("<a>", "{text: '<{taken}>'}"), .none("{text: '<{nothing}>'}", saying: "nothing has no value"),
        .none("{text: '<{science_program}>'}"), .refused("{text: '<{bad}>'}", saying: "BAD is nan"),
        .refused("{text: '<{object}>'}", saying: nil),
        .value(6, "{integer: number + 1}"), .none("{integer: nothing + 1}", saying: "nothing has no value"),
        .none("{integer: science_program + 1}"), .refused("{integer: bad + 1}", saying: "BAD is nan"),
        .refused("{integer: taken + 1}", saying: "taken is 'a', not a whole number"),
        .refused("{integer: number div 0}", saying: "cannot be computed in 64 bits with number = 5"),
        .value(5, "{pack: [{of: N, size: 10}]}"), .none("{pack: [{of: NONE, size: 10}]}"),
        .none("{pack: [{of: null, size: 10}]}"), .refused("{pack: [{of: BAD, size: 10}]}", saying: "BAD is nan"),
        .refused("{pack: [{of: N, size: 5}]}", saying: "the packed number 1 is 5, not in 0 ..< 5"),
        .value(0x3, "{hash: A, hex_digits: 1}"), .none("{hash: NONE, hex_digits: 1}"),
        .none("{hash: {property: science_program}, hex_digits: 1}"),
        .refused("{hash: BAD, hex_digits: 1}", saying: "BAD is nan"),
        .refused("{hash: N, hex_digits: 1}", saying: "5 is no text to be hashed"),
    ]

    @Test("A source ends with a value, with none, refused or undecided", arguments: sourceCases)
    func sources(_ one: EndCase) throws { try check(one) }

    static let builderCases: [EndCase] = [
        .value(nil, "{time: {iso: D}}"), .none("{time: {iso: NONE}}", saying: "there is no NONE card"),
        .none("{time: {iso: DAY}}", saying: "DAY has no time of day"), .none("{time: {iso: null}}"),
        .refused("{time: {iso: A}}", saying: "A: "), .refused("{time: {iso: N}}", saying: "N is 5, not a date or time"),
        .refused("{time: {iso: BLANK}}", saying: "BLANK is blank"),
        .refused("{time: {iso: BAD}}", saying: "BAD is nan"),
        .value(nil, "{time: {mjd: {constant: 56000.5}}}"), .none("{time: {mjd: U}}"),
        .refused("{time: {mjd: A}}", saying: "A is 'a', not a Modified Julian Date"),
        .refused("{time: {mjd: BLANK}}", saying: "BLANK is ' ', not a Modified Julian Date"),
        .value(nil, "{time: {date: DAY, time_of_day: T}}"), .none("{time: {date: NONE, time_of_day: T}}"),
        .none("{time: {date: DAY, time_of_day: NONE}}", saying: "there is no NONE card"),
        .refused("{time: {date: DAY, time_of_day: A}}", saying: "A: "),
        .refused("{time: {date: DAY, time_of_day: BLANK}}", saying: "BLANK is blank"),
        .value(nil, "{time: {of: {value: when}}}"), .none("{time: {of: {value: nothing}}}"),
        .refused("{time: {of: {value: number}}}", saying: "number is 5, not a time"),
        .value(nil, "{time: {iso: D, plus: N}}"), .none("{time: {iso: D, plus: NONE}}"),
        .refused("{time: {iso: D, minus: A}}", saying: "the duration to add is 'a'"),
        .refused("{time: {iso: D, plus: {property: exposure_time}}}", saying: "BAD is nan"),
        .value(nil, "{time: {iso: D, after: {value: when}}}"), .none("{time: {iso: D, after: {value: nothing}}}"),
        .refused("{time: {iso: D, after: {value: bad}}}", saying: "BAD is nan"),
        // What a time is not to be before may be missing, but not refused.
        .value(nil, "{time: {iso: D, not_before: {value: nothing}}}"),
        .value(nil, "{time: {iso: D, not_before: {property: science_program}}}"),
        .refused("{time: {iso: D, not_before: {value: bad}}}", saying: "BAD is nan"),
        .refused("{time: {iso: D, not_before: {value: number}}}", saying: "number is 5, not a time"),
        .none("{time: {iso: D, scale: {card: NONE}}}", saying: "the time scale is not known"),
        .refused("{time: {iso: D, scale: {card: A}}}", saying: "is not a known time scale"),

        .value(nil, "{value: sky}"),
        .none("{sky: {right_ascension: NONE, declination: Q, right_ascension_unit: deg}}"),
        .none("{sky: {right_ascension: P, declination: null, right_ascension_unit: deg}}"),
        .refused("{sky: {right_ascension: BAD, declination: Q, right_ascension_unit: deg}}", saying: "BAD is nan"),
        .refused(
            "{sky: {right_ascension: BLANK, declination: Q, right_ascension_unit: deg}}", saying: "BLANK is blank"),
        .refused("{sky: {right_ascension: A, declination: Q, right_ascension_unit: deg}}", saying: "A: "),
        .refused(
            "{sky: {right_ascension: P, declination: {constant: 95, steps: [number]}, right_ascension_unit: deg}}",
            saying: "P and the constant: "),
        // A frame may be missing, but not refused.
        .value(nil, "{sky: {right_ascension: P, declination: Q, right_ascension_unit: deg, frame: NONE}}"),
        .value(
            nil,
            "{sky: {right_ascension: P, declination: Q, right_ascension_unit: deg, frame: {property: science_program}}}"
        ),
        .value(
            .null, "{sky: {right_ascension: P, declination: Q, right_ascension_unit: deg, frame: {constant: gappt}}}"),
        .refused(
            "{sky: {right_ascension: P, declination: Q, right_ascension_unit: deg, frame: BAD}}", saying: "BAD is nan"),
        .refused(
            "{sky: {right_ascension: P, declination: Q, right_ascension_unit: deg, frame: A}}",
            saying: "the frame of P is 'a'"),
        .value(nil, "{sky: {horizontal: {value: direction}, at: {value: when}}}"),
        .none("{sky: {horizontal: {value: nothing}, at: {value: when}}}"),
        .none("{sky: {horizontal: {value: direction}, at: {value: nothing}}}"),
        .refused("{sky: {horizontal: {value: number}, at: {value: when}}}", saying: "number is 5, not an alt/az"),
        .refused("{sky: {horizontal: {value: direction}, at: {value: number}}}", saying: "number is 5, not a time"),
        .refused(
            "{sky: {horizontal: {value: direction}, at: {value: when}}}", saying: "LON is nan", ["LON": .real(.nan)]),

        .value(nil, "{value: direction}"), .none("{altaz: {azimuth: NONE, altitude: Q}}"),
        .none("{altaz: {azimuth: P, altitude: null}}"),
        .refused("{altaz: {azimuth: BAD, altitude: Q}}", saying: "BAD is nan"),
        .refused("{altaz: {azimuth: A, altitude: Q}}", saying: "A is 'a', not a number"),
        .refused("{altaz: {azimuth: P, altitude: {constant: 500, steps: [number]}}}", saying: "are not credible"),
        .refused(
            "{altaz: {azimuth: P, airmass: {constant: 0.5, steps: [number]}}}",
            saying: "an airmass of 0.5 is less than 1"),
        .none("{altaz: {azimuth: P, zenith_distance: NONE}}"),
        .value(nil, "{altaz: {hour_angle: P, declination: Q}}"), .none("{altaz: {hour_angle: NONE, declination: Q}}"),
        .refused("{altaz: {hour_angle: {constant: 400, steps: [number]}, declination: Q}}", saying: "are not credible"),
        .value(nil, "{altaz: {sky: {value: sky}, at: {value: when}}}"),
        .none("{altaz: {sky: {value: nothing}, at: {value: when}}}"),
        .refused("{altaz: {sky: {value: bad}, at: {value: when}}}", saying: "BAD is nan"),

        .value(nil, "{location: {longitude: LON, latitude: LAT, height: H}}"), .value(nil, "{location: {site: ctio}}"),
        .none("{location: {longitude: LON, latitude: NONE, height: H}}"), .none("{location: {geocentric: [P, Q, U]}}"),
        .refused("{location: {longitude: LON, latitude: BAD, height: H}}", saying: "BAD is nan"),
        .refused("{location: {longitude: LON, latitude: {constant: 95, steps: [number]}, height: H}}", saying: "LON: "),
        .refused("{location: {geocentric: [P, Q, A]}}", saying: "A is 'a', not a number"),

        .value(nil, "{airmass: {altaz: {value: direction}}}"), .none("{airmass: {altaz: {value: nothing}}}"),
        .none("{airmass: {altaz: {property: science_program}}}"),
        .refused("{airmass: {altaz: {value: low}}}", saying: "there is no airmass"),
        .refused("{airmass: {altaz: {value: bad}}}", saying: "BAD is nan"),
        .refused("{airmass: {altaz: {value: number}}}", saying: "number is 5, not an alt/az"),

        .value(20_191_231, "{observing_day: {at: {value: when}, offset: {constant: 1}}}"),
        .none("{observing_day: {at: {value: nothing}, offset: N}}"),
        .none("{observing_day: {at: {value: when}, offset: NONE}}"),
        .refused("{observing_day: {at: {value: bad}, offset: N}}", saying: "BAD is nan"),
        .refused("{observing_day: {at: {value: when}, offset: {constant: 0.5}}}", saying: "offset is 0.5 s"),
        .refused("{observing_day: {at: {value: number}, offset: N}}", saying: "not of 5 and 5"),

        .value("a", "{first_of: [{value: nothing}, {value: taken}, {value: bad}]}"),
        .value("A", "{first_of: [{value: nothing}, {value: taken}], steps: [upper]}"),
        .value("a", "{first_of: [{first_of: [{value: nothing}]}, {value: taken}], when: {card: A, is: present}}"),
        .none("{first_of: [{value: nothing}, {card: U}]}"),
        .none("{first_of: [{value: taken}], unless: {card: A, is: present}}"),
        .refused("{first_of: [{value: nothing}, {value: bad}, {value: taken}]}", saying: "BAD is nan"),
        .undecided(
            "{first_of: [{value: taken, when: {value: bad, equals: 1}}, {value: taken}]}", saying: "BAD is nan"),

        .value(28_800, "{civil_offset: {zone: US/Pacific, at: {value: when}}}"),
        .none("{civil_offset: {zone: US/Pacific, at: {value: nothing}}}"),
        .refused("{civil_offset: {zone: US/Pacific, at: {value: bad}}}", saying: "BAD is nan"),
        .refused("{civil_offset: {zone: US/Pacific, at: {value: number}}}", saying: "offset up for is 5"),
    ]

    @Test("A builder ends as its parts do: what is null is none to it", arguments: builderCases)
    func builders(_ one: EndCase) throws { try check(one) }

    @Test("Every source and builder of the language has cases here, but for those with tests of their own")
    func allSources() {
        let text = (Self.sourceCases + Self.builderCases).map(\.rule).joined()
        let ownTests = ["identifier", "super"]
        #expect(Language.obskit.sources.map { $0.word }.filter { !text.contains("{\($0): ") } == ownTests)
    }

    @Test("Where the place of the header failed, what is seen from there is refused; where it is null, there is none")
    func places() throws {
        let rules = "{altaz: {hour_angle: P, declination: Q}}"
        let failed = try evaluate(.altAzBegin, "[\(rules), null]", Self.cards, more: "  location: {card: NONE}\n")
        #expect(failed.end == .refused)
        let null = try evaluate(.altAzBegin, "[\(rules), null]", Self.cards, more: "  location: null\n")
        #expect(null.value == .null)
    }

    @Test("super: ends as the rule does that it stands for")
    func superRule() throws {
        func result(_ base: String, _ cards: [String: HeaderValue]) throws -> Evaluated {
            let translator = try RuleSample.translator(
                "properties:\n  object: [{super: true}, {constant: next}]\n",
                over: [RuleSample.nullBase.replacing("object: null", with: "object: \(base)")])
            return translator.evaluate(slot: ObservationProperty.object.rawValue, header(cards))
        }
        #expect(try result("[{card: A}, {card: B}]", ["B": "b"]).value == "b")
        #expect(try result("[{card: A}, {card: B}]", [:]).value == "next")
        #expect(try result("null", [:]).value == .null)
        #expect(try result("[{card: A}, {card: B}]", ["A": true, "B": "b"]).reason == "A is true, not text")
        let undecided = try result("[{card: A, when: {card: C, greater_than: 1}}, {card: B}]", ["A": "a", "C": "x"])
        #expect(undecided.reason?.contains("it is 'x', not a number") == true)
    }

    @Test("identifier: ends as its parts do, and where a part does not fit")
    func identifiers() throws {
        let text = """
            schema: obskit/translation/2
            properties:
              exposure_id: {identifier: exposure_id, with: {exposure: {card: EXPNUM}}}
              visit_id: [{identifier: exposure_id, with: {exposure: {card: EXPNUM}}}, {constant: -1}]

            """
        let nodes = try [text, RuleSample.nullBase].map { try Document.yaml(text: $0, file: "rules").root }
        let scheme = try Document.yaml(text: "exposure_id: [{part: exposure, size: 1000}]", file: "instrument").root
        let problems = Problems()
        let identifiers = IdentifierScheme(instrument: "X", layers: [scheme], problems: problems)
        let rules = TranslationRules.compile(layers: nodes, identifiers: identifiers, problems: problems)
        #expect(problems.sorted.map(\.description) == [])
        let translator = HeaderTranslator(instrumentName: "X", rules: try #require(rules))
        func visit(_ value: HeaderValue?) -> Evaluated {
            translator.evaluate(slot: ObservationProperty.visitID.rawValue, header(value.map { ["EXPNUM": $0] } ?? [:]))
        }
        #expect(visit(7).value == 7)
        #expect(visit(nil).value == -1)
        #expect(visit(.undefined).value == -1)
        #expect(visit(1000).end == .refused)
        #expect(visit("x").end == .refused && visit("x").reason?.contains("'x'") == true)
        #expect(visit(.real(.nan)).reason?.contains("EXPNUM is nan") == true)
    }

    /// A step, and a value that it does not take; nil where it takes all.
    static let stepCases: [(step: String, unfit: HeaderValue?)] = [
        ("trim", 5), ("lower", 5), ("upper", 5), ("digits", 5), ("length", 5), ("integer", "x"), ("number", "x"),
        ("text", true), ("ordinal", "AB"), ("sexagesimal", "x"), ("{replace: {a: b}}", 5), ("{drop_prefix: a}", 5),
        ("{drop_suffix: a}", 5), ("{before: a}", 5), ("{after: a}", 5), ("{take: 3}", "ab"),
        ("{split: ',', item: 1}", "ab"), ("{pattern: 'a'}", "ab"), ("{form: 'a'}", true), ("{table: {a: b}}", "ab"),
        ("{rename: {a: b}}", nil), ("{missing: [a]}", nil), ("{scale: 2}", "x"), ("{offset: 2}", "x"),
        ("{wrap: 360}", "x"), ("{round_down: 2}", "x"), ("{round: 2}", "x"), ("{minimum: 2}", "x"),
        ("{maximum: 2}", "x"), ("{range: [0, 1]}", 5), ("{days_since: 2010-01-01}", "x"),
        ("{seconds_since: '2010-01-01T00:00:00'}", "x"),
    ]

    @Test("A step refuses what it does not take, and leaves null and what is none as they are", arguments: stepCases)
    func steps(_ one: (step: String, unfit: HeaderValue?)) throws {
        #expect(try evaluate("{card: X, steps: [\(one.step)]}").end == .none)
        #expect(try evaluate("{card: X, steps: [\(one.step)]}", ["X": .undefined]).end == .none)
        let null = try evaluate("{property: science_program, steps: [\(one.step)]}", more: Self.more)
        #expect(null.value == .null && null.reasons == [])
        let refused = try evaluate("{card: X, steps: [\(one.step)]}", ["X": .complex(1, 2)])
        #expect(refused.end == .refused)
        guard let unfit = one.unfit else { return }
        let result = try evaluate("[{card: X, steps: [\(one.step)]}, {constant: next}]", ["X": unfit])
        #expect(result.end == .refused)
        #expect(result.reason?.hasPrefix("X is ") == true, "\(result.reason ?? "no reason")")
        #expect(result.flags == [])
    }

    @Test("Every step of the language has a case here")
    func allSteps() {
        let names = Self.stepCases.map { $0.step.split { "{:".contains($0) }.first.map(String.init) ?? "" }
        #expect(Set(names) == Set(Language.obskit.steps.map { $0.word }))
        #expect(names.count == Language.obskit.steps.map { $0.word }.count)
    }

    @Test("A value that cannot become what its property is, or has no number for its unit, is refused")
    func targets() throws {
        #expect(
            try evaluate(.canSeeSky, "[{card: X}, {constant: true}]", ["X": "yes"]).reason
                == "X is 'yes', not true or false")
        #expect(
            try evaluate(.exposureTime, "[{card: X, unit: s}, {constant: 1, unit: s}]", ["X": "long"]).reason
                == "X is 'long', not a number")
        #expect(
            try evaluate(.datetimeBegin, "[{card: X}, null]", ["X": "2020-01-01T00:00:00"]).reason
                == "X is '2020-01-01T00:00:00', not a time")
    }

    @Test("A property that failed is refused by whoever asks for it, whatever it failed for")
    func failedProperties() throws {
        let more = "properties:\n  object: {card: OBJECT}\n"
        for value: HeaderValue? in [nil, .undefined, .real(.nan), true] {
            let cards: [String: HeaderValue] = value.map { ["OBJECT": $0] } ?? [:]
            #expect(try evaluate("[{property: object}, {constant: next}]", cards, more: more).end == .refused)
        }
    }
}
