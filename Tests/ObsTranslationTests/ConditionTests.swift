import ObsFITS
import Testing

@testable import ObsTranslation

/// A condition, the value of the card X (nil: no such card), and whether it holds; nil when that is undecided.
struct ConditionCase: Sendable, CustomTestStringConvertible {
    let condition: String
    let input: HeaderValue?
    let holds: Bool?
    let testDescription: String

    init(_ condition: String, _ input: HeaderValue?, _ holds: Bool?) {
        self.condition = condition
        self.input = input
        self.holds = holds
        testDescription = "\(condition) of \(input.map { "\($0)" } ?? "no card")"
    }
}

@Suite struct ConditionTests {
    private func check(_ one: ConditionCase, more: String = "", _ cards: [String: HeaderValue] = [:]) throws {
        var cards = cards
        if let input = one.input { cards["X"] = input }
        let result = try evaluate("{test: \(one.condition)}", cards, more: more)
        let negated = try evaluate("{test: {not: \(one.condition)}}", cards, more: more)
        if let holds = one.holds {
            #expect(result.value == .boolean(holds))
            #expect(negated.value == .boolean(!holds))
        } else {
            #expect(result.end == .undecided && result.reason != "")
            #expect(negated.end == .undecided && negated.reason == result.reason)
        }
    }

    @Test(
        "A card is present, absent, defined or undefined",
        arguments: [
            ConditionCase("{card: X, is: present}", 1, true), .init("{card: X, is: present}", nil, false),
            .init("{card: X, is: present}", .undefined, true), .init("{card: X, is: absent}", nil, true),
            .init("{card: X, is: absent}", .undefined, false), .init("{card: X, is: defined}", "", true),
            .init("{card: X, is: defined}", .undefined, false), .init("{card: X, is: defined}", nil, false),
            .init("{card: X, is: undefined}", .undefined, true), .init("{card: X, is: undefined}", nil, false),
            .init("{card: X, is: undefined}", 0, false), .init("{card: X, is: defined}", .real(.nan), true),
        ])
    func states(_ one: ConditionCase) throws { try check(one) }

    @Test(
        "A value is cast to the type of what it is compared with; where it cannot be, nothing is decided",
        arguments: [
            ConditionCase("{card: X, equals: a}", "a", true), .init("{card: X, equals: a}", "A", false),
            .init("{card: X, equals: a, ignoring_case: true}", "A", true), .init("{card: X, equals: 1}", 1, true),
            .init("{card: X, equals: 1}", 1.0, true), .init("{card: X, equals: 1}", "1", true),
            .init("{card: X, equals: '1'}", "1", true), .init("{card: X, equals: '1'}", 1, true),
            .init("{card: X, equals: 1}", "x", nil),
            .init("{card: X, equals: true}", true, true), .init("{card: X, equals: true}", 1, nil),
            .init("{card: X, equals: true}", "true", nil), .init("{card: X, equals: 0.1}", 0.1, true),
            .init("{card: X, equals: ''}", "", true), .init("{card: X, equals: ''}", .undefined, false),
            .init("{card: X, equals: a}", nil, false),
            .init("{card: X, equals: 9007199254740993}", 9_007_199_254_740_993, true),
            .init("{card: X, equals: 9007199254740993}", 9_007_199_254_740_992, false),
            .init("{card: X, one_of: [1, a, true]}", "a", true), .init("{card: X, one_of: [1, a, true]}", 1.0, true),
            .init("{card: X, one_of: [1, a, true]}", "true", nil), .init("{card: X, one_of: []}", 1, false),
            .init("{card: X, one_of: [a, B], ignoring_case: true}", "b", true),
            .init("{card: X, same_as: Y}", "y", true), .init("{card: X, same_as: Y}", "x", false),
            .init("{card: X, same_as: {card: NONE}}", "y", false),
            .init("{card: X, same_as: {card: Y, steps: [upper]}}", "Y", true),
        ])
    func equality(_ one: ConditionCase) throws { try check(one, ["Y": "y"]) }

    @Test(
        "A text, or a number as text, contains, starts with, ends with or matches something",
        arguments: [
            ConditionCase("{card: X, contains: ECa}", "xDECam", true),
            .init("{card: X, contains: eca}", "xDECam", false),
            .init("{card: X, contains: ECA, ignoring_case: true}", "xDECam", true),
            .init("{card: X, contains: 1}", 1, true), .init("{card: X, contains: t}", true, nil),
            .init("{card: X, contains: ''}", "", true), .init("{card: X, contains: a}", nil, false),
            .init("{card: X, starts_with: ab}", "abc", true), .init("{card: X, starts_with: ab}", "a", false),
            .init("{card: X, starts_with: AB, ignoring_case: true}", "abc", true),
            .init("{card: X, ends_with: bc}", "abc", true), .init("{card: X, ends_with: abcd}", "bcd", false),
            .init("{card: X, ends_with: BC, ignoring_case: true}", "abc", true),
            .init("{card: X, matches: 'a.c'}", "abc", true), .init("{card: X, matches: 'a.c'}", "abcd", false),
            .init("{card: X, matches: '\\d+'}", 12, true),
            .init("{card: X, matches: '\\d+'}", .malformed("12"), nil),
        ])
    func texts(_ one: ConditionCase) throws { try check(one) }

