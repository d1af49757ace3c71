import ObsDocuments
import ObsFITS
import ObsText
import Testing

@testable import ObsTranslation

/// Conditions are true, false or undecided.
@Suite struct ThreeValuedConditionTests {
    /// A condition of each of the three values.
    enum Value: String, CaseIterable, Sendable {
        case yes, no, open

        var text: String {
            switch self {
            case .yes: "{card: A, equals: a}"
            case .no: "{card: A, equals: b}"
            case .open: "{card: BAD, equals: 1}"
            }
        }

        var negated: Value { self == .yes ? .no : self == .no ? .yes : .open }
    }

    private static let cards: [String: HeaderValue] = [
        "A": "a", "N": 5, "U": .undefined, "BAD": .real(.nan), "D": "2020-01-01T12:00:00",
    ]

    private static let more = """
          nothing: {card: NONE}
          bad: {card: BAD}
        predicates:
          yes: {card: A, equals: a}
          no: {card: A, equals: b}
          open: {card: BAD, equals: 1}
        properties:
          science_program: null
          object: {card: OBJECT}

        """

    private func value(_ condition: String, _ cards: [String: HeaderValue] = [:]) throws -> Value {
        let result = try evaluate("{test: \(condition)}", Self.cards.merging(cards) { $1 }, more: Self.more)
        switch result.value {
        case .boolean(let holds)?: return holds ? .yes : .no
        default:
            #expect(result.end == .undecided && result.reason != "")
            return .open
        }
    }

    @Test("not keeps what is undecided", arguments: Value.allCases)
    func not(_ one: Value) throws {
        #expect(try value(one.text) == one)
        #expect(try value("{not: \(one.text)}") == one.negated)
        #expect(try value("{predicate: '\(one.rawValue)'}") == one)
        #expect(try value("{not: {predicate: '\(one.rawValue)'}}") == one.negated)
    }

    @Test("all is false if one is false, else undecided if one is", arguments: Value.allCases, Value.allCases)
    func all(_ one: Value, _ two: Value) throws {
        let expected: Value = one == .no || two == .no ? .no : one == .open || two == .open ? .open : .yes
        #expect(try value("{all: [\(one.text), \(two.text)]}") == expected)
        #expect(try value("[\(one.text), \(two.text)]") == expected)
        #expect(try value("{all: [{predicate: '\(one)'}, \(two.text), {predicate: 'yes'}]}") == expected)
        // What is none of both is all of their negations.
        #expect(try value("{not: {any: [\(one.negated.text), \(two.negated.text)]}}") == expected)
    }

    @Test("any is true if one is true, else undecided if one is", arguments: Value.allCases, Value.allCases)
    func any(_ one: Value, _ two: Value) throws {
        let expected: Value = one == .yes || two == .yes ? .yes : one == .open || two == .open ? .open : .no
        #expect(try value("{any: [\(one.text), \(two.text)]}") == expected)
        #expect(try value("{any: [{predicate: '\(one)'}, \(two.text), {predicate: 'no'}]}") == expected)
    }

    @Test("An alternative under when: and unless: applies, does not, or ends the rule", arguments: Value.allCases)
    func alternatives(_ one: Value) throws {
        let ends: [Value: PropertyValue?] = [.yes: "first", .no: "second", .open: .none]
        let when = try evaluate(
            "[{constant: first, when: \(one.text)}, {constant: second}]", Self.cards, more: Self.more)
        #expect(when.value == ends[one])
        let unless = try evaluate(
            "[{constant: first, unless: \(one.text)}, {constant: second}]", Self.cards, more: Self.more)
        #expect(unless.value == ends[one.negated])
        for result in [when, unless] where one == .open {
            #expect(result.end == .undecided && result.reason?.hasPrefix("BAD is nan") == true)
        }
        // Two conditions are as if all of them were asked.
        for two in Value.allCases {
            let both = try evaluate(
                "[{constant: first, when: \(one.text), unless: \(two.text)}, {constant: second}]", Self.cards,
                more: Self.more)
            let expected: Value = one == .no || two == .yes ? .no : one == .open || two == .open ? .open : .yes
            #expect(both.value == ends[expected], "\(one) \(two)")
        }
    }

    /// Each test, so that it holds of the card Y beside it.
    static let testCases: [(word: String, test: String, card: HeaderValue)] = [
        ("equals", "equals: 5", 5), ("one_of", "one_of: [4, 5]", 5), ("contains", "contains: b", "abc"),
        ("starts_with", "starts_with: a", "abc"), ("ends_with", "ends_with: c", "abc"),
        ("matches", "matches: 'a.c'", "abc"),
        ("greater_than", "greater_than: 4", 5), ("less_than", "less_than: 6", 5), ("at_least", "at_least: 5", 5),
        ("at_most", "at_most: 5", 5), ("before", "before: 2021-01-01", "2020-01-01T12:00:00"),
        ("after", "after: 2019-01-01", "2020-01-01T12:00:00"), ("same_as", "same_as: N", 5),
        ("known", "known: true", 5),
    ]

