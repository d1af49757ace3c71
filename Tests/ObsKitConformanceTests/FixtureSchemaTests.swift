import ObsDocuments
import ObsText
import TestSupport
import Testing

@testable import ObsKitConformance

@Suite("JSON Schemas of the conformance kit")
struct FixtureSchemaTests {
    private static let samples = [
        "waivers": """
        schema: obskit/waivers/1
        waivers: [{check: readme-given, instrument: Toy, message: README, reason: All keys.}]
        """,
        "released": """
        schema: obskit/released/1
        version: 1.0.0
        instruments: [{name: Toy, aliases: [T], filters: {red: r}, detectors: {1: A}, editions: {first: abc}}]
        """,
        "known-findings": """
        schema: obskit/known-findings/1
        findings: [{package: Toy, check: readme-given, instrument: Toy, message: All keys.}]
        """,
    ]

    @Test("know every key that the readers ask for, and no other", arguments: samples.keys.sorted())
    func agreement(_ name: String) throws {
        let problems = Problems(recordingKeys: true)
        let document = try Document.yaml(text: try #require(Self.samples[name]), file: name)
        switch name {
        case "waivers": _ = try Waivers(document: document, problems)
        case "released": _ = try ReleasedNames(document: document, problems)
        default: _ = try KnownFindings(document: document, problems)
        }
        let shapes = try SchemaShape.shapes(in: name)
        #expect(Set(shapes.keys) == Set(problems.keys.keys))
        for (what, uses) in problems.keys {
            #expect(Set(uses.map(\.name)) == shapes[what]?.keys, "keys of \(what)")
            #expect(Set(uses.filter(\.isRequired).map(\.name)) == shapes[what]?.required, "required keys of \(what)")
        }
    }
}