    @Test(
        "A number, also as text, is compared with a number; of what is no number nothing is decided",
        arguments: [
            ConditionCase("{card: X, greater_than: 5}", 6, true), .init("{card: X, greater_than: 5}", 5, false),
            .init("{card: X, less_than: 5}", 4.9, true), .init("{card: X, less_than: 5}", 5.0, false),
            .init("{card: X, at_least: 5}", 5, true), .init("{card: X, at_least: 5}", 4, false),
            .init("{card: X, at_most: 5}", 5, true), .init("{card: X, at_most: 5}", 6, false),
            .init("{card: X, greater_than: 5, less_than: 7}", 6, true),
            .init("{card: X, greater_than: 5, less_than: 7}", 7, false),
            .init("{card: X, greater_than: 5}", "6", true), .init("{card: X, greater_than: 5}", "n/a", nil),
            .init("{card: X, steps: [number], greater_than: 5}", "6", true),
            .init("{card: X, less_than: 5}", .real(.nan), nil),
            .init("{card: X, less_than: 5}", .real(-.infinity), nil),
            .init("{card: X, less_than: 5}", true, nil), .init("{card: X, at_least: 5}", nil, false),
            .init("{card: X, steps: [{round_down: 1}], greater_than: 56317, less_than: 56332}", 56_317.99, false),
            .init("{card: X, steps: [{round_down: 1}], greater_than: 56317, less_than: 56332}", 56_318, true),
        ])
    func numbers(_ one: ConditionCase) throws { try check(one) }

    @Test(
        "A time, also as text, is before or after a date, UTC or TAI, strictly; without one nothing is decided",
        arguments: [
            ConditionCase("{property: datetime_begin, before: '2013-02-14'}", "2013-02-13T23:59:59", true),
            .init("{property: datetime_begin, before: '2013-02-14'}", "2013-02-14T00:00:00", false),
            .init("{property: datetime_begin, after: '2013-02-14T00:00:00'}", "2013-02-14T00:00:00", false),
            .init("{property: datetime_begin, after: '2013-02-14T00:00:35 TAI'}", "2013-02-14T00:00:00", false),
            .init("{property: datetime_begin, after: '2013-02-14T00:00:34.9 TAI'}", "2013-02-14T00:00:00", true),
            .init("{property: datetime_begin, after: '2000-01-01'}", nil, nil),
            .init("{card: X, after: '2000-01-01'}", "2013-02-14T00:00:00", true),
            .init("{card: X, after: '2000-01-01'}", 5, nil), .init("{card: X, after: '2000-01-01'}", "soon", nil),
        ])
    func dates(_ one: ConditionCase) throws {
        try check(one, more: "properties:\n  datetime_begin: {time: {iso: X, scale: utc}}\n")
    }

    @Test(
        "Conditions are combined and named",
        arguments: [
            ConditionCase("[{card: X, at_least: 1}, {card: X, at_most: 3}]", 2, true),
            .init("[{card: X, at_least: 1}, {card: X, at_most: 3}]", 4, false),
            .init("{all: [{card: X, at_least: 1}, {card: X, at_most: 3}]}", 2, true),
            .init("{any: [{card: X, equals: 1}, {card: X, equals: 3}]}", 3, true),
            .init("{any: [{card: X, equals: 1}, {card: X, equals: 3}]}", 2, false),
            .init("{all: []}", nil, true), .init("{any: []}", nil, false), .init("{not: {all: []}}", nil, false),
            .init("{not: {card: X, equals: 1}}", nil, true), .init("{predicate: isOne}", 1, true),
            .init("{predicate: isOne}", 2, false), .init("{predicate: isNotOne}", nil, true),
            .init("{value: shifted, equals: 3.0}", 2, true), .init("{value: shifted, equals: 3.0}", "x", nil),
            .init("{test: {card: X, equals: 1}, equals: false}", 2, true),
        ])
    func combinations(_ one: ConditionCase) throws {
        let more = """
              shifted: {card: X, steps: [{offset: 1}]}
            predicates:
              isOne: {card: X, equals: 1}
              isNotOne: {not: {predicate: isOne}}
            """
        try check(one, more: more)
    }

