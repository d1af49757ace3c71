import Foundation
import ObsDocuments
import TestSupport
import Testing

@Suite("Exit status")
struct ExitStatusTests {
    /// A folder with sound and bad files, and packages that are whole, broken early and broken late.
    private static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.sample("bias")
        let golden = try String(contentsOfFile: Repository.golden("bias"), encoding: .utf8)
        try folder.write(golden.replacingOccurrences(of: "    OBJECT:", with: "    OBJCT:"), to: "flawed.yaml")
        try folder.write(#"{"INSTRUME": "DECam", "OBSTYPE": "zero", "EXPNUM": 5}"#, to: "failed.json")
        try folder.write(#"{"INSTRUME": "Nowhere"}"#, to: "unknown.json")
        try folder.write(#"{"INSTRUME": "Early", "EXPNUM": 5}"#, to: "early.json")
        try folder.write(#"{"INSTRUME": "Late", "EXPNUM": 5}"#, to: "late.json")
        try folder.package("Early", replacing: ["instrument.yaml": "schema: {"])
        try folder.package(
            "Late", replacing: ["translation.yaml": "schema: obskit/translation/1\nproperties: {objct: null}\n"])
        try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: false)
        let made = try Obskit.run(["sample", "flawed.yaml", "flawed.fits"], in: folder.path)
        #expect(made.status == 0, "\(made.diagnostics)")
        return folder
    }

    @Test("tells what had problems, what was called wrongly, and what could not be done at all")
    func statuses() throws {
        let folder = try Self.folder()
        let expected: [(words: String, status: Int32)] = [
            ("translate bias.fits", 0), ("translate flawed.fits", 0), ("translate flawed.fits --fail-on warning", 1),
            ("translate flawed.fits --fail-on never", 0), ("translate failed.json", 1),
            ("translate failed.json --fail-on never", 0), ("translate none.fits", 1),
            ("translate none.fits --fail-on never", 0), ("translate unknown.json", 1), ("translate empty", 1),
            ("identify bias.fits", 0), ("identify unknown.json bias.fits", 1),
            ("identify unknown.json --fail-on never", 0), ("identify none.fits", 1),
            ("sidecar flawed.fits", 0), ("sidecar flawed.fits --fail-on warning", 1), ("sidecar none.fits", 1),
            ("index empty", 1), ("index empty --fail-on never", 0),
            // A package that cannot be used, and another input that can.
            ("translate early.json --package Early", 3), ("translate early.json --package Early --fail-on never", 3),
            ("translate late.json --package Late", 3), ("translate late.json --package Late --fail-on never", 3),
            ("translate late.json bias.fits --package Late", 1), ("translate bias.fits --package Early", 1),
            ("translate bias.fits --package empty", 3), ("identify bias.fits --package empty", 3),
            ("id Late --package Late", 3), ("id Early --package Early", 3), ("id Lat", 2),
            ("camera Late --package Late", 3), ("parameters Late --package Late", 3),
            ("raw info late.json --package empty", 3),
            ("validate Late", 1), ("validate Early", 1), ("validate empty", 3), ("validate nowhere", 3),
            ("conformance Late", 1), ("conformance empty", 3), ("conformance Nobody", 2),
            ("conformance Late --fail-on never", 0),
            ("calib list kinds --registry none.sqlite", 3), ("calib list kinds --registry failed.json", 3),
            ("calib show 00000000-0000-4000-8000-000000000001 --registry none.sqlite", 3),
            ("translate", 2), ("translate bias.fits --fail-on sometimes", 2),
            ("translate bias.fits --diagnostics xml", 2), ("calib list kinds", 2),
        ]
        for (words, status) in expected {
            let run = try Obskit.run(words.split(separator: " ").map(String.init), in: folder.path)
            #expect(run.status == status, "\(words): \(run.diagnostics)")
            #expect(run.status == 0 || !(run.diagnostics + run.output).isEmpty, "\(words) says nothing")
        }
    }

    @Test("says of a package that is broken what is wrong with it once, however many files are its own")
    func brokenPackage() throws {
        let folder = try Self.folder()
        let run = try Obskit.run(
            ["translate", "late.json", "late.json", "--package", "Late", "--format", "ndjson"], in: folder.path)
        let lines = run.diagnostics.split(separator: "\n")
        #expect(lines.count { $0.contains("there is no property 'objct'") } == 1)
        #expect(lines.count { $0.hasPrefix("late.json: error: the package of its instrument is broken") } == 2)
        #expect(try run.lines().map { $0["status"] as? String } == ["error", "error"])
    }

    @Test(
        "comes with diagnostics as JSON where they are asked for, also of a wrong call",
        arguments: [
            ("translate failed.json none.fits unknown.json flawed.fits", 1), ("validate Late", 1),
            ("identify none.fits unknown.json", 1), ("sidecar flawed.fits none.fits", 1), ("index empty", 1),
            ("translate --fromat x", 2), ("frobnicate", 2), ("id DECm", 2), ("conformance empty", 3),
            ("calib list kinds --registry none.sqlite", 3), ("translate bias.fits --package empty", 3),
            ("camera SDSS", 3), ("embed empty", 1), ("instruments --package empty", 0),
            ("raw info none.fits", 1), ("camera check none.fits", 1), ("id LSSTCam exposure_id 17", 1),
        ] as [(String, Int32)])
    func json(_ words: String, _ status: Int32) throws {
        let folder = try Self.folder()
        let schema = try JSONSchema(named: "diagnostic")
        let arguments = words.split(separator: " ").map(String.init)
        for option in [["--diagnostics", "json"], ["--diagnostics=json"]] {
            let run = try Obskit.run(arguments + option, in: folder.path)
            #expect(run.status == status, "\(run.diagnostics)")
            #expect(!run.diagnostics.isEmpty)
            for line in run.diagnostics.split(separator: "\n") {
                let object = try #require(try JSONSchema.objects(in: String(line)).first, "\(line)")
                #expect(schema.problems(of: object) == [], "\(line)")
            }
        }
    }

    @Test("JSON of a diagnostic has source, HDUs, place, code and message apart")
    func parts() throws {
        let folder = try Self.folder()
        let flawed = try Obskit.run(["translate", "flawed.fits", "--diagnostics", "json"], in: folder.path)
        let first = try #require(try JSONSchema.objects(in: flawed.diagnostics).first)
        #expect(first["source"]?.text == "flawed.fits" && first["severity"]?.text == "warning")
        #expect(first["code"]?.text == "no-value" && first["hdus"]?.elements.count == 1)
        #expect(first["message"]?.text == "no object: there is no OBJECT card")
        let broken = try Obskit.run(["validate", "Late", "--diagnostics", "json"], in: folder.path)
        let placed = try #require(
            try JSONSchema.objects(in: broken.diagnostics).first { $0["code"]?.text == "unknown-property" })
        #expect(placed["file"]?.text?.hasPrefix("Late/translation.yaml") == true && placed["line"]?.text == "2")
        let cut = "SIMPLE  =                    T" + String(repeating: " ", count: 50)
        _ = try folder.write(Array(cut.utf8), to: "cut.fits")
        let torn = try Obskit.run(["translate", "cut.fits", "--diagnostics", "json"], in: folder.path)
        let end = try #require(try JSONSchema.objects(in: torn.diagnostics).first, "\(torn.diagnostics)")
        #expect(end["hdus"]?.elements.map(\.text) == ["0"] && end["byte"]?.text != nil, "\(torn.diagnostics)")
        let registry = try Obskit.run(
            ["calib", "list", "kinds", "--registry", "none.sqlite", "--diagnostics", "json"], in: folder.path)
        let miss = try #require(try JSONSchema.objects(in: registry.diagnostics).first)
        #expect(miss["code"]?.text == "no-such-registry" && miss["message"]?.text?.hasSuffix("]") == false)
    }
}
