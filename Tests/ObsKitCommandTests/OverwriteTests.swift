import Foundation
import TestSupport
import Testing

@Suite("What obskit writes over")
struct OverwriteTests {
    private let folder: TemporaryFolder
    private let package = ["--package", "\(Repository.root.path)/Cameras/TwoChip"]

    init() throws {
        folder = try TemporaryFolder()
        let golden = package[1] + "/conformance/headers/science.yaml"
        try FileManager.default.copyItem(atPath: golden, toPath: folder.path + "/golden.yaml")
        let made = try run(["sample", "--pixels", "golden.yaml", "raw.fits"])
        #expect(made.status == 0, "\(made.diagnostics)")
        try folder.write("schema: obskit/calibration-kinds/1\nkinds: []\n", to: "kinds.yaml")
        #expect(try run(["calib", "create", "-r", "r.sqlite", "--kinds", "kinds.yaml"]).status == 0)
        try FileManager.default.linkItem(atPath: folder.path + "/raw.fits", toPath: folder.path + "/hard.fits")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/soft.svg", withDestinationPath: folder.path + "/raw.fits")
    }

    private func run(_ arguments: [String]) throws -> Obskit.Result {
        let takesPackage = ["raw", "sample", "sidecar", "index"].contains(arguments[0])
        return try Obskit.run(arguments + (takesPackage ? package : []), in: folder.path)
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    }