    @Test(
        "Any card of a name may hold, with steps and a test",
        arguments: [
            ("{card_matching: '.*SIMULATE.*', one_of: [true, 1]}", true), ("{card_matching: 'SIM.*', equals: 5}", nil),
            ("{card_matching: 'NONE.*'}", false), ("{card_matching: 'SIM.*'}", true),
            ("{card_matching: 'UNDEF'}", false),
            ("{card_matching: 'TEXT\\d', steps: [lower], equals: b}", true),
            ("{card_matching: 'TEXT\\d', equals: b}", false),
        ] as [(String, Bool?)])
    func anyCard(_ condition: String, _ holds: Bool?) throws {
        let cards: [String: HeaderValue] = [
            "SIMULATE A": false, "SIMULATE B": true, "UNDEF": .undefined, "TEXT1": "A", "TEXT2": "B",
        ]
        let result = try evaluate("{test: \(condition)}", cards)
        #expect(result.value == holds.map { .boolean($0) })
        if holds == nil { #expect(result.end == .undecided) }
    }

    @Test("A null on the way to a test is no text to complain about")
    func nullSubject() throws {
        let more = "properties:\n  object: null\n"
        let result = try evaluate("{test: {property: object, steps: [lower], equals: a}}", more: more)
        #expect(result.value == false)
        #expect(result.reasons == [])
    }

    @Test(
        "A value is known when there is one that is not null",
        arguments: [
            ("{card: X, known: true}", 1, true), ("{card: X, known: true}", "", true),
            ("{card: X, known: true}", nil, false),
            ("{card: X, known: true}", .undefined, false), ("{card: X, known: false}", nil, true),
            ("{card: X, known: false}", .real(.nan), true), ("{card: X, known: false}", 1, false),
            ("{card: X, steps: [number], known: true}", "1.5", true),
            ("{card: X, steps: [number], known: true}", "a", false),
            ("{card: X, steps: [number], known: false}", "a", true),
            ("{card: X, steps: [{table: {a: null}}], known: true}", "a", false),
            ("{card: X, steps: [{table: {a: null}}], known: false}", "a", true),
            ("{property: altaz_end, known: false}", 1, true),
        ] as [(String, HeaderValue?, Bool)])
    func known(_ one: (condition: String, input: HeaderValue?, holds: Bool)) throws {
        try check(ConditionCase(one.condition, one.input, one.holds))
    }

    @Test(
        "A number is compared with what a rule gives",
        arguments: [
            ("{card: X, greater_than: {card: Y}}", 6, true), ("{card: X, greater_than: {card: Y}}", 5, false),
            ("{card: X, less_than: {card: Y}}", 4.5, true), ("{card: X, less_than: {card: Y}}", 5, false),
            ("{card: X, at_least: {card: Y, steps: [{offset: 1}]}}", 6, true),
            ("{card: X, at_least: {card: Y, steps: [{offset: 1}]}}", 5, false),
            ("{card: X, at_most: {value: six}}", 6, true),
            ("{card: X, at_most: {value: six}}", 7, false), ("{card: X, at_most: {card: NONE}}", 6, false),
            ("{card: X, at_most: {constant: a}}", 6, nil), ("{card: X, at_most: {card: Y}}", "4", true),
        ] as [(String, HeaderValue?, Bool?)])
    func compared(_ one: (condition: String, input: HeaderValue?, holds: Bool?)) throws {
        try check(ConditionCase(one.condition, one.input, one.holds), more: "  six: {constant: 6}\n", ["Y": 5])
    }

    @Test("What a condition looks at leaves no mark on the value")
    func conditionsLeaveNoFlags() throws {
        let rule =
            "{card: X, when: [{card: Y, steps: [{minimum: 5}], at_least: 5}, {card_matching: Z, steps: [{scale: 2}], equals: 6}]}"
        let result = try evaluate(rule, ["X": 1, "Y": 2, "Z": "3"])
        #expect(result.value == 1)
        #expect(result.flags == [])
    }

    @Test("A condition says in words what it asks")
    func words() throws {
        let rules = try RuleSample.rules(
            """
            predicates:
              a: [{card: X, is: defined}, {not: {card: Y, equals: b}}]
              b: {any: [{predicate: a}, {card: Z, one_of: [1, c], ignoring_case: true}, {card: Z, contains: d}]}
              c: {card: [X, Y], starts_with: e, ends_with: f, matches: 'g.*'}
              d: [{card: X, greater_than: 1}, {card: X, less_than: 2}, {card: X, at_least: 3}, {card: X, at_most: 4}]
              e: [{property: datetime_begin, before: 2020-01-01}, {property: datetime_begin, after: 2021-01-01}]
              f: [{card: X, same_as: Y}, {card_matching: 'S.*', equals: true}]
            """)
        #expect(
            rules.predicates.objects.map(\.words) == [
                "X is defined and not Y is 'b'", "(a or Z is one of 1, 'c' or Z contains 'd')",
                "X or Y ends with 'f' and matches g.* and starts with 'e'",
                "X is greater than 1.0 and X is less than 2.0 and X is at least 3.0 and X is at most 4.0",
                "datetime_begin is before 2020-01-01T00:00:00Z and datetime_begin is after 2021-01-01T00:00:00Z",
                "X is the same as another and a card of such a name is true",
            ])
    }
}
