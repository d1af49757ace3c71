import ObsFITS
import Testing

@testable import ObsTranslation

/// A condition, the value of the card X (nil: no such card), and whether it holds.
struct ConditionCase: Sendable, CustomTestStringConvertible {
    let condition: String
    let input: HeaderValue?
    let holds: Bool
    let testDescription: String

    init(_ condition: String, _ input: HeaderValue?, _ holds: Bool) {
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
        #expect(result.value == .boolean(one.holds))
        #expect(try evaluate("{test: {not: \(one.condition)}}", cards, more: more).value == .boolean(!one.holds))
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
        "A value equals another of its type only",
        arguments: [
            ConditionCase("{card: X, equals: a}", "a", true), .init("{card: X, equals: a}", "A", false),
            .init("{card: X, equals: a, ignoringCase: true}", "A", true), .init("{card: X, equals: 1}", 1, true),
            .init("{card: X, equals: 1}", 1.0, true), .init("{card: X, equals: 1}", "1", false),
            .init("{card: X, equals: '1'}", "1", true), .init("{card: X, equals: '1'}", 1, false),
            .init("{card: X, equals: true}", true, true), .init("{card: X, equals: true}", 1, false),
            .init("{card: X, equals: true}", "true", false), .init("{card: X, equals: 0.1}", 0.1, true),
            .init("{card: X, equals: ''}", "", true), .init("{card: X, equals: ''}", .undefined, false),
            .init("{card: X, equals: a}", nil, false),
            .init("{card: X, equals: 9007199254740993}", 9_007_199_254_740_993, true),
            .init("{card: X, equals: 9007199254740993}", 9_007_199_254_740_992, false),
            .init("{card: X, oneOf: [1, a, true]}", "a", true), .init("{card: X, oneOf: [1, a, true]}", 1.0, true),
            .init("{card: X, oneOf: [1, a, true]}", "true", false), .init("{card: X, oneOf: []}", 1, false),
            .init("{card: X, oneOf: [a, B], ignoringCase: true}", "b", true),
            .init("{card: X, sameAs: Y}", "y", true), .init("{card: X, sameAs: Y}", "x", false),
            .init("{card: X, sameAs: {card: NONE}}", "y", false),
            .init("{card: X, sameAs: {card: Y, steps: [upper]}}", "Y", true),
        ])
    func equality(_ one: ConditionCase) throws { try check(one, ["Y": "y"]) }

    @Test(
        "A text contains, starts with, ends with or matches something; nothing else does",
        arguments: [
            ConditionCase("{card: X, contains: ECa}", "xDECam", true),
            .init("{card: X, contains: eca}", "xDECam", false),
            .init("{card: X, contains: ECA, ignoringCase: true}", "xDECam", true),
            .init("{card: X, contains: 1}", 1, false),
            .init("{card: X, contains: ''}", "", true), .init("{card: X, contains: a}", nil, false),
            .init("{card: X, startsWith: ab}", "abc", true), .init("{card: X, startsWith: ab}", "a", false),
            .init("{card: X, startsWith: AB, ignoringCase: true}", "abc", true),
            .init("{card: X, endsWith: bc}", "abc", true), .init("{card: X, endsWith: abcd}", "bcd", false),
            .init("{card: X, endsWith: BC, ignoringCase: true}", "abc", true),
            .init("{card: X, matches: 'a.c'}", "abc", true), .init("{card: X, matches: 'a.c'}", "abcd", false),
            .init("{card: X, matches: '\\d+'}", 12, false),
            .init("{card: X, matches: '\\d+'}", .malformed("12"), false),
        ])
    func texts(_ one: ConditionCase) throws { try check(one) }

    @Test(
        "A number is compared with a number; what is none is not",
        arguments: [
            ConditionCase("{card: X, greaterThan: 5}", 6, true), .init("{card: X, greaterThan: 5}", 5, false),
            .init("{card: X, lessThan: 5}", 4.9, true), .init("{card: X, lessThan: 5}", 5.0, false),
            .init("{card: X, atLeast: 5}", 5, true), .init("{card: X, atLeast: 5}", 4, false),
            .init("{card: X, atMost: 5}", 5, true), .init("{card: X, atMost: 5}", 6, false),
            .init("{card: X, greaterThan: 5, lessThan: 7}", 6, true),
            .init("{card: X, greaterThan: 5, lessThan: 7}", 7, false),
            .init("{card: X, greaterThan: 5}", "6", false),
            .init("{card: X, steps: [number], greaterThan: 5}", "6", true),
            .init("{card: X, lessThan: 5}", .real(.nan), false),
            .init("{card: X, lessThan: 5}", .real(-.infinity), false),
            .init("{card: X, lessThan: 5}", true, false), .init("{card: X, atLeast: 5}", nil, false),
            .init("{card: X, steps: [{roundDown: 1}], greaterThan: 56317, lessThan: 56332}", 56_317.99, false),
            .init("{card: X, steps: [{roundDown: 1}], greaterThan: 56317, lessThan: 56332}", 56_318, true),
        ])
    func numbers(_ one: ConditionCase) throws { try check(one) }

