import Foundation
import TestSupport
import Testing

/// A registry with a kind, two datasets of detector 3 and a collection in a chain.
private struct Sample {
    static let first = "00000000-0000-4000-8000-000000000001"
    static let second = "00000000-0000-4000-8000-000000000002"

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            schema: obskit/calibration-kinds/1
            kinds:
            - {name: bias, keys: {detector: exact}, policy: begin, format: image, required: true}
            - {name: flat, keys: {detector: exact, filter: exact, mode: {match: set, required: false}}, policy: covers, format: image}

            """, to: "kinds.yaml")
        try folder.write("one\n", to: "b1.fits")
        try folder.write("two\n", to: "b2.fits")
        try expect(0, "create", "--kinds", "kinds.yaml")
        try expect(0, "add", "bias", "b1.fits", "--detector", "3", "--id", Self.first, "--producer", "a test")
        try expect(0, "add", "bias", "b2.fits", "--detector", "3", "--id", Self.second)
        try expect(0, "collection", "calib", "--about", "What is used.")
        try expect(0, "collection", "all", "--member", "calib")
    }

    func run(_ words: [String]) throws -> Obskit.Result {
        try Obskit.run(["calib"] + words, environment: ["OBSKIT_REGISTRY": "c.sqlite"], in: folder.path)
    }

    @discardableResult
    func expect(_ status: Int32, _ words: String...) throws -> Obskit.Result {
        let run = try run(words)
        #expect(run.status == status, "\(words): \(run.diagnostics)")
        return run
    }
}

@Suite("obskit calib")
struct CalibCommandTests {
    @Test("certify, find, supersede, retire, extend and decertify say what they did")
    func lifeCycle() throws {
        let sample = try Sample()
        var text = ""
        func step(_ status: Int32, _ words: String...) throws {
            let run = try sample.run(words)
            #expect(run.status == status, "\(words)")
            text += "$ obskit calib \(words.joined(separator: " "))\n\(run.output)\(run.diagnostics)"
        }
        try step(0, "certify", Sample.first, "--in", "calib", "--begin", "2020-01-01", "--end", "2020-02-01")
        try step(1, "certify", Sample.second, "--in", "calib", "--begin", "2020-01-15")
        try step(0, "supersede", Sample.second, "--in", "calib", "--begin", "2020-01-15")
        try step(0, "find", "bias", "--in", "all", "--at", "2020-01-10", "--detector", "3", "--explain")
        try step(1, "find", "bias", "--in", "all", "--at", "2020-01-20", "--detectors", "3-4")
        try step(0, "retire", Sample.second, "--in", "calib", "--at", "2021-01-01")
        try step(1, "find", "bias", "--in", "all", "--begin", "2021-01-01", "--end", "2021-01-02", "--detector", "3")
        try step(0, "extend", Sample.second, "--in", "calib", "--open")
        try step(
            0, "decertify", "bias", "--in", "calib", "--begin", "2020-01-10", "--end", "2020-01-12", "--detectors",
            "1-5")
        try step(0, "decertify", "bias", "--in", "calib", "--begin", "2020-01-10", "--end", "2020-01-12")
        try step(0, "list", "kinds")
        try step(0, "list", "collections")
        try step(0, "list", "datasets")
        try step(0, "list", "certifications", "--kind", "bias")
        try step(0, "show", Sample.first)
        try step(1, "coverage", "--in", "all", "--begin", "2019-12-01")
        try step(1, "remove", Sample.first)
        try step(0, "check", "--files", ".")
        try expectSnapshot(text, "calib.txt")
    }

    @Test("an export comes into another registry as it was, and again changes nothing")
    func exchange() throws {
        let sample = try Sample()
        try sample.expect(0, "certify", Sample.first, "--in", "calib", "--always")
        let exported = try sample.expect(0, "export")
        try expectSnapshot(exported.output, "calib-export.json")
        try sample.expect(0, "export", "-o", "e.json")
        try sample.expect(3, "import", "export", "e.json", "--registry", "d.sqlite")
        #expect(
            try sample.expect(0, "import", "export", "e.json", "--registry", "d.sqlite", "--create").output
                == "kinds: 2 new, 0 were there\ncollections: 2 new, 0 were there\ndatasets: 2 new, 0 were there\n"
                + "certifications: 1 new, 0 were there\n")
        let again = try sample.expect(0, "import", "export", "e.json", "--registry", "d.sqlite", "--format", "json")
        let counts = try #require(try again.json() as? [String: Any])
        #expect((counts["datasets"] as? [String: Int]) == ["new": 0, "unchanged": 2])
        #expect(try sample.expect(0, "export", "--registry", "d.sqlite").output == exported.output)
    }

    @Test("conflicts of an import are all said, and nothing comes unless they are skipped")
    func conflicts() throws {
        let sample = try Sample()
        try sample.expect(0, "certify", Sample.first, "--in", "calib", "--always")
        try sample.expect(0, "export", "-o", "e.json")
        let text = try String(contentsOfFile: sample.folder.path + "/e.json", encoding: .utf8)
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("{\"collection\"") })
        try sample.folder.write(
            text.replacingOccurrences(of: row, with: row.replacingOccurrences(of: Sample.first, with: Sample.second)),
            to: "other.json")
        let refused = try sample.expect(1, "import", "export", "other.json")
        #expect(refused.output.isEmpty && refused.diagnostics.contains("[calibration-conflict]"))
        #expect(refused.diagnostics.contains(Sample.first) && refused.diagnostics.contains(Sample.second))
        let skipped = try sample.expect(1, "import", "export", "other.json", "--skip-conflicts")
        #expect(skipped.diagnostics.hasPrefix("obskit: warning: left out: bias \(Sample.second)"))
        #expect(skipped.output.hasSuffix("certifications: 0 new, 0 were there\n"))
        try sample.expect(0, "check")
    }

    @Test("the JSON of find, list and show has datasets and certifications as an export")
    func json() throws {
        let sample = try Sample()
        try sample.expect(0, "certify", Sample.first, "--in", "calib", "--always", "--format", "json")
        let found = try sample.expect(
            1, "find", "bias", "--in", "calib", "--detectors", "3,4", "--at", "2020-01-01", "--format", "json")
        let answers = try #require(try found.json() as? [[String: Any]])
        #expect(answers.map { $0["status"] as? String } == ["found", "no-matching-keys"])
        #expect((answers[0]["dataset"] as? [String: Any])?["id"] as? String == Sample.first)
        for words in [["list", "kinds"], ["list", "collections"], ["list", "datasets"], ["list", "certifications"]] {
            let listed = try #require(try sample.run(words + ["--format", "json"]).json() as? [[String: Any]])
            #expect(!listed.isEmpty, "\(words)")
        }
        let shown = try #require(
            try sample.run(["show", Sample.first, "--format", "json"]).json() as? [String: Any])
        #expect((shown["certifications"] as? [Any])?.count == 1)
    }

    static let wrong: [(words: [String], status: Int32, said: String)] = [
        (["list", "kinds", "--registry", "none.sqlite"], 3, "[no-such-registry]"),
        (["list", "kinds", "--registry", "kinds.yaml"], 3, "[not-a-database]"),
        (["create"], 2, "[registry-exists]"),
        (["create", "--registry", "x.sqlite", "--kinds", "none.yaml"], 1, "none.yaml"),
        (
            ["find", "bias", "--in", "calib", "--at", "1960-01-01", "--detector", "3"], 2,
            "[calibration-date-out-of-range]"
        ),
        (
            ["find", "bias", "--in", "calib", "--at", "2101-01-01", "--detector", "3"], 2,
            "[calibration-date-out-of-range]"
        ),
        (["find", "bias", "--in", "calib", "--at", "soon", "--detector", "3"], 2, "soon"),
        (["find", "bias", "--in", "calib", "--detector", "3"], 2, "Name a file; or"),
        (["find", "bias", "--in", "calib", "--at", "2020-01-01"], 2, "[missing-calibration-key]"),
        (["find", "bias", "--in", "calb", "--at", "2020-01-01", "--detector", "3"], 2, "[unknown-collection]"),
        (["find", "dark", "--in", "calib", "--at", "2020-01-01", "--detector", "3"], 2, "[unknown-calibration-kind]"),
        (["find", "flat", "--in", "calib", "--at", "2020-01-01", "--detector", "3"], 2, "[missing-calibration-key]"),
        (
            [
                "find", "flat", "--in", "calib", "--at", "2020-01-01", "--detector", "3", "--filter", "g", "--key",
                "mode=[a, b]",
            ], 2, "one value"
        ),
        (
            [
                "find", "flat", "--in", "calib", "--at", "2020-01-01", "--detector", "3", "--filter", "g", "--key",
                "mode",
            ], 2, "NAME=VALUE"
        ),
        (
            [
                "find", "flat", "--in", "calib", "--at", "2020-01-01", "--detector", "3", "--filter", "g", "--key",
                "mode=.nan",
            ], 2, "--key mode"
        ),
        (
            [
                "find", "flat", "--in", "calib", "--at", "2020-01-01", "--detector", "3", "--filter", "g", "--key",
                "a=1",
            ], 2, "[unknown-calibration-key]"
        ),
        (["find", "bias", "--in", "calib", "--at", "2020-01-01", "--detectors", "5-3"], 2, "5-3"),
        (["certify", "one", "--in", "calib", "--always"], 2, "one"),
        (["certify", Sample.first, "--in", "calib"], 2, "Say when"),
        (["certify", Sample.first, "--in", "all", "--always"], 2, "[wrong-collection]"),
        (
            ["certify", Sample.first, "--in", "calib", "--begin", "2020-02-01", "--end", "2020-01-01"], 2,
            "[time-empty-interval]"
        ),
        (["certify", "00000000-0000-4000-8000-00000000000f", "--in", "calib", "--always"], 2, "[unknown-dataset]"),
        (["retire", Sample.first, "--in", "calib", "--at", "2020-01-01"], 2, "[not-certified]"),
        (["extend", Sample.first, "--in", "calib"], 2, "Say until when"),
        (["add", "bias", "none.fits", "--detector", "3"], 1, "[missing-file]"),
        (["add", "bias", "../b1.fits", "--detector", "3"], 1, "[path-leaves-folder]"),
        (["add", "bias", "b1.fits", "--detector", "3", "--filter", "g"], 2, "[bad-calibration-keys]"),
        (["add", "bias", "b2.fits", "--detector", "3", "--id", Sample.first], 1, "[dataset-exists]"),
        (["collection", "calib"], 2, "[collection-exists]"),
        (["collection", "calib", "--remove"], 1, "[collection-in-use]"),
        (["collection", "all", "--member", "all", "--update"], 2, "[circular-chain]"),
        (["import", "export", "kinds.yaml"], 1, "kinds.yaml:1:9: error"),
        (["check", "--files", "nowhere"], 2, "nowhere"),
    ]

    @Test("what is wrong is said on standard error, with the exit status", arguments: wrong)
    func errors(words: [String], status: Int32, said: String) throws {
        let sample = try Sample()
        let run = try sample.run(words)
        #expect(run.status == status && run.output.isEmpty, "\(run.output)\(run.diagnostics)")
        #expect(run.diagnostics.contains(said), "\(run.diagnostics)")
        try sample.expect(0, "check", "--files", ".")
    }

    @Test("a changed or missing file of a dataset is found by check")
    func files() throws {
        let sample = try Sample()
        try sample.folder.write("ONE\n", to: "b1.fits")
        try FileManager.default.removeItem(atPath: sample.folder.path + "/b2.fits")
        let run = try sample.expect(1, "check", "--files", ".")
        #expect(run.diagnostics.contains("[changed-file]") && run.diagnostics.contains("[missing-file]"))
        #expect(run.output == "c.sqlite: 2 datasets, 2 problems\n")
    }

    @Test("a timeline is drawn into a file")
    func timeline() throws {
        let sample = try Sample()
        try sample.expect(0, "certify", Sample.first, "--in", "calib", "--always")
        try sample.expect(
            0, "coverage", "--in", "calib", "--kind", "bias", "--begin", "2020-01-01", "--end", "2021-01-01", "--plot",
            "t.svg")
        #expect(try String(contentsOfFile: sample.folder.path + "/t.svg", encoding: .utf8).hasPrefix("<svg"))
    }

    @Test("curated files of a package are checked, and brought into a registry")
    func curated() throws {
        let folder = try TemporaryFolder()
        let package = Repository.root.appendingPathComponent("Cameras/TwoChip").path
        let lint = try Obskit.run(["calib", "lint", "TwoChip", "--package", package], in: folder.path)
        #expect(lint.status == 0 && lint.output == "TwoChip: 5 files, 0 errors\n", "\(lint.output)\(lint.diagnostics)")
        let made = try Obskit.run(
            ["calib", "import", "curated", "TwoChip", "--package", package, "-r", "c.sqlite", "--create"],
            in: folder.path)
        #expect(made.status == 0, "\(made.diagnostics)")
        #expect(made.output.contains("datasets: 5 new") && made.output.contains("certifications: 5 new"))
        let found = try Obskit.run(
            [
                "calib", "find", "defects", "-r", "c.sqlite", "--in", "TwoChip/calib/curated", "--at", "2024-06-15",
                "--detector", "0",
            ], in: folder.path)
        #expect(found.output.contains("defects/w/20240601T000000.ecsv"), "\(found.output)\(found.diagnostics)")
    }

    @Test("curated files that are wrong are said with their places, and nothing comes")
    func wrongCurated() throws {
        let folder = try TemporaryFolder()
        try folder.write("no table\n", to: "data/defects/w/20240101T000000.ecsv")
        let package = Repository.root.appendingPathComponent("Cameras/TwoChip").path
        for words in [
            ["lint", "TwoChip", "data"], ["import", "curated", "TwoChip", "data", "-r", "c.sqlite", "--create"],
        ] {
            let run = try Obskit.run(["calib"] + words + ["--package", package], in: folder.path)
            #expect(run.status == 1, "\(run.output)")
            #expect(run.diagnostics.contains("data/defects/w/20240101T000000.ecsv:1:1: error: "), "\(run.diagnostics)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/c.sqlite"))
    }

    @Test("a file of another pipeline comes by its header, or is refused with the reason")
    func external() throws {
        let folder = try TemporaryFolder()
        let raw = try folder.sample("science")
        let run = try Obskit.run(
            ["calib", "import", "external", "DECam", raw, "--in", "cp", "-r", "c.sqlite", "--create"], in: folder.path)
        #expect(run.status == 1 && run.diagnostics.contains("no rule of DECam's calibrations/external.yaml is for it"))
    }

    @Test("a context is saved, shown, refused when it was changed, and two are compared for exposures")
    func context() throws {
        let sample = try Sample()
        func save(_ file: String) throws -> String {
            try sample.expect(0, "context", "save", "DECam", "--in", "all", "--output", file, "--replace").output
        }
        let empty = try save("empty.json")
        #expect(empty.hasPrefix("context ") && empty.hasSuffix("\nsearches all\nwritten to empty.json\n"))
        #expect(try save("empty.json") == empty)
        try sample.expect(0, "certify", Sample.first, "--in", "calib", "--always")
        let full = try save("full.json")
        #expect(full.split(separator: "\n").first != empty.split(separator: "\n").first)
        try sample.expect(0, "supersede", Sample.second, "--in", "calib", "--begin", "2020-01-15")
        try sample.folder.write("", to: "c.sqlite")
        let shown = try sample.expect(0, "context", "show", "full.json").output
        #expect(shown.hasPrefix(full.replacing("\nwritten to full.json\n", with: "")), "without the registry")
        #expect(shown.hasSuffix("collection calib: 1 certifications\n"))
        try sample.folder.write(translation(), to: "night.ndjson")
        let diff = try sample.expect(
            0, "context", "diff", "empty.json", "full.json", "--exposures", "night.ndjson", "--kind", "bias")
        #expect(
            diff.output == """
                + bias \(Sample.first) of detector 3, (…, …) in 'calib'
                e1: bias of detector 3 was none, is \(Sample.first)
                1 answer changes

                """)
        let all = try sample.expect(0, "context", "diff", "empty.json", "full.json", "--exposures", "night.ndjson")
        #expect(all.diagnostics.contains("warning: flat is left out"))
        #expect(try sample.expect(0, "context", "diff", "full.json", "full.json").output == "no difference\n")
        let text = try String(contentsOfFile: sample.folder.path + "/full.json", encoding: .utf8)
        try sample.folder.write(text.replacing("b1.fits", with: "b2.fits"), to: "full.json")
        let changed = try sample.expect(1, "context", "show", "full.json")
        #expect(changed.diagnostics.contains("full.json:3:11: error: what the context holds has the hash"))
        try sample.expect(2, "context", "save", "DECam", "--in", "all", "--output", "context.txt")
        try sample.expect(2, "context", "diff", "empty.json", "empty.json", "--kind", "bias")
    }

    /// An exposure of two detectors, as translate lists it.
    private func translation() -> String {
        [3, 4].map { detector in
            "{\"source\": \"x.fits\", \"info\": {\"observation_id\": \"e1\", \"detector_num\": \(detector), "
                + "\"datetime_begin\": [2458850.0, 0.25]}}\n"
        }.joined()
    }
}