    @Test(
        "an input is never written over, under whatever name, also with --replace",
        arguments: [
            ["raw", "assemble", "raw.fits", "--detector", "W", "-o", "raw.fits"],
            ["raw", "assemble", "raw.fits", "--detector", "W", "-o", "hard.fits"],
            ["raw", "assemble", "raw.fits", "--detector", "W", "-o", "./soft.svg"],
            ["raw", "preview", "raw.fits", "--detector", "W", "-o", "raw.fits"],
            ["raw", "preview", "raw.fits", "--detector", "W", "-o", "soft.svg"],
            ["sample", "golden.yaml", "golden.yaml"],
            ["calib", "export", "-r", "r.sqlite", "-o", "r.sqlite"],
            ["calib", "export", "-r", "r.sqlite", "-o", "./r.sqlite"],
            ["calib", "coverage", "-r", "r.sqlite", "--in", "calib", "--plot", "r.sqlite"],
            ["sidecar", "golden.json"],
        ])
    func inputs(_ arguments: [String]) throws {
        try folder.write(#"{"INSTRUME": "TwoChip"}"#, to: "golden.json")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let before = try names.map(bytes)
        for more in [[], ["--replace"]] {
            let result = try run(arguments + more)
            if arguments[0] != "sidecar" {
                #expect(result.status == 2 && result.diagnostics.contains("is an input"), "\(result.diagnostics)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == names)
            #expect(try names.map(bytes) == before)
        }
    }

    @Test(
        "what exists is refused, an earlier output is replaced with --replace, and a file of another kind never",
        arguments: [
            (["raw", "assemble", "raw.fits", "--detector", "W", "-o"], "out.fits"),
            (["raw", "preview", "raw.fits", "--detector", "W", "-o"], "out.svg"),
            (["sample", "golden.yaml"], "out.fits"),
            (["calib", "export", "-r", "r.sqlite", "-o"], "out.json"),
            (["camera", "DECam", "--plot"], "out.svg"),
            (["conformance", "DECam", "--check", "readme-given", "--write-baseline"], "known.yaml"),
        ])
    func policy(_ arguments: [String], _ name: String) throws {
        #expect(try run(arguments + [name]).status == 0)
        let made = try bytes(name)
        let again = try run(arguments + [name])
        #expect(again.status == 2 && again.diagnostics.contains("\(name) exists; name another file, or replace"))
        #expect(try run(arguments + [name, "--replace"]).status == 0)
        #expect(try bytes(name) == made)
        try folder.write("what I saw", to: name)
        let mine = try run(arguments + [name, "--replace"])
        #expect(mine.status == 2 && mine.diagnostics.contains("exists and is not "), "\(mine.diagnostics)")
        #expect(try bytes(name) == Data("what I saw".utf8))
        try folder.write("", to: name)
        #expect(try run(arguments + [name, "--replace"]).status == 0, "an empty file holds nothing")
    }

    @Test("a sidecar is brought up to date, and takes the place of nothing else")
    func sidecar() throws {
        #expect(try run(["sidecar", "raw.fits"]).status == 0)
        #expect(try run(["sidecar", "raw.fits"]).status == 0)
        // Another file has the same stem.
        try FileManager.default.copyItem(atPath: folder.path + "/raw.fits", toPath: folder.path + "/raw.fit")
        let before = try bytes("raw.json")
        let other = try run(["sidecar", "raw.fit"])
        #expect(other.status == 1 && other.diagnostics.contains("raw.json exists; "), "\(other.diagnostics)")
        let both = try run(["sidecar", "--replace", "--jobs", "4", "raw.fits", "raw.fit"])
        #expect(both.status == 1 && both.diagnostics.contains("which is that of raw.fits"), "\(both.diagnostics)")
        #expect(try bytes("raw.json") == before)
        // A sidecar that another program wrote.
        try FileManager.default.removeItem(atPath: folder.path + "/raw.obskit.json")
        #expect(try run(["sidecar", "raw.fits"]).status == 1)
        #expect(try run(["sidecar", "--replace", "raw.fits"]).status == 0)
        for notes in ["notes", "{\"seeing\": 1.1}"] {
            try folder.write(notes, to: "raw.json")
            let result = try run(["sidecar", "--replace", "raw.fits"])
            #expect(result.status == 1 && result.diagnostics.contains("raw.json exists and is not a sidecar"))
            #expect(try bytes("raw.json") == Data(notes.utf8))
        }
    }

    @Test("an index takes the place of an index alone")
    func index() throws {
        try folder.write("my list", to: "_index.json")
        let result = try run(["index", "."])
        #expect(result.status == 1 && result.diagnostics.contains("exists and is not an index of headers"))
        #expect(try bytes("_index.json") == Data("my list".utf8))
        try folder.write(#"{"__COMMON__": {}, "__CONTENT__": "translated"}"#, to: "_index.json")
        let foreign = try run(["index", "."])
        #expect(foreign.status == 1 && foreign.diagnostics.contains("replace an index of headers with --replace"))
        #expect(try run(["index", "--replace", "."]).status == 0)
        #expect(try run(["index", "."]).status == 0)
        try folder.write("my list", to: "x.obskit.ndjson")
        #expect(try run(["index", ".", "--output", "x.json"]).status == 1)
        #expect(try bytes("x.obskit.ndjson") == Data("my list".utf8))
    }

    @Test("a database of another program stays as it is, to the byte")
    func otherDatabase() throws {
        let before = try bytes("r.sqlite")
        let result = try run(["index", ".", "--output", "r.sqlite"])
        #expect(result.status == 1 && result.diagnostics.contains("is an SQLite database of another kind"))
        #expect(try bytes("r.sqlite") == before)
    }

    @Test("signals take temporary files away before they end the command", arguments: ["TERM", "INT", "HUP"])
    func signals(_ name: String) throws {
        // The command waits for more names, so that it is at its work when the signal comes.
        let script = """
            set -m
            cd "$1" && mkdir work && mkfifo names
            exec 3<>names
            printf 'raw.fits\\n' >names
            "$2" sidecar --package "$3" --files-from names & pid=$!
            for n in $(seq 100); do [ -e raw.obskit.json ] && break; sleep 0.05; done
            sed -n 's/^SigCgt:\t*//p' /proc/$pid/status >caught; kill -\(name) $pid; wait $pid; echo $? >status
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script, "-", folder.path, try #require(Obskit.path), package[1]]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let number = ["TERM": 15, "INT": 2, "HUP": 1][name] ?? 0
        #expect(String(decoding: try bytes("status"), as: UTF8.self) == "\(128 + number)\n", "the signal ends it")
        let caught = String(decoding: try bytes("caught"), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
        #expect(try #require(UInt64(caught, radix: 16)) >> UInt64(number - 1) & 1 == 1, "\(caught)")
    }
}
