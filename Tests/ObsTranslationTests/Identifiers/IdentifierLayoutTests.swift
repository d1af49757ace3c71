import ObsDocuments
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite("IdentifierLayout")
struct IdentifierLayoutTests {
    private static func layout(_ text: String, mergers: [IdentifierLayout.Merger] = []) throws -> IdentifierLayout {
        let problems = Problems()
        let document = try Document.yaml(text: text, file: "sample")
        let layout = IdentifierLayout(document.root, mergers: mergers, problems: problems)
        try problems.throwIfErrors()
        return try #require(layout)
    }

    private static func image() throws -> IdentifierLayout {
        try layout(
            """
            - {part: sequence, size: 100000}
            - {part: day, size: 10000000, first: 20000000, calendar: true}
            - {part: controller, size: 10, words: {O: 2, C: 3}, else: O}
            """, mergers: [.init(part: "controller", word: "C", successor: "O", lastDay: 20_231_004)])
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
        } catch let error as IdentifierError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
        return nil
    }

    @Test("puts parts together and takes them apart again, the fallback for a word that is not given")
    func packs() throws {
        let layout = try Self.image()
        #expect(try layout.pack(["day": 20_250_415, "sequence": 228]) == 2_025_041_500_228)
        #expect(try layout.pack(["day": 20_190_319, "sequence": 1, "controller": "C"]) == 3_019_031_900_001)
        let parts = try layout.unpack(3_019_031_900_001)
        #expect(parts.description == "controller=C day=20190319 sequence=1")
        #expect(parts["controller"] == "C")
        #expect(parts.integer("sequence") == 1)
        #expect(layout.partNames == ["sequence", "day", "controller"])
    }

    @Test("knows the observing day inside an identifier, which the day of a clock is not")
    func observingDay() throws {
        #expect(try Self.image().observingDay(in: 3_019_031_900_001) == 20_190_319)
        let counted = try Self.layout(
            "[{part: detector, size: 256}, {part: day, size: 16384, days_since: 2010-01-01}, {part: x, size: 2}]")
        #expect(counted.observingDay(in: 256 * 31 + 5) == 20_100_201)
        let clock = try Self.layout("[{part: hour, size: 100}, {part: day, size: 100000000, calendar: true}]")
        #expect(clock.observingDay(in: 2_010_020_112) == nil)
        #expect(try Self.layout("[{part: number, size: 100}]").observingDay(in: 7) == nil)
        #expect(try Self.image().observingDay(in: -1) == nil)
    }

    @Test("counts a merged word with its successor after the day, and no id says otherwise")
    func merged() throws {
        let layout = try Self.image()
        #expect(try layout.pack(["day": 20_231_004, "sequence": 1, "controller": "C"]) == 3_023_100_400_001)
        #expect(try layout.pack(["day": 20_231_005, "sequence": 1, "controller": "C"]) == 2_023_100_500_001)
        #expect(code { _ = try layout.unpack(3_023_100_500_001) } == "not-an-identifier")
        #expect(try layout.unpack(3_023_100_400_001)["controller"] == "C")
    }

    @Test("says in errors which part it is, what it was given and what there is room for")
    func errors() throws {
        let layout = try Self.image()
        let error = #expect(throws: IdentifierError.self) {
            try layout.pack(["day": 20_250_415, "sequence": 100_000])
        }
        #expect(error?.message == "sequence=100000 is out of range; it is 0 to 99999")
        #expect(error?.part == "sequence")
        #expect(error?.value == 100_000)
        #expect(error?.expected == "0 to 99999")
        let day = #expect(throws: IdentifierError.self) { try layout.pack(["day": 20_250_229, "sequence": 1]) }
        #expect(
            day?.message
                == "day=20250229 is no day of the calendar; it is a day as YYYYMMDD or YYYY-MM-DD, 20000101 to 29991231"
        )
        let word = #expect(throws: IdentifierError.self) {
            try layout.pack(["day": 20_250_415, "sequence": 1, "controller": "c"])
        }
        #expect(word?.message == "controller='c' has no number; it is O, C (else O)")
    }

    @Test("counts a word that was merged into a merged word with the last of them")
    func mergedTwice() throws {
        let mergers: [IdentifierLayout.Merger] = [
            .init(part: "controller", word: "B", successor: "C", lastDay: 20_200_101),
            .init(part: "controller", word: "A", successor: "B", lastDay: 20_190_101),
        ]
        for mergers in [mergers, mergers.reversed()] {
            let layout = try Self.layout(
                """
                - {part: day, size: 100000000, calendar: true}
                - {part: controller, size: 10, words: {A: 1, B: 2, C: 3}, else: A}
                """, mergers: mergers)
            #expect(try layout.pack(["day": 20_190_101, "controller": "A"]) == 120_190_101)
            #expect(try layout.pack(["day": 20_190_102, "controller": "A"]) == 220_190_102)
            #expect(try layout.pack(["day": 20_200_102, "controller": "A"]) == 320_200_102)
            #expect(try layout.pack(["day": 20_200_102]) == 320_200_102)
            #expect(code { _ = try layout.unpack(120_190_102) } == "not-an-identifier")
            #expect(code { _ = try layout.unpack(220_200_102) } == "not-an-identifier")
            #expect(try layout.unpack(220_190_102)["controller"] == "B")
        }
    }

    @Test("has forms of the same parts, told apart by their values")
    func formsOfTheSameParts() throws {
        let layout = try Self.layout(
            """
            - [{part: sequence, size: 1000}, {part: day, size: 100000000, calendar: true, range: [20000101, 20191231]}]
            - [{part: sequence, size: 100000}, {part: day, size: 100000000, calendar: true, range: [20200101, 20991231]}]
            """)
        #expect(try layout.pack(["sequence": 999, "day": 20_191_231]) == 20_191_231_999)
        #expect(try layout.pack(["sequence": 1_000, "day": 20_200_101]) == 2_020_010_101_000)
        for identifier in [20_191_231_999, 2_020_010_101_000] {
            #expect(try layout.pack(try layout.unpack(identifier).values) == identifier)
        }
        let error = #expect(throws: IdentifierError.self) { try layout.pack(["sequence": 1_000, "day": 20_191_231]) }
        #expect(
            error?.message
                == "sequence=1000 is out of range; it is 0 to 999; or day=20191231 is out of range; it is a day as YYYYMMDD or YYYY-MM-DD, 20200101 to 20991231"
        )
    }

    @Test("ends with the calendar where days are counted beyond it")
    func endOfCalendar() throws {
        let layout = try Self.layout("[{part: day, size: 4611686018427387904, days_since: 9999-12-30}]")
        #expect(try layout.unpack(1)["day"] == 99_991_231)
        #expect(code { _ = try layout.unpack(2) } == "not-an-identifier")
        #expect(code { _ = try layout.unpack(.max) } == "not-an-identifier")
    }

    @Test(
        "refuses what there is no room for, by name",
        arguments: [
            (["day": 20_250_415, "sequence": -1], "out-of-range"),
            (["day": 20_250_415, "sequence": 100_000], "out-of-range"),
            (["day": 20_250_229, "sequence": 1], "no-such-day"),
            (["day": -20_250_415, "sequence": 1], "no-such-day"),
            (["day": 19_991_231, "sequence": 1], "out-of-range"),
            (["day": 30_000_101, "sequence": 1], "out-of-range"),
            (["day": 20_250_415], "missing-part"),
            (["day": 20_250_415, "sequence": 1, "detector": 3], "unknown-part"),
            (["day": 20_250_415, "sequence": 1, "controller": "X"], "unknown-word"),
            (["day": 20_250_415, "sequence": 1, "controller": 2], "wrong-type"),
            (["day": "today", "sequence": 1], "wrong-type"),
            (["day": 20_250_415, "sequence": "1"], "wrong-type"),
            (["day": 20_250_415, "sequence": 1, "controller": ""], "unknown-word"),
            (["day": 20_250_415, "sequence": 1, "controller": "o"], "unknown-word"),
            (["day": 20_250_415, "sequence": .integer(.min)], "out-of-range"),
            (["day": 0, "sequence": 1], "no-such-day"),
        ] as [([String: IdentifierValue], String)])
    func refused(_ values: [String: IdentifierValue], _ expected: String) throws {
        let layout = try Self.image()
        #expect(code { _ = try layout.pack(values) } == expected)
    }

    @Test(
        "says which integers are no identifiers",
        arguments: [-1, 0, 1, .min, .max, 2_025_022_900_001, 4_025_041_500_001, 1_999_999_999_999, 2_000_000_000_000])
    func notIdentifiers(_ identifier: Int) throws {
        let layout = try Self.image()
        #expect(code { _ = try layout.unpack(identifier) } == "not-an-identifier")
    }

    @Test("counts days, and uses a part of the room where a range says so")
    func daysAndRanges() throws {
        let layout = try Self.layout(
            """
            - {part: hour, size: 100, range: [0, 23]}
            - {part: day, size: 16384, days_since: 2010-01-01}
            """)
        #expect(try layout.pack(["hour": 23, "day": 20_100_102]) == 123)
        #expect(try layout.unpack(123).description == "day=20100102 hour=23")
        #expect(code { _ = try layout.pack(["hour": 24, "day": 20_100_102]) } == "out-of-range")
        #expect(code { _ = try layout.pack(["hour": 1, "day": 20_091_231]) } == "out-of-range")
        // 16384 days after the first: one past the end.
        #expect(try layout.pack(["hour": 0, "day": 20_541_109]) == 1_638_300)
        #expect(code { _ = try layout.pack(["hour": 0, "day": 20_541_110]) } == "out-of-range")
        #expect(code { _ = try layout.unpack(24) } == "not-an-identifier")
        #expect(code { _ = try layout.unpack(1_638_323 + 1) } == "not-an-identifier")
    }

    @Test("fills 64 bits where the last part has no size, and not one more")
    func open() throws {
        let layout = try Self.layout("[{part: detector, size: 10}, {part: exposure}]")
        let most = Int.max / 10
        #expect(try layout.pack(["detector": 7, "exposure": .integer(most)]) == .max)
        #expect(try layout.unpack(.max)["exposure"] == .integer(most))
        #expect(code { _ = try layout.pack(["detector": 8, "exposure": .integer(most)]) } == "out-of-range")
        #expect(code { _ = try layout.pack(["detector": 0, "exposure": .integer(.max)]) } == "out-of-range")
    }

    @Test("has forms that are told apart by their integers")
    func forms() throws {
        let layout = try Self.layout("- [{part: a, size: 100, range: [50, 99]}]\n- [{part: b, size: 50}]")
        #expect(try layout.pack(["a": 70]) == 70)
        #expect(try layout.unpack(20)["b"] == 20)
        #expect(code { _ = try layout.pack(["a": 70, "b": 3]) } == "missing-part")
    }

    @Test(
        "is refused with the reason and the place",
        arguments: [
            ("- ▸{part: a, size: 3}\n- ▸{part: a, size: 3}", "duplicate-key", 1),
            ("- ▸{part: a}\n- {part: b, size: 3}", "missing-key", 0),
            ("- {part: a, size: 1000000000000}\n- ▸{part: b, size: 1000000000000}", "out-of-range", 0),
            ("- ▸{part: a, words: {x: 1}}", "missing-key", 0),
            ("- {part: a, size: 3, words: ▸{}}", "missing-key", 0),
            ("- {part: a, size: 3, words: ▸[x]}", "wrong-type", 0),
            ("- {part: a, size: 3, words: {x: ▸3}}", "out-of-range", 0),
            ("- {part: a, size: 3, words: {x: 1, y: ▸1}}", "duplicate-key", 0),
            ("- {part: a, size: 3, words: {x: 1}, else: ▸y}", "unknown-word", 0),
            ("- {part: a, size: 3, else: ▸y}", "unused-key", 0),
            ("- ▸{part: a, size: 3, words: {x: 1}, first: 3}", "unused-key", 0),
            ("- {part: a, size: 3, days_since: ▸yesterday}", "wrong-type", 0),
            ("- {part: a, size: 3, days_since: 2010-01-01, range: ▸[0, 1]}", "unused-key", 0),
            ("- {part: a, size: 3, range: ▸[2, 1]}", "out-of-range", 0),
            ("- {part: a, size: 3, range: [0, ▸3]}", "out-of-range", 0),
            ("- {part: a, size: 3, ▸colour: red}", "unknown-key", 0),
            ("▸[]", "missing-key", 0),
            ("- [{part: a, size: 10}]\n- ▸[{part: b, size: 50}]", "ambiguous-identifier", 0),
            (
                "- [{part: a, size: 10}]\n- ▸[{part: a, size: 10}, {part: b, size: 3, words: {x: 1}, else: x}]",
                "ambiguous-identifier", 0
            ),
            (
                "- [{part: a, size: 9, words: {x: 1}, else: x}]\n- ▸[{part: a, size: 9, words: {y: 2}, else: y}]",
                "ambiguous-identifier", 0
            ),
        ])
    func diagnostics(_ text: String, _ expected: String, _ place: Int) throws {
        let sample = Marked(text)
        let problems = Problems()
        let document = try Document.yaml(text: sample.text, file: sample.file)
        _ = IdentifierLayout(document.root, mergers: [], problems: problems)
        let found = problems.sorted.filter { $0.code.rawValue == expected }
        #expect(found.contains { $0.place == sample.places[place] }, "\(problems.sorted)")
    }
}
