import Foundation
import ObsDocuments
import ObsGeometry
import ObsText
import ObsTranslation
import TestSupport
import Testing

@testable import ObsCalibrations
@testable import ObsKit
@testable import ObsKitConformance

@Suite("The described files of a package")
struct DescribedFilesTests {
    /// A key of a format.
    struct Key: Sendable, CustomTestStringConvertible {
        let format: MappingFormat
        let key: any DescribedKey

        var testDescription: String { "\(format.what): \(key.name)" }

        static let all = DescribedFiles.all.flatMap { file in
            ([file.root] + file.root.inner).flatMap { format in format.keys.map { Key(format: format, key: $0) } }
        }
    }

    private static let kinds = """
        schema: obskit/calibration-kinds/1
        kinds: [{name: flat, keys: {detector: exact}, policy: begin, format: image}]
        """

    @Test("are those of the packages here, each under a schema of its own")
    func complete() throws {
        var found: Set<String> = []
        let cameras = Repository.root.appendingPathComponent("Cameras")
        let paths = try #require(FileManager.default.enumerator(atPath: cameras.path)).compactMap { $0 as? String }
        for path in paths where path.hasSuffix(".yaml") {
            let line = try Repository.text("Cameras/\(path)").split(separator: "\n").first { $0.hasPrefix("schema: ") }
            if let line { found.insert(String(line.dropFirst("schema: ".count))) }
        }
        let described = DescribedFiles.all.map(\.schema)
        #expect(found.count > 10)
        #expect(found.subtracting(described) == ["obskit/translation/2"])
        #expect(Set(described).count == described.count)
    }

    @Test("have examples of their keys that are read", arguments: Key.all)
    func keyExamples(_ one: Key) throws {
        let problems = Problems()
        let node = try Document.yaml(text: one.key.example, file: "example").root
        #expect(one.key.accepts(node, problems))
        #expect(problems.sorted.map(\.description) == [])
        #expect(one.key.about.hasSuffix("."))
        #expect(one.format.needs(one.key) == false || one.key.whenAbsent == nil)
    }

    @Test("are in PackageFiles.md, each key with its line: Scripts/files-list writes them")
    func document() throws {
        let text = try Repository.text("Documentation/PackageFiles.md")
        let sections = FormatDocument(DescribedFiles.all).markdown
        #expect(text.contains("<!-- files: written by Scripts/files-list -->\n\(sections)<!-- end of files -->\n"))
        let lines = sections.split(separator: "\n")
        for one in Key.all { #expect(lines.contains { $0.hasPrefix("| `\(one.key.name)` | \(one.key.about) |") }) }
    }

    @Test(
        "have the schemas in Documentation/Schemas: Scripts/files-list writes them",
        arguments: DescribedFiles.all.map(\.name))
    func schemas(_ name: String) throws {
        let file = try #require(DescribedFiles.all.first { $0.name == name })
        let written = try Repository.text("Documentation/Schemas/\(name).schema.json")
        #expect(try Self.canonical(written) == Self.canonical(file.jsonSchema))
        // What the document shows is what the schema knows.
        let shapes = try SchemaShape.shapes(in: name)
        for format in [file.root] + file.root.inner {
            let shape = try #require(shapes[format.what])
            #expect(shape.keys == Set(format.keys.map(\.name)))
            #expect(shape.required == Set(format.keys.filter(format.needs).map(\.name)))
        }
        #expect(shapes.count == Set(([file.root] + file.root.inner).map(\.what)).count)
    }

    private static func canonical(_ json: String) throws -> Data {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        return try JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
    }

    @Test("have examples that their readers read", arguments: DescribedFiles.all.map(\.name))
    func fileExamples(_ name: String) throws {
        func document(_ name: String) throws -> Document {
            let file = try #require(DescribedFiles.all.first { $0.name == name })
            return try Document.yaml(text: file.example, file: file.path)
        }
        let problems = Problems()
        let one = try document(name)
        switch name {
        case "package": _ = PackageDescription(one.root, files: .folder(try TemporaryFolder().path), problems: problems)
        case "instrument": _ = InstrumentDescription(layers: [one.root], expectedName: "Example", problems: problems)
        case "filters": _ = FilterCatalog(layers: [one.root], problems: problems)
        case "corrections": _ = Corrections.read(layers: [one.root], ruleLayers: [], problems: problems)
        case "sensors", "focal-plane", "history":
            _ = try CameraHistory(
                focalPlane: document("focal-plane"), sensors: [document("sensors")], history: document("history"))
        case "calibration-kinds": _ = CalibrationKinds(layers: [one.root], problems: problems)
        case "calibration-absences": #expect(CuratedAbsence.read(one.root, problems).count == 1)
        case "calibration":
            let reader = OwnCalibrationReader(format: .defects, problems: problems)
            #expect(reader.read(one, one.root.position) != nil)
        case "external-calibrations":
            let kinds = CalibrationKinds(
                layers: [try Document.yaml(text: Self.kinds, file: "kinds.yaml").root], problems: problems)
            _ = ExternalCalibrations(layers: [one.root], kinds: kinds, problems: problems)
        case "parameters":
            let task = try #require(TaskSchema(try document("task").root, problems: problems))
            #expect(ParameterFile(one.root, layer: .instrument, schema: task, problems: problems) != nil)
        case "task": #expect(TaskSchema(one.root, problems: problems) != nil)
        case "golden-header": _ = GoldenHeader(one, problems)
        case "golden-points": _ = try GoldenPoints(document: one, problems)
        case "golden-lookups": _ = try GoldenLookups(document: one, problems)
        case "golden-raw": _ = GoldenRaw(one.root, problems)
        case "waivers": _ = try Waivers(document: one, problems)
        case "known-findings": _ = try KnownFindings(document: one, problems)
        case "released": _ = try ReleasedNames(document: one, problems)
        default: Issue.record("nobody reads the example of \(name)")
        }
        #expect(problems.sorted.map(\.description) == [])
    }
}
