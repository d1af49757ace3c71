import Foundation
import TestSupport
import Testing

@Suite("obskit sidecar and obskit index")
struct HeaderFileCommandTests {
    /// A folder with three files of DECam in two folders, and a broken one.
    private func folder(broken: Bool = false) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/night", withIntermediateDirectories: true)
        try folder.sample("science", as: "a.fits")
        try folder.sample("science", as: "night/b.fits")
        try folder.sample("bias", as: "night/c.fits")
        if broken { try folder.write("no FITS", to: "night/d.fits") }
        return folder
    }

    private func object(_ path: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
    }

    @Test("index writes one index for each folder, and reads nothing twice")
    func index() throws {
        let folder = try folder()
        let first = try Obskit.run(["index", "."], in: folder.path)
        #expect(first.status == 0, "\(first.diagnostics)")
        #expect(
            first.output
                == "./_index.json: 3 headers of 1 file, 1 read, 0 with problems\n./night/_index.json: 4 headers of 2 files, 2 read, 0 with problems\n"
        )
        let night = try object(folder.path + "/night/_index.json")
        #expect(Set(night.keys) == ["__CONTENT__", "__COMMON__", "b.fits[1]", "b.fits[2]", "b.fits[3]", "c.fits"])
        #expect((night["__COMMON__"] as? [String: Any])?["instrument"] as? String == "DECam")
        let second = try Obskit.run(["index", "."], in: folder.path)
        #expect(second.output == first.output.replacing("1 read", with: "0 read").replacing("2 read", with: "0 read"))
        #expect(try Obskit.run(["index", "--check", "."], in: folder.path).status == 0)
        let again = try Obskit.run(["index", "--again", "--jobs", "2", "."], in: folder.path)
        #expect(again.output == first.output)
    }

    @Test("index says what is stale, and a bad file costs that file")
    func problems() throws {
        let folder = try folder(broken: true)
        #expect(try Obskit.run(["index", "--check", "night"], in: folder.path).status == 1)
        let built = try Obskit.run(["index", "night"], in: folder.path)
        #expect(built.status == 1)
        #expect(built.output == "night/_index.json: 4 headers of 2 files, 3 read, 1 with problems\n")
        #expect(built.diagnostics.hasPrefix("night/d.fits: error: "))
        try FileManager.default.removeItem(atPath: folder.path + "/night/b.fits")
        try folder.sample("bias", as: "night/b.fits")
        try FileManager.default.removeItem(atPath: folder.path + "/night/c.fits")
        let checked = try Obskit.run(["index", "--check", "--checksums", "night"], in: folder.path)
        #expect(checked.status == 1)
        #expect(checked.diagnostics.contains("is stale for b.fits: "))
        #expect(checked.diagnostics.contains("has c.fits, which is gone"))
        let empty = try TemporaryFolder()
        let none = try Obskit.run(["index", "."], in: empty.path)
        #expect(none.status == 1)
        #expect(none.diagnostics.contains("there is no FITS file in this folder"))
    }

    @Test("index writes one index of all files where it is told to, of cards if they are wanted")
    func output() throws {
        let folder = try folder()
        let run = try Obskit.run(["index", "--content", "metadata", "--output", "all.json", "."], in: folder.path)
        #expect(run.status == 0, "\(run.diagnostics)")
        let all = try object(folder.path + "/all.json")
        let files = [
            "./a.fits[1]", "./a.fits[2]", "./a.fits[3]", "./night/b.fits[1]", "./night/b.fits[2]", "./night/b.fits[3]",
        ]
        #expect(Set(all.keys) == Set(files + ["__CONTENT__", "__COMMON__", "./night/c.fits"]))
        let translated = try Obskit.run(["translate", "--format", "ndjson", "all.json"], in: folder.path)
        let direct = try Obskit.run(["translate", "--format", "ndjson", "a.fits", "night"], in: folder.path)
        func infos(_ result: Obskit.Result) throws -> [NSDictionary] {
            try result.lines().map { ($0["info"] as? [String: Any] ?? [:]) as NSDictionary }
        }
        #expect(try infos(translated) == infos(direct))
        #expect(translated.status == 0, "\(translated.diagnostics)")
    }

    @Test("index puts all cards into a table, which translates as the files do")
    func table() throws {
        let folder = try folder(broken: true)
        let made = try Obskit.run(["index", "--output", "all.sqlite", "."], in: folder.path)
        #expect(made.status == 1)
        #expect(made.output == "all.sqlite: 3 files, 3 read, 1 with problems\n", "\(made.diagnostics)")
        #expect(made.diagnostics.contains("./night/d.fits: error: "))
        try FileManager.default.removeItem(atPath: folder.path + "/night/d.fits")
        let again = try Obskit.run(["index", "--output", "all.sqlite", "--jobs", "2", "."], in: folder.path)
        #expect(again.output == "all.sqlite: 3 files, 0 read, 0 with problems\n")
        #expect(again.status == 0)
        let translated = try Obskit.run(["translate", "--format", "ndjson", "all.sqlite"], in: folder.path)
        let direct = try Obskit.run(["translate", "--format", "ndjson", "a.fits", "night"], in: folder.path)
        func infos(_ result: Obskit.Result) throws -> [NSDictionary] {
            try result.lines().map { ($0["info"] as? [String: Any] ?? [:]) as NSDictionary }
        }
        #expect(try infos(translated) == infos(direct))
        #expect(translated.status == 0, "\(translated.diagnostics)")
        try FileManager.default.removeItem(atPath: folder.path + "/night/c.fits")
        #expect(
            try Obskit.run(["index", "--output", "all.sqlite", "--again", "."], in: folder.path).output
                == "all.sqlite: 2 files, 2 read, 0 with problems\n")
        try folder.write(String(repeating: "x", count: 200), to: "bad.sqlite")
        let bad = try Obskit.run(["index", "--output", "bad.sqlite", "."], in: folder.path)
        #expect(bad.status == 1)
        #expect(bad.diagnostics.contains("is no SQLite database"))
    }

    @Test("translate leaves a table as it is, and a usual card can be named as one more")
    func tableIsRead() throws {
        let folder = try folder()
        let made = try Obskit.run(
            ["index", "--output", "all.sqlite", "--keyword", "EXPTIME", "--keyword", "exptime", "."], in: folder.path)
        #expect(made.output == "all.sqlite: 3 files, 3 read, 0 with problems\n", "\(made.diagnostics)")
        let file = URL(fileURLWithPath: folder.path + "/all.sqlite")
        // Opening the file for writing would give it another sort of log.
        var bytes = try Data(contentsOf: file)
        (bytes[18], bytes[19]) = (1, 1)
        try bytes.write(to: file)
        #expect(try Obskit.run(["translate", "--format", "ndjson", "all.sqlite"], in: folder.path).status == 0)
        #expect(try Data(contentsOf: file) == bytes)
        // Tables of an older version are not brought up to date by reading.
        bytes[63] = 1
        try bytes.write(to: file)
        let old = try Obskit.run(["translate", "all.sqlite"], in: folder.path)
        #expect(old.status == 1)
        #expect(old.diagnostics.contains("run obskit index --output all.sqlite on its folders again"))
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test("sidecar writes two files beside each, and says which are stale")
    func sidecar() throws {
        let folder = try folder(broken: true)
        let written = try Obskit.run(["sidecar", "a.fits", "night"], in: folder.path)
        #expect(written.status == 1)
        #expect(written.output.isEmpty)
        #expect(written.diagnostics.hasPrefix("night/d.fits: error: "))
        #expect(try object(folder.path + "/a.json")["__CONTENT__"] as? String == "translated")
        #expect(try object(folder.path + "/night/b.obskit.json")["schema"] as? String == "obskit/header-record/1")
        #expect(try Obskit.run(["sidecar", "--check", "a.fits"], in: folder.path).status == 0)
        try FileManager.default.removeItem(atPath: folder.path + "/a.fits")
        try folder.sample("bias", as: "a.fits")
        let stale = try Obskit.run(["sidecar", "--check", "a.fits", "night/d.fits"], in: folder.path)
        #expect(stale.status == 1)
        #expect(stale.diagnostics.contains("error: a.json is stale: "))
        #expect(stale.diagnostics.contains("error: night/d.fits has no sidecar night/d.json"))
        let read = try Obskit.run(["translate", "a.json"], in: folder.path)
        #expect(read.status == 1)
        #expect(read.diagnostics.contains("holds observations, not cards"))
    }

    @Test(
        "end with status 2 when the call is wrong",
        arguments: [
            (["index"], "Missing expected argument"), (["index", "/nowhere"], "/nowhere is no folder"),
            (["index", ".", "--output", "x.txt"], "An index is a file that ends in .json"),
            (["index", ".", "--output", "x.sqlite", "--check"], "--check is for an index"),
            (["index", ".", "--jobs", "0"], "--jobs is a number from 1 to 256"),
            (["index", ".", "--checksums"], "--checksums goes with --check"),
            (["index", ".", "--check", "--again"], "--check writes nothing"),
            (["sidecar", "-"], "A sidecar stands beside a file"),
            (["sidecar", "x.fits", "--jobs", "0"], "--jobs is a number from 1 to 256"),
            (["sidecar", "x.fits", "--checksums"], "--checksums goes with --check"),
            (["sidecar", "x.fits", "--content", "raw"], "'raw' is invalid"),
        ])
    func wrongCall(_ arguments: [String], _ message: String) throws {
        let run = try Obskit.run(arguments)
        #expect(run.status == 2)
        #expect(run.diagnostics.contains(message), "\(run.diagnostics)")
    }
}

