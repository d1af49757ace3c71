import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsRegistry
import ObsText
import ObsTime
import TestSupport
import Testing

@Suite("Exports in files")
struct ExportFileTests {
    private let folder: TemporaryFolder
    private let registry: Registry

    init() throws {
        folder = try TemporaryFolder()
        registry = try Registry.create(path: folder.path + "/r.sqlite")
    }

    /// The export of a set in other words: written anew by somebody else's program, or as YAML.
    private static let spellings: [(name: String, form: @Sendable ([UInt8]) throws -> [UInt8])] = [
        ("as-written.json", { $0 }),
        ("one-line.JSON", { Array(String(decoding: $0, as: UTF8.self).replacing("\n", with: " ").utf8) }),
        (
            "pretty.json",
            {
                let object = try JSONSerialization.jsonObject(with: Data($0))
                return Array(
                    try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys]))
            }
        ),
        ("returns.json", { Array(String(decoding: $0, as: UTF8.self).replacing("\n", with: "\r\n").utf8) }),
        ("as.yaml", { $0 }),
    ]

    @Test("Whatever form it has, the registry has what a set in memory brings", arguments: spellings)
    func anyForm(_ name: String, _ form: @Sendable ([UInt8]) throws -> [UInt8]) throws {
        let set = try ExchangeTests.full()
        let path = try folder.write(try form(set.export), to: name)
        let export = try ExportFile(path: path)
        #expect(try export.detectors() == [1])
        let found = try registry.write { try $0.add(export) }
        let other = try Registry.create(path: folder.path + "/other.sqlite")
        #expect(try other.write { try $0.add(set) } == found)
        #expect(try registry.read { try $0.snapshot().export } == set.export)
        let again = try registry.write { try $0.add(export) }
        #expect(again.datasets.unchanged == 2 && again.certifications.unchanged == 2 && again.conflicts.isEmpty)
        #expect(try registry.checkIntegrity() == [])
    }

    @Test("A file of shared datasets and an instrument keeps both")
    func shared() throws {
        var set = CalibrationSet(kinds: Samples.kinds(.begin), instrument: "Cam")
        try set.add(CalibrationCollection("calib", .validityRanged))
        try set.add(Samples.dataset("1a"))
        try set.certify(
            [
                Certification(
                    collection: "calib", dataset: Samples.id("1a"), kind: "bias", keys: CalibrationKeys(detector: 2),
                    validity: .always)
            ], sharing: true)
        let export = try ExportFile(path: try folder.write(set.export, to: "e.json"))
        #expect(export.instrument == "Cam")
        try registry.write { _ = try $0.add(export) }
        #expect(try registry.read { try $0.instruments() } == ["Cam"])
        #expect(try registry.read { try $0.of(instrument: "Cam").snapshot().export } == set.export)
    }

    /// Datasets and certifications of a sample in which `▸` marks the place of each diagnostic, and the codes in their order.
    private static let broken: [(datasets: String, certifications: String, codes: [String])] = [
        (
            "[\n\(dataset),\n▸{\"id\": \"\(other)\", \"kind\": \"bias\", \"keys\": {\"detector\": 1}}\n]", "[]",
            ["missing-key"]
        ),
        ("[\n\(dataset),\n\(dataset.replacing("\"u\"", with: "▸3"))\n]", "[]", ["wrong-type"]),
        (
            "[\n\(dataset), ▸4, \(dataset.replacing("{\"id", with: "{▸\"at\": 1, \"id"))\n]", "[]",
            ["wrong-type", "unknown-key"]
        ),
        ("[\n\(dataset),\n▸\(dataset.replacing("\"u\"", with: "\"v\""))\n]", "[]", ["dataset-exists"]),
        ("[\n▸\(dataset.replacing("bias", with: "moon"))]", "[]", ["unknown-calibration-kind"]),
        ("[\n\(dataset)\n]", "[\n\(row),\n▸\(row)\n]", ["calibration-conflict"]),
        ("[]", "[\n▸\(row)\n]", ["unknown-dataset"]),
        ("[\n\(dataset)\n]", "[▸\(row.replacing("\"c\"", with: "\"d\""))\n]", ["unknown-collection"]),
        (
            "[\n\(dataset)\n]", "[▸\(row.replacing("\"detector\": 1", with: "\"detector\": 2"))\n]",
            ["other-calibration-keys"]
        ),
        ("[\n\(dataset) ▸\(dataset)\n]", "[]", ["syntax"]),
        ("[\n\(dataset),▸]", "[]", ["syntax"]),
        ("[\n\(dataset)\n▸}", "[]", ["syntax"]),
        ("▸3", "[]", ["wrong-type"]),
    ]

    private static let id = "00000000-0000-4000-8000-000000000001"
    private static let other = "00000000-0000-4000-8000-000000000002"
    private static let dataset = """
        {"id": "\(id)", "kind": "bias", "keys": {"detector": 1}, "uri": "u"}
        """
    private static let row = """
        {"collection": "c", "dataset": "\(id)", "kind": "bias", "keys": {"detector": 1}, "begin": null, "end": null}
        """

    @Test("What is wrong with it is said where it stands, and nothing comes", arguments: broken)
    func diagnostics(_ datasets: String, _ certifications: String, _ codes: [String]) throws {
        let marked = Marked(
            """
            {"schema": "obskit/calibrations/1",
            "kinds": {"schema": "obskit/calibration-kinds/1", "kinds": [
            {"name": "bias", "keys": {"detector": "exact"}, "policy": "begin", "format": "image"}]},
            "collections": [{"name": "c", "form": "validity-ranged"}],
            "datasets": \(datasets),
            "certifications": \(certifications)
            }

            """)
        let path = try folder.write(Array(marked.text.utf8), to: "broken.json")
        let error = #expect(throws: DiagnosticsError.self) { try ExportFile(path: path) }
        let found = (error?.diagnostics ?? []).filter { $0.severity == .error }
        #expect(found.map(\.code.rawValue) == codes, "\(found)")
        #expect(
            found.map { [$0.place?.line, $0.place?.column] } == marked.places.map { [$0.line, $0.column] }, "\(found)")
    }

    @Test("A file that is cut anywhere is refused, and none is taken for whole")
    func cut() throws {
        let bytes = try ExchangeTests.full().export
        for count in stride(from: 0, to: bytes.count - 1, by: 7) {
            let path = try folder.write(Array(bytes.prefix(count)), to: "cut.json")
            #expect(throws: DiagnosticsError.self, "\(count) bytes") { try ExportFile(path: path) }
        }
        #expect(throws: DiagnosticsError.self) { try ExportFile(path: folder.path + "/none.json") }
        #expect(throws: DiagnosticsError.self) { try ExportFile(path: folder.path) }
    }
}
