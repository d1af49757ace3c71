import Foundation
import ObsDocuments
import TestSupport
import Testing

/// Runs every command that writes JSON, and compares what it writes with Documentation/Schemas.
@Suite("JSON that commands write")
struct OutputSchemaTests {
    /// The schemas of files that people write, or that ObsKit reads again; ObsKitTests checks those.
    static let ofFiles: Set<String> = [
        "calibration-absences", "calibration-kinds", "calibration", "calibrations", "context", "corrections",
        "external-calibrations", "filters", "focal-plane", "golden-header", "golden-lookups", "golden-points",
        "golden-raw", "history", "instrument", "known-findings", "package", "parameters", "released", "sensors", "task",
        "translation", "waivers",
    ]

    /// What is run to get objects of a schema; of the last command the objects are taken.
    static let commands: [String: [String]] = [
        "observation-record": [
            "translate golden.yaml bias.fits none.fits odd.json weak.json --format ndjson --explain"
        ],
        "identification": ["identify bias.fits none.fits odd.json --format ndjson"],
        "identifier": ["id LSSTCam group_id 1123819875881954006 --format json"],
        "identifier-list": ["id LSSTCam --format json"],
        "instrument-list": ["instruments --format json --package DECam"],
        "camera": ["camera LATISS --format json"],
        "camera-difference": ["camera diff DECam 2012-11-01 2018-01-01 --format json"],
        "calibration-kind": ["calib list kinds --format json"],
        "calibration-collection": ["calib list collections --format json"],
        "calibration-dataset": ["calib list datasets --format json"],
        "certification": ["calib list certifications --format json"],
        "calibration-answer": ["calib find bias --in all --at 2020-01-10 --detectors 3-4 --explain --format json"],
        "exposure-calibrations": ["calib find bias bias.fits --in all --explain --format json"],
        "calibration-coverage": ["calib coverage --in all --begin 2019-01-01 --format json"],
        "dataset-report": ["calib show \(first) --format json"],
        "certification-change": ["calib retire \(first) --in calib --at 2020-01-20 --format json"],
        "calibration-import": ["calib export -o e.json", "calib import export e.json --format json"],
        "conformance-report": ["conformance \(twoChip) --format json"],
        "raw-file": ["raw info raw.fits --package \(twoChip) --format json"],
        "amplifier-statistics": ["raw stats raw.fits --detector W --package \(twoChip) --format json"],
        "footprint": ["footprint bias.fits science.fits --format json"],
        "detector-wcs": ["wcs science.fits --format json"],
        "visit-list": ["visits bias.fits science.fits --format json"],
        "parameter-values": ["parameters DECam isr --explain --format json"],
        "task-entry": ["parameters DECam --format json"],
        "header-record": ["sidecar bias.fits pale.yaml", "index night --output i.json"],
        "rule": ["translate --rules all --instrument LATISS --format json"],
        "package-difference": ["diff DECam changed bias.fits --format json"],
        "diagnostic": ["translate none.fits odd.json weak.json --diagnostics json"],
    ]

    private static let twoChip = "\(Repository.root.path)/Cameras/TwoChip"
    private static let first = "00000000-0000-4000-8000-000000000001"