    @Test(
        "A time is before or after a date, UTC or TAI, strictly",
        arguments: [
            ConditionCase("{property: datetime_begin, before: '2013-02-14'}", "2013-02-13T23:59:59", true),
            .init("{property: datetime_begin, before: '2013-02-14'}", "2013-02-14T00:00:00", false),
            .init("{property: datetime_begin, after: '2013-02-14T00:00:00'}", "2013-02-14T00:00:00", false),
            .init("{property: datetime_begin, after: '2013-02-14T00:00:35 TAI'}", "2013-02-14T00:00:00", false),
            .init("{property: datetime_begin, after: '2013-02-14T00:00:34.9 TAI'}", "2013-02-14T00:00:00", true),
            .init("{property: datetime_begin, after: '2000-01-01'}", nil, false),
            .init("{card: X, after: '2000-01-01'}", "2013-02-14T00:00:00", false),
        ])
    func dates(_ one: ConditionCase) throws {
        try check(one, more: "properties:\n  datetime_begin: {time: {iso: X, scale: utc}}\n")
    }

    @Test(
        "Conditions are combined and named",
        arguments: [
            ConditionCase("[{card: X, atLeast: 1}, {card: X, atMost: 3}]", 2, true),
            .init("[{card: X, atLeast: 1}, {card: X, atMost: 3}]", 4, false),
            .init("{all: [{card: X, atLeast: 1}, {card: X, atMost: 3}]}", 2, true),
            .init("{any: [{card: X, equals: 1}, {card: X, equals: 3}]}", 3, true),
            .init("{any: [{card: X, equals: 1}, {card: X, equals: 3}]}", 2, false),
            .init("{all: []}", nil, true), .init("{any: []}", nil, false), .init("{not: {all: []}}", nil, false),
            .init("{not: {card: X, equals: 1}}", nil, true), .init("{predicate: isOne}", 1, true),
            .init("{predicate: isOne}", 2, false), .init("{predicate: isNotOne}", nil, true),
            .init("{value: shifted, equals: 3.0}", 2, true), .init("{value: shifted, equals: 3.0}", "x", false),
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
            ("{cardMatching: '.*SIMULATE.*', oneOf: [true, 1]}", true), ("{cardMatching: 'SIM.*', equals: 5}", false),
            ("{cardMatching: 'NONE.*'}", false), ("{cardMatching: 'SIM.*'}", true), ("{cardMatching: 'UNDEF'}", false),
            ("{cardMatching: 'TEXT\\d', steps: [lower], equals: b}", true),
            ("{cardMatching: 'TEXT\\d', equals: b}", false),
        ])
    func anyCard(_ condition: String, _ holds: Bool) throws {
        let cards: [String: HeaderValue] = [
            "SIMULATE A": false, "SIMULATE B": true, "UNDEF": .undefined, "TEXT1": "A", "TEXT2": "B",
        ]
        #expect(try evaluate("{test: \(condition)}", cards).value == .boolean(holds))
    }

    @Test("A null on the way to a test is no text to complain about")
    func nullSubject() throws {
        let more = "properties:\n  object: null\n"
        let result = try evaluate("{test: {property: object, steps: [lower], equals: a}}", more: more)
        #expect(result.value == false)
        #expect(result.complaints == [])
        #expect(try evaluate("{test: {property: object, equals: null}}", more: more).value == true)
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
            ("{card: X, greaterThan: {card: Y}}", 6, true), ("{card: X, greaterThan: {card: Y}}", 5, false),
            ("{card: X, lessThan: {card: Y}}", 4.5, true), ("{card: X, lessThan: {card: Y}}", 5, false),
            ("{card: X, atLeast: {card: Y, steps: [{offset: 1}]}}", 6, true),
            ("{card: X, atLeast: {card: Y, steps: [{offset: 1}]}}", 5, false),
            ("{card: X, atMost: {value: six}}", 6, true),
            ("{card: X, atMost: {value: six}}", 7, false), ("{card: X, atMost: {card: NONE}}", 6, false),
            ("{card: X, atMost: {constant: a}}", 6, false), ("{card: X, atMost: {card: Y}}", "4", false),
        ] as [(String, HeaderValue?, Bool)])
    func compared(_ one: (condition: String, input: HeaderValue?, holds: Bool)) throws {
        try check(ConditionCase(one.condition, one.input, one.holds), more: "  six: {constant: 6}\n", ["Y": 5])
    }

    @Test("What a condition looks at leaves no mark on the value")
    func conditionsLeaveNoFlags() throws {
        let rule =
            "{card: X, when: [{card: Y, steps: [{minimum: 5}], atLeast: 5}, {cardMatching: Z, steps: [{scale: 2}], equals: 6}]}"
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
              b: {any: [{predicate: a}, {card: Z, oneOf: [1, c], ignoringCase: true}, {card: Z, contains: d}]}
              c: {card: [X, Y], startsWith: e, endsWith: f, matches: 'g.*'}
              d: [{card: X, greaterThan: 1}, {card: X, lessThan: 2}, {card: X, atLeast: 3}, {card: X, atMost: 4}]
              e: [{property: datetime_begin, before: 2020-01-01}, {property: datetime_begin, after: 2021-01-01}]
              f: [{card: X, sameAs: Y}, {cardMatching: 'S.*', equals: true}]
            """)
        #expect(
            rules.predicates.objects.map(\.words) == [
                "X is defined and not Y is 'b'", "(a or Z is one of 1, 'c' or Z contains 'd')",
                "X or Y starts with 'e' and ends with 'f' and matches g.*",
                "X is greater than 1.0 and X is less than 2.0 and X is at least 3.0 and X is at most 4.0",
                "datetime_begin is before 2020-01-01T00:00:00Z and datetime_begin is after 2021-01-01T00:00:00Z",
                "X is the same as another and a card of such a name is true",
            ])
    }
}
