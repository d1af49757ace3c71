import Foundation
import ObsDocuments
import ObsKitConformance
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

/// Compares Documentation/Schemas with the keys that the decoders ask for while they read files that use all of them.
@Suite("JSON Schemas")
struct SchemaTests {
    /// What a schema says of one kind of mapping.
    private struct Shape {
        var keys: Set<String> = []
        var required: Set<String> = []
        /// Keys that an alternative, or another key, requires.
        var alternatives: Set<String> = []
    }

    static let files = [
        "package", "instrument", "filters", "translation", "corrections", "golden-header", "golden-points",
        "golden-lookups",
        "task", "parameters", "context", "calibrations", "calibration-kinds",
    ]

    private static func schema(_ name: String) throws -> [String: Any] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let url = folder.appendingPathComponent("../../Documentation/Schemas/\(name).schema.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    private static func shapes() throws -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        for name in files { try collect(try schema(name), into: &shapes) }
        return shapes
    }

    private static func collect(_ value: Any, into shapes: inout [String: Shape]) throws {
        if let list = value as? [Any] { for element in list { try collect(element, into: &shapes) } }
        guard let object = value as? [String: Any] else { return }
        if let title = object["title"] as? String, let properties = object["properties"] as? [String: Any] {
            #expect(object["additionalProperties"] as? Bool == false, "\(title) allows unknown keys")
            var shape = Shape(keys: Set(properties.keys), required: Set(object["required"] as? [String] ?? []))
            for word in ["oneOf", "anyOf"] {
                for alternative in object[word] as? [[String: Any]] ?? [] {
                    shape.alternatives.formUnion(alternative["required"] as? [String] ?? [])
                }
            }
            for keys in (object["dependentRequired"] as? [String: [String]] ?? [:]).values {
                shape.alternatives.formUnion(keys)
            }
            #expect(shapes[title] == nil, "there are two schemas of \(title)")
            shapes[title] = shape
        }
        for element in object.values { try collect(element, into: &shapes) }
    }

    /// The keys that decoders ask for, by what they decode.
    private static func decoded() throws -> [String: [Problems.KeyUse]] {
        let problems = Problems(recordingKeys: true)
        func root(_ text: String, _ name: String) throws -> Node { try Document.yaml(text: text, file: name).root }
        let folder = try TemporaryFolder()
        _ = PackageDescription(
            try root(RichSamples.package, "package.yaml"), files: .folder(folder.path), problems: problems)
        var identifiers: IdentifierScheme?
        for layout in RichSamples.headers {
            let text = RichSamples.instrument.replacing("{from: primary}", with: layout)
            let description = InstrumentDescription(
                layers: [try root(text, "instrument.yaml")], expectedName: "Toy", problems: problems)
            identifiers = description?.identifiers
        }
        _ = FilterCatalog(layers: [try root(RichSamples.filters, "filters.yaml")], problems: problems)
        let rules = try root(RichSamples.translation, "translation.yaml")
        let base = try root(SamplePackage.translation, "base.yaml")
        let standard = try Document.read(
            path: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Cameras/Standard/translation.yaml").path)
        _ = TranslationRules.compile(
            layers: [rules, base, standard.root], identifiers: identifiers, problems: problems)
        _ = Corrections.read(
            layers: [try root(RichSamples.corrections, "corrections.yaml")], ruleLayers: [rules, base, standard.root],
            table: { _, _ in (Array("OBSID\tA\nx\t1\n".utf8), "table.tsv") },
            problems: problems)
        _ = GoldenHeader(try Document.yaml(text: RichSamples.golden, file: "golden.yaml"), problems)
        _ = try GoldenPoints(document: try Document.yaml(text: RichSamples.points, file: "points.yaml"), problems)
        let lookups = try Document.yaml(text: RichSamples.lookups, file: "lookups.yaml")
        _ = try GoldenLookups(document: lookups, problems)
        let task = try #require(try TaskSchema(root(RichSamples.task, "task.yaml"), problems: problems))
        _ = ParameterFile(
            try root(RichSamples.parameters, "sum.yaml"), layer: .instrument, schema: task, problems: problems)
        _ = try PinnedContext(document: try ContextFileTests.sample().document(), problems: problems)
        #expect(problems.sorted.filter { $0.severity == .error }.map(\.description) == [])
        return problems.keys
    }

    @Test("know every key that the decoders ask for, and no other; required ones are required")
    func agreement() throws {
        var shapes = try Self.shapes()
        let observation = try #require(shapes["an observation"])
        shapes["an observation"] = nil
        #expect(observation.keys == Set(ObservationProperty.allCases.map(\.name) + ["_translator"]))
        let decoded = try Self.decoded()
        #expect(Set(shapes.keys) == Set(decoded.keys))
        for (what, uses) in decoded {
            let shape = try #require(shapes[what], "no schema for \(what)")
            #expect(Set(uses.map(\.name)) == shape.keys, "keys of \(what)")
            let required = Set(uses.filter(\.isRequired).map(\.name))
            #expect(required.isSubset(of: shape.required.union(shape.alternatives)), "\(what) requires \(required)")
            #expect(shape.required.isSubset(of: required), "\(what) requires \(shape.required)")
        }
    }

    @Test("know the words that the decoders know")
    func words() throws {
        let translation = try Self.schema("translation")
        let properties = try #require(translation["properties"] as? [String: [String: Any]])
        let rules = try #require(properties["properties"]?["properties"] as? [String: [String: Any]])
        #expect(Set(rules.keys) == Set(ObservationProperty.allCases.map(\.name)))
        for property in ObservationProperty.allCases {
            #expect((rules[property.name]?["description"] as? String)?.isEmpty == false)
        }
        let kinds = properties["observation_kinds"]?["additionalProperties"] as? [String: [String]]
        #expect(kinds?["enum"] == ObservationKind.allCases.map(\.rawValue))
        let definitions = try #require(translation["$defs"] as? [String: [String: Any]])
        #expect(definitions["propertyName"]?["enum"] as? [String] == ObservationProperty.allCases.map(\.name))
        #expect(Set(definitions["unit"]?["enum"] as? [String] ?? []) == Set(PropertyUnit.allCases.map(\.rawValue)))
        let alternative = try #require(definitions["alternative"]?["properties"] as? [String: [String: Any]])
        #expect(alternative["detector"]?["enum"] as? [String] == DetectorFact.allCases.map(\.rawValue))
        let by = try #require(definitions["by"]?["properties"] as? [String: Any])
        #expect(Set(by.keys) == Set(DetectorKey.allCases.map(\.rawValue)))
    }

    @Test("begin with their own line", arguments: files)
    func schemaLine(_ name: String) throws {
        let schema = try Self.schema(name)
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["$id"] as? String == "\(name).schema.json")
        #expect((schema["required"] as? [String])?.contains("schema") == true)
        let line = (schema["properties"] as? [String: [String: Any]])?["schema"]?["const"] as? String
        #expect(line == (name == "translation" ? "obskit/translation/2" : "obskit/\(name)/1"))
    }
}
