import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct CorrectionTableTests {
    private static let rules = """
        schema: obskit/translation/2
        predicates:
          isDone: {card: DONE, equals: true}
        properties:
          observation_id: {card: OBSID}
          observing_day: {card: DAY}
          observation_counter: {card: SEQ}
        """

    /// A translator with these corrections, whose table `t.tsv` has this text.
    private func translator(_ corrections: String, _ table: String = "") throws -> (HeaderTranslator, [Diagnostic]) {
        let layers = try [Self.rules, RuleSample.nullBase].map { try Document.yaml(text: $0, file: "rules").root }
        let problems = Problems()
        let rules = try #require(TranslationRules.compile(layers: layers, problems: Problems()))
        let text = "schema: obskit/corrections/1\n" + corrections
        let read = Corrections.read(
            layers: [try Document.yaml(text: text, file: "sample").root], ruleLayers: layers,
            table: { layer, name in
                guard layer == 0, name.text == "t.tsv" else {
                    problems.error(.unreadable, at: name, "no such table")
                    return nil
                }
                return (Array(table.utf8), "t.tsv")
            }, problems: problems)
        return (HeaderTranslator(instrumentName: "Sample", rules: rules, corrections: read), problems.sorted)
    }

    private static let oneTable = "tables:\n  - {name: t, table: t.tsv, reason: because}\ncorrections: []\n"

    @Test("A table gives the cards of each observation their values, with their types; empty cells leave them alone")
    func values() throws {
        let table = """
            # a comment
            OBSID\tX\tY
            a\t1\ttext
            b\t-1.5e2\t"5"
            c\tnull\t
            d\t\ttrue
            e\t+7\tnan\r

            f..g\t1\t2
            n08..11\t9\t"null"
            """
        let (translator, diagnostics) = try translator(Self.oneTable, table)
        #expect(
            diagnostics.map(\.description) == [
                "t.tsv:9:1: error: 'f..g' is no range of observation ids; write the last digits of the last one after two dots"
            ])
        func corrected(_ id: String) -> [HeaderValue?] {
            let report = translator.translate(header(["OBSID": .string(id), "X": 0, "Y": 0]))
            return [report.header["X"], report.header["Y"]]
        }
        #expect(corrected("a") == [1, "text"])
        #expect(corrected("b") == [-150.0, "5"])
        #expect(corrected("c") == [.undefined, 0])
        #expect(corrected("d") == [0, true])
        #expect(corrected("e") == [7, "nan"])
        #expect(corrected("n08") == [9, "null"] && corrected("n11") == [9, "null"])
        #expect(corrected("n07") == [0, 0] && corrected("n12") == [0, 0] && corrected("n8") == [0, 0])
        let report = translator.translate(header(["OBSID": "b", "X": 0, "Y": 0]))
        let applied = try #require(report.corrections.first)
        #expect(
            applied.name == "t" && applied.reason == "because"
                && applied.place == SourcePosition(file: "t.tsv", line: 4, column: 1))
        #expect(applied.changes.map(\.card) == ["X", "Y"])
    }

    @Test(
        "What is wrong with a table is said with its line",
        arguments: [
            ("", 0, "the table is empty"), ("# nothing\n", 1, "the table is empty"),
            ("ID\tX\na\t1\n", 1, "a line of names"),
            ("OBSID\na\n", 1, "a line of names"), ("OBSID\tX\na\n", 2, "1 cells, and there are 2 names"),
            ("OBSID\tX\na\t1\t2\n", 2, "3 cells"), ("OBSID\tX\na\t1\nb\t1\na\t2\n", 4, "'a' stands in the table twice"),
            ("OBSID\tX\na5..3\t1\n", 2, "no range"), ("OBSID\tX\na000000..999999\t1\n", 2, "no range"),
        ])
    func problems(_ one: (table: String, line: Int, message: String)) throws {
        let diagnostics = try translator(Self.oneTable, one.table).1
        #expect(diagnostics.count == 1 && diagnostics.first?.code == .badTable, "\(diagnostics)")
        #expect(diagnostics.first?.message.contains(one.message) == true, "\(diagnostics)")
        // An empty text has one empty line.
        if one.line > 0 && !one.table.hasPrefix("#") {
            #expect(diagnostics.first?.place?.line == one.line, "\(diagnostics)")
        }
    }

    @Test(
        "A table is named strictly",
        arguments: [
            DiagnosticCase("tables: ▸none\ncorrections: []\n", "wrong-type"),
            .init("tables:\n  - ▸{table: t.tsv, reason: r}\ncorrections: []\n", "missing-key"),
            .init("tables:\n  - ▸{name: t, reason: r}\ncorrections: []\n", "missing-key"),
            .init("tables:\n  - ▸{name: t, table: t.tsv}\ncorrections: []\n", "missing-key"),
            .init("tables:\n  - {name: t, table: ▸u.tsv, reason: r}\ncorrections: []\n", "unreadable"),
            .init("tables:\n  - {name: t, table: t.tsv, reason: r, ▸when: []}\ncorrections: []\n", "unknown-key"),
            .init(
                "tables:\n  - {name: t, table: t.tsv, reason: r}\ncorrections:\n  - ▸{name: t, reason: r, change: [{delete: A}]}\n",
                "duplicate-name"),
        ])
    func files(_ one: DiagnosticCase) throws {
        let marked = Marked("schema: obskit/corrections/1\n" + one.text)
        let diagnostics = try translator(
            String(marked.text.dropFirst("schema: obskit/corrections/1\n".count)), "OBSID\tX\na\t1\n"
        ).1
        #expect(diagnostics.map(\.code.rawValue) == one.codes, "\(diagnostics)")
        #expect(diagnostics.map(\.place) == marked.places, "\(diagnostics)")
    }

    @Test("unless: takes a header out of the whole file, tables too")
    func exception() throws {
        let text =
            "unless: {predicate: isDone}\n"
            + Self.oneTable.replacing(
                "corrections: []", with: "corrections:\n  - {name: c, reason: r, change: [{set: Z, to: 1}]}")
        let (translator, diagnostics) = try translator(text, "OBSID\tX\na\t1\n")
        #expect(diagnostics == [])
        #expect(translator.translate(header(["OBSID": "a"])).corrections.map(\.name) == ["c", "t"])
        #expect(translator.translate(header(["OBSID": "a", "DONE": true])).corrections == [])
    }

    @Test("Exposures are selected by nights and parts of nights, any of which may hold")
    func exposures() throws {
        let text =
            "corrections:\n  - {name: c, reason: r, change: [{set: Z, to: 1}],"
            + " exposures: [{day: 20130210}, {day: [20130212, 20130213], sequence: [5, 7]}, {day: 20130215, sequence: 3}]}\n"
        let (translator, diagnostics) = try translator(text)
        #expect(diagnostics == [])
        for (day, sequence, holds) in [
            (20_130_210, 1, true), (20_130_211, 6, false), (20_130_212, 5, true), (20_130_213, 7, true),
            (20_130_213, 8, false),
            (20_130_215, 3, true), (20_130_215, 4, false),
        ] {
            let report = translator.translate(header(["DAY": .integer(day), "SEQ": .integer(sequence)]))
            #expect(report.corrections.isEmpty == !holds, "\(day) \(sequence)")
        }
        #expect(translator.translate(header(["DAY": 20_130_212])).corrections.isEmpty)
        #expect(translator.translate(header(["SEQ": 5])).corrections.isEmpty)
    }

    @Test(
        "A range of ids stands for all that differ in the last digits",
        arguments: [
            ("a", ["a"]), ("a08..11", ["a08", "a09", "a10", "a11"]), ("a_7..7", ["a_7"]), ("x199..3", nil),
            ("x19..20", ["x19", "x20"]),
            ("x..5", nil), ("5..", nil), ("..5", nil), ("x5..x7", nil), ("x00000..99999", nil), ("", [""]),
            ("a.b", ["a.b"]),
            ("1..99999999999999999999", nil),
        ] as [(String, [String]?)])
    func ranges(_ text: String, _ expected: [String]?) {
        if text == "x00000..99999" {
            #expect(ObservationIDRange.ids(text)?.count == 100_000)
            #expect(ObservationIDRange.ids("x000000..100000") == nil)
        } else {
            #expect(ObservationIDRange.ids(text) == expected)
        }
    }

    @Test("Ranges in a few lines cannot stand for more observations than can be held")
    func manyRanges() throws {
        let ranges = (0..<40).map { "a\($0)x00000..99999" }.joined(separator: ", ")
        let text = "corrections:\n  - {name: c, reason: r, observation_id: [\(ranges)], change: [{set: Z, to: 1}]}\n"
        #expect(try translator(text).1.map(\.code) == [.limitExceeded])
    }
}