    @Test("has a schema in Documentation/Schemas, and each schema there is tested")
    func complete() throws {
        let folder = Repository.root.appendingPathComponent("Documentation/Schemas").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).map {
            $0.replacingOccurrences(of: ".schema.json", with: "")
        }
        #expect(Set(names).subtracting(Self.ofFiles) == Set(Self.commands.keys))
    }

    @Test("says its schema and is as that says", arguments: commands.keys.sorted())
    func fits(_ name: String) throws {
        let folder = try Self.folder(for: name)
        var run: Obskit.Result?
        for command in try #require(Self.commands[name]) {
            run = try Obskit.run(
                command.split(separator: " ").map(String.init), environment: ["OBSKIT_REGISTRY": "c.sqlite"],
                in: folder.path)
        }
        let last = try #require(run)
        var texts = [name == "diagnostic" ? last.diagnostics : last.output]
        if name == "header-record" {
            texts = try ["bias.obskit.json", "pale.obskit.json", "i.obskit.ndjson"].map {
                try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8)
            }
        }
        let schema = try JSONSchema(named: name)
        for text in texts {
            let objects = try JSONSchema.objects(in: text)
            #expect(!objects.isEmpty, "\(last.diagnostics)")
            for object in objects {
                #expect(object["schema"]?.text == "obskit/\(name)/1")
                #expect(schema.problems(of: object) == [])
            }
        }
    }

    @Test(
        "is refused by its schema when it is not so",
        arguments: [
            ("status: ok", "status: failures"), ("hdu: 0", "hdu: zero"), ("kind: bias", "kinds: bias"),
            ("corrections: []", "corrections: [1]"), ("object: x", "objct: x"), ("failures: {}", "failures: []"),
        ])
    func refused(_ right: String, _ wrong: String) throws {
        let record = """
            {schema: obskit/observation-record/1, source: a, hdu: 0, instrument: A, translator: A, status: ok, \
            kind: bias, info: {object: x, ext_a: 1}, failures: {}, flags: {object: [cast]}, corrections: [], diagnostics: []}
            """
        let schema = try JSONSchema(named: "observation-record")
        #expect(schema.problems(of: try JSONSchema.yaml(record)) == [])
        #expect(record.contains(right))
        #expect(schema.problems(of: try JSONSchema.yaml(record.replacingOccurrences(of: right, with: wrong))) != [])
    }

    /// A folder with what the commands of a schema need.
    private static func folder(for name: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let golden = try String(contentsOfFile: Repository.golden("bias"), encoding: .utf8)
        try folder.write(golden, to: "golden.yaml")
        if ["observation-record", "identification", "header-record", "diagnostic"].contains(name) {
            try folder.sample("bias")
            try folder.write(#"{"INSTRUME": "Nowhere"}"#, to: "odd.json")
            try folder.write(#"{"INSTRUME": "DECam", "OBSTYPE": "zero", "EXPNUM": 5}"#, to: "weak.json")
            try folder.write("{INSTRUME: DECam, OBSTYPE: zero, EXPNUM: 5}\n", to: "pale.yaml")
            try FileManager.default.createDirectory(
                atPath: folder.path + "/night", withIntermediateDirectories: true)
            try folder.sample("science", as: "night/science.fits")
        }
        if ["footprint", "detector-wcs", "visit-list"].contains(name) {
            try folder.sample("bias")
            try folder.sample("science")
        }
        if name == "package-difference" {
            try folder.sample("bias")
            try folder.copyOfDECam("changed", replacing: "{card: OBJECT}", with: "null")
        }
        if name == "instrument-list" { try folder.package("DECam") }
        if ["raw-file", "amplifier-statistics"].contains(name) {
            let golden = "\(twoChip)/conformance/headers/science.yaml"
            let made = try Obskit.run("sample", "--pixels", golden, folder.path + "/raw.fits", "--package", twoChip)
            #expect(made.status == 0, "\(made.diagnostics)")
        }
        if name == "exposure-calibrations" { try folder.sample("bias") }
        if ["cal", "cert", "exposure-cal", "dataset-report"].contains(where: { name.hasPrefix($0) }) {
            try folder.write(
                """
                schema: obskit/calibration-kinds/1
                kinds:
                - {name: bias, keys: {detector: exact}, policy: begin, format: image, required: true, about: Bias.}

                """, to: "kinds.yaml")
            try folder.write("one\n", to: "b1.fits")
            for words in [
                "create --kinds kinds.yaml", "add bias b1.fits --detector 3 --id \(first)", "collection calib",
                "collection all --member calib",
                "certify \(first) --in calib --begin 2020-01-01 --end 2020-02-01",
            ] {
                let run = try Obskit.run(
                    ["calib"] + words.split(separator: " ").map(String.init),
                    environment: ["OBSKIT_REGISTRY": "c.sqlite"],
                    in: folder.path)
                #expect(run.status == 0, "\(words): \(run.diagnostics)")
            }
        }
        return folder
    }
}