    @Test(
        "A test of what is none or null is false, of what is refused undecided; before and after need a date; known is always decided",
        arguments: testCases)
    func sides(_ one: (word: String, test: String, card: HeaderValue)) throws {
        #expect(try value("{card: Y, \(one.test)}", ["Y": one.card]) == .yes)
        let isDate = one.word == "before" || one.word == "after"
        for none in ["card: NONE", "card: U", "value: nothing", "property: science_program", "card: [NONE, U]"] {
            #expect(try value("{\(none), \(one.test)}") == (isDate ? .open : .no), "\(none)")
        }
        for refused in ["card: BAD", "value: bad", "property: object", "card: [NONE, BAD]", "card: N, steps: [trim]"] {
            #expect(try value("{\(refused), \(one.test)}") == (one.word == "known" ? .no : .open), "\(refused)")
        }
    }

    @Test("Every test of the language has a case here")
    func allTests() { #expect(Set(Self.testCases.map(\.word)) == Set(Language.obskit.tests.map { $0.word })) }

    @Test(
        "known and is are decided whatever the card holds",
        arguments: [
            ("{card: BAD, known: true}", .no), ("{card: BAD, known: false}", .yes),
            ("{card: NONE, known: false}", .yes),
            ("{card: U, known: false}", .yes), ("{property: object, known: false}", .yes),
            ("{property: science_program, known: true}", .no), ("{value: bad, known: false}", .yes),
            ("{card: BAD, is: present}", .yes), ("{card: BAD, is: defined}", .yes), ("{card: BAD, is: absent}", .no),
            // An undefined card is none, and yet not absent.
            ("{card: U, is: absent}", .no), ("{card: U, is: undefined}", .yes), ("{card: NONE, is: absent}", .yes),
            ("{test: {card: BAD, equals: 1}, known: true}", .no), ("{card: BAD, known: true, equals: 1}", .no),
            ("{card: NONE, known: false, equals: 1}", .no), ("{card: BAD, known: false, equals: 1}", .open),
        ] as [(String, Value)])
    func decided(_ condition: String, _ expected: Value) throws { #expect(try value(condition) == expected) }

    @Test(
        "Both sides count: what is none on the right makes a test false, what is refused undecided",
        arguments: ["same_as", "greater_than", "less_than", "at_least", "at_most"])
    func rightSides(_ word: String) throws {
        for (right, expected) in [
            ("{card: NONE}", Value.no), ("{card: U}", .no), ("{value: nothing}", .no),
            ("{property: science_program}", .no),
            ("{card: BAD}", .open), ("{value: bad}", .open), ("{property: object}", .open),
            ("{test: {card: BAD, equals: 1}}", .open),
        ] { #expect(try value("{card: N, \(word): \(right)}") == expected, "\(right)") }
    }

    @Test(
        "Values are cast to what they are compared with: texts to numbers and numbers to texts, in lists one by one",
        arguments: [
            ("equals: 5", "5", .yes), ("equals: 5", "5.0", .yes), ("equals: 5", "five", .open),
            ("equals: '5'", 5, .yes),
            ("equals: '5'", 5.0, .no), ("equals: 5.5", "5.5", .yes), ("equals: a", 5, .no), ("equals: a", true, .open),
            ("equals: true", 1, .open), ("one_of: [5, a]", "5", .yes), ("one_of: [5, a]", "a", .yes),
            ("one_of: [5, a]", "b", .open), ("one_of: [a, b]", 5, .no), ("one_of: [5, 6]", "x", .open),
            ("one_of: [true, a]", "a", .yes), ("one_of: [true, a]", "b", .open), ("contains: 5", 152, .yes),
            ("starts_with: '1'", 152, .yes), ("matches: '\\d+'", true, .open), ("at_least: 10000", "74390.0", .yes),
            ("at_least: 10000", "n/a", .open), ("at_least: 1", true, .open), ("same_as: {card: T}", 5, .yes),
            ("same_as: {card: N}", "5", .yes), ("same_as: {card: N}", "x", .open), ("at_most: {card: T}", 5, .yes),
            ("at_most: {constant: x}", 5, .open), ("before: 2021-01-01", 5, .open),
            ("before: 2021-01-01", "soon", .open),
        ] as [(String, HeaderValue, Value)])
    func casts(_ one: (test: String, input: HeaderValue, expected: Value)) throws {
        #expect(try value("{card: X, \(one.test)}", ["X": one.input, "T": "5"]) == one.expected)
    }

    @Test("Why nothing is decided names the card, what it holds and what was asked")
    func reasons() throws {
        let result = try evaluate("{test: {card: X, greater_than: 10000}}", ["X": "n/a"])
        #expect(
            result.reason == "whether X is greater than 10000.0 cannot be decided: it is 'n/a', not a number")
        let none = try evaluate("{test: {card: X, after: 2020-01-01}}")
        #expect(none.reason == "whether X is after 2020-01-01T00:00:00Z is not known, since it has no value")
    }

    @Test(
        "A date without time of day decides where its whole day lies on one side",
        arguments: [
            ("before: '2020-01-02T00:00:00'", .yes), ("before: '2020-01-01T23:59:59'", .open),
            ("before: '2020-01-01T00:00:01'", .open), ("before: '2020-01-01T00:00:00'", .no),
            ("before: '2019-12-31T00:00:00'", .no), ("after: '2019-12-31T23:59:59'", .yes),
            // Midnight itself is not after midnight.
            ("after: '2020-01-01T00:00:00'", .open), ("after: '2020-01-01T12:00:00'", .open),
            ("after: '2020-01-02T00:00:00'", .no), ("after: '2021-01-01'", .no),
            ("after: 2019-01-01, before: 2021-01-01", .yes),
            ("after: 2019-01-01, before: '2020-01-01T12:00:00'", .open),
            ("after: 2021-01-01, before: '2020-01-01T12:00:00'", .no),
        ] as [(String, Value)])
    func days(_ test: String, _ expected: Value) throws {
        let more = """
              begin: {time: {iso: DAY}}
              indirect: {value: begin}
            properties:
              datetime_begin: {time: {iso: DAY}}
              datetime_end: {value: indirect}

            """
        for source in [
            "card: DAY", "property: datetime_begin", "value: begin", "value: indirect", "property: datetime_end",
            "time: {iso: DAY}", "time: {date: DAY, time_of_day: NONE}", "card: [NONE, DAY]",
        ] {
            let result = try evaluate("{test: {\(source), \(test)}}", ["DAY": "2020-01-01"], more: more)
            #expect(result.value == (expected == .open ? nil : .boolean(expected == .yes)), "\(source)")
            #expect(result.end == (expected == .open ? .undecided : .value), "\(source)")
            // Asked a second time it says the same.
            let twice = try evaluate(
                "{test: [{\(source), \(test)}, {\(source), \(test)}]}", ["DAY": "2020-01-01"], more: more)
            #expect(twice.value == result.value, "\(source)")
        }
    }

    @Test("A day with a leap second ends with it")
    func leapDay() throws {
        let cards: [String: HeaderValue] = ["DAY": "2016-12-31"]
        #expect(try value("{card: DAY, after: '2016-12-31T23:59:60'}", cards) == .open)
        #expect(try value("{card: DAY, before: '2017-01-01T00:00:00'}", cards) == .yes)
        #expect(try value("{card: DAY, after: '2017-01-01T00:00:00'}", cards) == .no)
    }

    @Test("A day that was met before something was refused decides nothing")
    func refusedBehindDay() throws {
        let rule = "[{time: {iso: DAY}}, {time: {iso: OTHER}}]"
        let cards: [String: HeaderValue] = ["DAY": "2020-01-01", "OTHER": "garbage"]
        #expect(try evaluate("{test: {value: v, before: 2021-01-01}}", cards, more: "  v: \(rule)\n").end == .undecided)
    }

    @Test("Any card of a pattern may hold; if none does, one that cannot be decided leaves it open")
    func anyCard() throws {
        let condition = "{card_matching: 'SIM.*', equals: 1}"
        #expect(try value(condition, ["SIM A": 0, "SIM B": 1]) == .yes)
        #expect(try value(condition, ["SIM A": .real(.nan), "SIM B": 1]) == .yes)
        #expect(try value(condition, ["SIM A": .real(.nan), "SIM B": 0]) == .open)
        #expect(try value(condition, ["SIM A": .undefined, "SIM B": 0]) == .no)
        #expect(try value(condition) == .no)
        // Without a test a value is asked for.
        #expect(try value("{card_matching: 'SIM.*'}", ["SIM A": .undefined]) == .no)
        #expect(try value("{card_matching: 'SIM.*'}", ["SIM A": .undefined, "SIM B": 0]) == .yes)
    }

    @Test("In detection what is undecided does not hold, nor does its negation")
    func detection() throws {
        func holds(_ condition: String, _ cards: [String: HeaderValue]) throws -> Bool {
            let problems = Problems()
            let node = try Document.yaml(text: condition, file: "sample").root
            let found = HeaderCondition(node, problems: problems).holds(header(cards))
            #expect(problems.sorted == [])
            return found
        }
        for bad in ["x", .real(.nan), true] as [HeaderValue] {
            #expect(try !holds("{card: A, greater_than: 5}", ["A": bad]))
            #expect(try !holds("{not: {card: A, greater_than: 5}}", ["A": bad]))
        }
        #expect(try holds("{card: A, greater_than: 5}", ["A": "6"]))
        #expect(try holds("{not: {card: A, greater_than: 5}}", [:]))
        #expect(try holds("{any: [{card: A, greater_than: 5}, {card: B, is: present}]}", ["A": "x", "B": 1]))
    }
}
