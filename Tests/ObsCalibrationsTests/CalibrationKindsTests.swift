import Foundation
import ObsCalibrations
import ObsDocuments
import ObsText
import Testing

struct CalibrationKindsTests {
    static let sample = """
        schema: obskit/calibration-kinds/1
        kinds:
          - name: flat
            about: What a source of even light gives.
            keys:
              detector: exact
              filter: exact
              mode: {match: set, required: false, card: READMODE}
              temperature: {match: tolerance, tolerance: 0.5, unit: K}
              voltage: range
            policy: middle
            format: image
            required: true
            aliases: [domeFlat]
          - name: bias
            keys: {detector: exact, filter: not-applicable}
            policy: covers
            format: image
        """

    private func read(_ texts: String...) -> (kinds: CalibrationKinds, diagnostics: [Diagnostic]) {
        let problems = Problems()
        let layers = texts.compactMap { try? Document.yaml(text: $0, file: "kinds.yaml").root }
        return (CalibrationKinds(layers: layers, problems: problems), problems.sorted)
    }

    @Test("A file of kinds says what selects each, by which policy, and what it is made of")
    func sampleIsRead() throws {
        let (kinds, diagnostics) = read(Self.sample)
        #expect(diagnostics.isEmpty)
        #expect(kinds.all.map(\.name) == ["flat", "bias"])
        let flat = try kinds.kind("domeFlat")
        #expect(flat.name == "flat" && flat.policy == .middle && flat.format == .image && flat.isRequired)
        #expect(flat.keys.map(\.name) == ["detector", "filter", "mode", "temperature", "voltage"])
        #expect(flat.rule("mode") == KeyRule("mode", .set, isRequired: false, card: "READMODE"))
        #expect(flat.rule("temperature") == KeyRule("temperature", .tolerance(0.5), unit: "K"))
        #expect(try kinds.kind("bias").filter?.match == .notApplicable)
        #expect(try kinds.kind("bias").filter?.isRequired == false)
    }

    @Test("An extending file replaces kinds by name, adds some and takes some away")
    func layers() {
        let (kinds, diagnostics) = read(
            """
            schema: obskit/calibration-kinds/1
            extends: base.yaml
            kinds:
              - {name: bias, keys: {detector: exact}, policy: begin, format: image}
              - {name: flat, remove: true}
              - {name: sky, keys: {}, policy: begin, format: other}
            """, Self.sample)
        #expect(diagnostics.isEmpty)
        #expect(kinds.all.map(\.name) == ["bias", "sky"])
        #expect(kinds["bias"]?.policy == .begin)
    }

    @Test(
        "What is wrong with a kind is said with its line and column",
        arguments: [
            ("keys: {detector: set}, policy: begin, format: image", "bad-key-rule", 32),
            ("keys: {filter: {match: exact, card: FILTER}}, policy: begin, format: image", "bad-key-rule", 30),
            ("keys: {mode: {match: tolerance}}, policy: begin, format: image", "bad-key-rule", 36),
            ("keys: {mode: {match: tolerance, tolerance: -1}}, policy: begin, format: image", "bad-key-rule", 58),
            ("keys: {mode: {match: exact, tolerance: 1}}, policy: begin, format: image", "bad-key-rule", 54),
            ("keys: {mode: near}, policy: begin, format: image", "unknown-value", 28),
            ("keys: {}, policy: sometime, format: image", "unknown-value", 33),
            ("keys: {}, policy: begin, format: picture", "unknown-value", 48),
            ("keys: {}, policy: begin", "missing-key", 5),
            ("keys: {}, policy: begin, format: image, aliases: [k]", "ambiguous-kind", 5),
        ])
    func diagnostics(_ rest: String, _ code: String, _ column: Int) throws {
        let (_, diagnostics) = read("schema: obskit/calibration-kinds/1\nkinds:\n  - {name: k, \(rest)}")
        let one = try #require(diagnostics.first)
        #expect(diagnostics.count == 1 && one.code.rawValue == code)
        #expect(one.place?.line == 3 && one.place?.column == column, "\(one)")
    }

    @Test("A name that means two kinds is refused, in files and in programs")
    func ambiguous() {
        let entry = "{name: k, keys: {}, policy: begin, format: other}"
        let (_, diagnostics) = read("schema: obskit/calibration-kinds/1\nkinds: [\(entry), \(entry)]")
        #expect(diagnostics.map(\.code) == [.ambiguousKind])
        let kind = CalibrationKind(name: "k", keys: [], aliases: ["l"])
        let error = #expect(throws: CalibrationError.self) {
            try CalibrationKinds([kind, CalibrationKind(name: "l", keys: [])])
        }
        #expect(error?.code == .unknownKind && error?.message.contains("'l'") == true)
    }

    @Test("A kind that there is not is refused with the names of those that there are")
    func unknown() {
        let error = #expect(throws: CalibrationError.self) { try read(Self.sample).kinds.kind("flatt") }
        #expect(error?.message == "there is no kind of calibration 'flatt'; there are flat, bias")
    }

    @Test("Every key that the reader asks for is in the JSON Schema, and no other")
    func schema() throws {
        let problems = Problems(recordingKeys: true)
        let root = try Document.yaml(text: Self.sample, file: "kinds.yaml").root
        _ = CalibrationKinds(layers: [root], problems: problems)
        try SchemaShapes.expect(problems.keys, in: ["calibration-kinds"])
    }
}
