import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct CorrectionFileTests {
    private static let schema = "schema: obskit/corrections/1\n"

    private func read(
        _ texts: [String], rules: String = "schema: obskit/translation/2\n"
    ) throws -> (Corrections, [Diagnostic]) {
        let layers = try texts.enumerated().map { number, text in
            try Document.yaml(text: text, file: number == 0 ? "sample" : "beneath\(number)").root
        }
        let ruleLayers = try [rules, RuleSample.nullBase].map { try Document.yaml(text: $0, file: "rules").root }
        let problems = Problems()
        let corrections = Corrections.read(layers: layers, ruleLayers: ruleLayers, problems: problems)
        return (corrections, problems.sorted)
    }

    private func check(_ one: DiagnosticCase, _ prefix: String = "", _ suffix: String = "") throws {
        let marked = Marked(prefix + one.text + suffix)
        let diagnostics = try read([marked.text]).1
        #expect(
            diagnostics.map(\.code.rawValue) == one.codes, "\(diagnostics.map(\.description).joined(separator: "\n"))")
        #expect(diagnostics.map(\.place) == marked.places, "\(diagnostics.map(\.description).joined(separator: "\n"))")
        if let saying = one.saying {
            #expect(diagnostics.first?.description.contains(saying) == true, "\(diagnostics)")
        }
    }

    @Test(
        "A file is read strictly",
        arguments: [
            DiagnosticCase("schema: ▸obskit/translation/2\ncorrections: []\n", "unknown-schema"),
            .init("▸schema: obskit/corrections/1\n", "missing-key"), .init("▸corrections: []\n", "missing-key"),
            .init("▸- a\n", "wrong-type"),
            .init(schema + "corrections: ▸{name: a}\n", "wrong-type", saying: "a list of corrections"),
            .init(schema + "corrections: ▸none\n", "wrong-type"), .init(schema + "corrections: [▸a]\n", "wrong-type"),
            .init(schema + "corrections: []\n▸instument: DECam\n", "unknown-key", saying: "did you mean 'instrument'?"),
            .init(schema + "corrections: []\ninstrument: DECam\nextends: other.yaml\n"),
        ])
    func files(_ one: DiagnosticCase) throws { try check(one) }

    @Test(
        "A correction is read strictly",
        arguments: [
            DiagnosticCase("▸{reason: r, change: [{delete: A}]}", "missing-key", saying: "'name'"),
            .init("▸{name: a, change: [{delete: A}]}", "missing-key", saying: "'reason'"),
            .init("▸{name: a, reason: r}", "missing-key", saying: "'change'"),
            .init("{name: a, reason: r, change: ▸[]}", "wrong-type"),
            .init("{name: a, reason: r, change: ▸{delete: A}}", "wrong-type"),
            .init("{name: a, reason: r, change: [▸{}]}", "bad-correction"),
            .init("{name: a, reason: r, change: [▸{delete: A, set: B}]}", "bad-correction"),
            .init("{name: a, reason: r, change: [▸{set: A}]}", "missing-key"),
            .init("{name: a, reason: r, change: [▸{copy: A}]}", "missing-key"),
            .init("{name: a, reason: r, change: [▸{add: A}]}", "missing-key"),
            .init("{name: a, reason: r, change: [▸{scale: A}]}", "missing-key"),
            .init("{name: a, reason: r, change: [▸{wrap: A}]}", "missing-key"),
            .init("{name: a, reason: r, change: [▸{replace: A, new: b}]}", "missing-key"),
            .init("{name: a, reason: r, change: [▸{shift: A}]}", "missing-key"),
            .init("{name: a, reason: r, change: [{set: ▸[A], to: 5}]}", "wrong-type"),
            .init("{name: a, reason: r, change: [{set: A, to: ▸.nan}]}", "out-of-range"),
            .init("{name: a, reason: r, change: [{add: A, amount: ▸b}]}", "wrong-type"),
            .init("{name: a, reason: r, change: [{wrap: A, into: ▸[1, 0]}]}", "bad-step"),
            .init("{name: a, reason: r, change: [{replace: A, old: ▸'', new: b}]}", "bad-correction"),
            .init("{name: a, reason: r, change: [{delete: A, ▸to: 5}]}", "unknown-key"),
            .init(
                "{name: a, reason: r, change: [{set: A, to: {▸crad: B}}]}", "unknown-key",
                saying: "did you mean 'card'?"),
            .init(
                "{name: a, reason: r, change: [{set: A, to: 5}, ▸{add: A, amount: 1}]}", "bad-correction",
                saying: "changes A twice"),
            .init("{name: a, reason: r, day: ▸20130230, change: [{delete: A}]}", "wrong-type"),
            .init("{name: a, reason: r, day: ▸[20130210, 20130209], change: [{delete: A}]}", "wrong-type"),
            .init("{name: a, reason: r, sequence: ▸[1, 2, 3], change: [{delete: A}]}", "wrong-type"),
            .init("{name: a, reason: r, sequence: ▸many, change: [{delete: A}]}", "wrong-type"),
            .init(
                "{name: a, reason: r, date: ▸{after: 2013-02-02, before: 2013-02-01}, change: [{delete: A}]}",
                "bad-correction"),
            .init("{name: a, reason: r, date: {after: ▸yesterday}, change: [{delete: A}]}", "bad-date"),
            .init("{name: a, reason: r, date: {▸until: 2013-02-01}, change: [{delete: A}]}", "unknown-key"),
            .init("{name: a, reason: r, detector: ▸S29, change: [{delete: A}]}", "wrong-type"),
            .init("{name: a, reason: r, observation_id: ▸{a: b}, change: [{delete: A}]}", "wrong-type"),
            .init("{name: a, reason: r, stage: ▸0, change: [{delete: A}]}", "out-of-range"),
            .init("{name: a, reason: r, when: ▸{card: A}, change: [{delete: A}]}", "bad-test"),
            .init(
                "{name: a, reason: r, when: {property: ▸none, equals: 1}, change: [{delete: A}]}", "unknown-property"),
            .init("{name: a, reason: r, change: [{set: A, to: {super: ▸true}}]}", "not-allowed-here"),
            .init(
                "{name: a, reason: r, change: [{delete: A}]}, ▸{name: a, reason: r, change: [{delete: B}]}",
                "duplicate-name"),
            .init("▸{name: a, remove: true, reason: gone}", "unknown-name", saying: "no correction 'a' to take away"),
        ])
    func corrections(_ one: DiagnosticCase) throws { try check(one, Self.schema + "corrections: [", "]\n") }

    @Test("A file laid over others replaces corrections by name, takes them away, and adds some")
    func overlay() throws {
        let site = """
            schema: obskit/corrections/1
            instrument: DECam
            corrections:
              - {name: b, remove: true}
              - {name: c, reason: site, change: [{set: X, to: site}]}
              - {name: d, reason: site, change: [{set: Y, to: site}]}
            """
        let middle = """
            schema: obskit/corrections/1
            extends: base.yaml
            corrections:
              - {name: c, reason: package, change: [{set: X, to: package}]}
              - {name: b, reason: package, change: [{set: Z, to: package}]}
              - {name: e, remove: true}
            """
        let base = """
            schema: obskit/corrections/1
            corrections:
              - {name: e, reason: base, change: [{set: X, to: base}]}
              - {name: f, reason: base, stage: 2, change: [{set: X, to: base}]}
            """
        let (corrections, diagnostics) = try read([site, middle, base])
        #expect(diagnostics == [])
        #expect(corrections.all.map(\.name) == ["c", "d", "f"])
        #expect(corrections.all.map(\.reason) == ["site", "site", "base"])
        #expect(corrections.all.map(\.place.file) == ["sample", "sample", "beneath2"])
        // What is wrong with the rules is said where these are read, not once more here.
        #expect(try read([base], rules: "schema: wrong\n").1 == [])
    }
}