/// A Python interpreter with astro_metadata_translator, which the environment variable OBSKIT_PYTHON names.
private let python = ProcessInfo.processInfo.environment["OBSKIT_PYTHON"]

@Suite("The peer's sidecars and indexes")
struct PeerHeaderFileTests {
    private func peer(_ arguments: [String], in folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "/nowhere")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    @Test(
        "are read by the peer as ObsKit writes them, and by ObsKit as the peer writes them",
        .enabled(if: python != nil, "OBSKIT_PYTHON names a Python with astro_metadata_translator"),
        arguments: ["translated", "metadata"])
    func bothWays(_ content: String) throws {
        let folder = try TemporaryFolder()
        try folder.sample("science", as: "a.fits")
        try folder.sample("bias", as: "b.fits")
        #expect(try Obskit.run(["sidecar", "--content", content, "a.fits", "b.fits"], in: folder.path).status == 0)
        #expect(try Obskit.run(["index", "--content", content, "."], in: folder.path).status == 0)
        let read = """
            import json
            from astro_metadata_translator import ObservationInfo
            from astro_metadata_translator.indexing import read_sidecar, read_index
            def words(x):
                if not isinstance(x, ObservationInfo):
                    x = ObservationInfo(dict(x), pedantic=False, quiet=True)
                return [x.observation_id, x.exposure_id, x.detector_num, x.observation_type]
            index = read_index("_index.json", force_dict=True)
            print(json.dumps([words(read_sidecar(n + ".json")) for n in "ab"] + [words(v) for v in index.values()]))
            """
        let seen = try peer(["-c", read], in: folder.path)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(seen.utf8)) as? [[Any]])
        #expect(rows.count == 6)
        let own = try Obskit.run(["translate", "--format", "ndjson", "a.fits", "b.fits"], in: folder.path).lines()
        // The science file has three detectors, of which a sidecar has the first.
        let firsts = [own[0], own[3]]
        for (row, record) in zip(rows, firsts + own) {
            let info = record["info"] as? [String: Any]
            for (value, name) in zip(row, ["observation_id", "exposure_id", "detector_num", "observation_type"]) {
                #expect("\(value)" == "\(info?[name] ?? "")", "\(name)")
            }
        }
        // The other way: the peer's files over ours. Of FITS files with astropy it cannot write an index of cards, but of
        // the cards in sidecars it can.
        let write = """
            import json
            from astro_metadata_translator.bin.writesidecar import write_sidecar_files
            from astro_metadata_translator.indexing import calculate_index, index_files
            files = ["a.fits", "b.fits"]
            print(write_sidecar_files(files, "x", 1, "\(content)", False)[1])
            if "\(content)" == "translated":
                index = index_files(files, ".", 1, False, "translated")[0]
            else:
                cards = {name: json.load(open(name.replace("fits", "json"))) for name in files}
                for header in cards.values():
                    del header["__CONTENT__"]
                index = calculate_index(cards, "metadata")
            json.dump(index, open("_index.json", "w"))
            """
        #expect(try peer(["-c", write], in: folder.path) == "[]\n")
        #expect(try Obskit.run(["sidecar", "--check", "a.fits"], in: folder.path).status == 0)
        let names = ["a.json", "b.json", "_index.json"]
        let translated = try Obskit.run(["translate", "--format", "ndjson"] + names, in: folder.path)
        if content == "translated" {
            #expect(translated.diagnostics.components(separatedBy: "holds observations, not cards").count == 4)
        } else {
            let infos = try translated.lines().map { ($0["info"] as? [String: Any] ?? [:]) as NSDictionary }
            #expect(infos == (firsts + firsts).map { ($0["info"] as? [String: Any] ?? [:]) as NSDictionary })
        }
    }
}
