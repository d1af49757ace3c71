import Foundation
import TestSupport
import Testing

@Suite("obskit translate")
struct TranslateCommandTests {
    @Test("prints a table of several observations, and a list of one")
    func people() throws {
        let folder = try TemporaryFolder()
        try folder.sample("science")
        try folder.sample("bias")
        let table = try Obskit.run(["translate", "science.fits", "bias.fits"], in: folder.path)
        #expect(table.status == 0)
        #expect(table.diagnostics.isEmpty)
        try expectSnapshot(table.output, "translate-table.txt")
        let list = try Obskit.run(["translate", "bias.fits"], in: folder.path)
        #expect(list.status == 0)
        try expectSnapshot(list.output, "translate-list.txt")
    }

    @Test("prints every format", arguments: ["json", "ndjson", "yaml"])
    func formats(_ format: String) throws {
        let folder = try TemporaryFolder()
        try folder.sample("focus")
        let printed = try Obskit.run(["translate", "focus.fits", "--format", format], in: folder.path)
        #expect(printed.status == 0)
        #expect(printed.diagnostics.isEmpty)
        try expectSnapshot(printed.output, "translate.\(format)")
        if format == "json" { #expect((try printed.json() as? [Any])?.count == 2) }
        if format == "ndjson" {
            let info = try #require(try printed.lines().first?["info"] as? [String: Any])
            #expect(info["detector_num"] as? Int == 63)
            #expect(info["_translator"] as? String == "DECam")
        }
    }

    @Test("fails, with a record of the file, where a detector is twice in it or data is cut")
    func contradictions() throws {
        let folder = try TemporaryFolder()
        try folder.sample("focus")
        let url = URL(fileURLWithPath: "\(folder.path)/focus.fits")
        var bytes = try Data(contentsOf: url)
        let card = { (number: Int) in Data("CCDNUM  = \(String(repeating: " ", count: 18))\(number)".utf8) }
        let place = try #require(bytes.range(of: card(70)))
        bytes.replaceSubrange(place, with: card(63))
        try bytes.write(to: url)
        let printed = try Obskit.run(["translate", "focus.fits", "--format", "ndjson"], in: folder.path)
        #expect(printed.status == 1)
        let told = printed.diagnostics.split(separator: "\n").filter { $0.contains("a file holds a detector once") }
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("focus.fits: error: HDU 2 (FS4) and HDU 3 (FN3) are each detector 63 of") == true)
        let records = try printed.lines()
        #expect(records.map { $0["status"] as? String } == ["failed", "failed", "error"])
        #expect(records[2]["info"] == nil && records[2]["hdu"] == nil)
        let checked = try Obskit.run(["camera", "check", "focus.fits"], in: folder.path)
        #expect(checked.status == 1)
        #expect(checked.diagnostics.contains("a file holds a detector once"))
        #expect(!checked.output.contains("agrees"))
    }

    @Test("explains a property: the cards, the rule, what was tried")
    func explain() throws {
        let folder = try TemporaryFolder()
        try folder.sample("trifid")
        try folder.sample("focus")
        let printed = try Obskit.run(["translate", "trifid.fits", "--property", "tracking_radec"], in: folder.path)
        #expect(printed.status == 0)
        let lines = printed.output.split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("tracking_radec") })
        #expect(lines[start + 1] == "    TELRA = 18.0431722 (corrected)")
        #expect(lines[start + 2] == "    TELDEC = -22.974499666666663 (corrected)")
        #expect(lines[start + 4].hasPrefix("    by the rule at embedded:DECam/translation.yaml:"))
        #expect(lines.last?.hasPrefix("corrected by 'trifid-pointing' (embedded:DECam/corrections.yaml:") == true)

        let record = try Obskit.run(["translate", "trifid.fits", "--explain", "--format", "ndjson"], in: folder.path)
        let explanation = try #require(try record.lines()[0]["explanation"] as? [String: [String: Any]])
        #expect(explanation.count == 40)
        #expect(explanation["tracking_radec"]?["corrected"] as? [String] == ["TELRA", "TELDEC"])
        // Several observations in full say which is which.
        let several = try Obskit.run(["translate", "focus.fits", "--explain"], in: folder.path)
        #expect(several.output.hasPrefix("focus.fits[2] (FS4)\n"))
        #expect(several.output.contains("\nfocus.fits[3] (FN3)\n"))
    }

    @Test("gives the same bytes with any number of jobs")
    func jobs() throws {
        let folder = try TemporaryFolder()
        var names: [String] = []
        for (index, golden) in ["science", "bias", "focus", "trifid", "instcal"].enumerated() {
            try folder.sample(golden, as: "\(golden).fits")
            for copy in 0..<8 {
                names.append("\(index)-\(copy).fits")
                try FileManager.default.copyItem(
                    atPath: "\(folder.path)/\(golden).fits", toPath: "\(folder.path)/\(names[names.count - 1])")
            }
        }
        try folder.write("no FITS", to: "7.fits")
        names.insert("7.fits", at: 5)
        let arguments = ["translate", "--format", "ndjson"] + names
        let alone = try Obskit.run(arguments, in: folder.path)
        #expect(alone.status == 1)
        #expect(try alone.lines().count == 8 * (3 + 1 + 2 + 1 + 1) + 1)
        for jobs in ["2", "7"] {
            let together = try Obskit.run(arguments + ["--jobs", jobs], in: folder.path)
            #expect(together.output == alone.output)
            #expect(together.diagnostics == alone.diagnostics)
            #expect(together.status == 1)
        }
    }

    @Test("takes files of folders and of lists, in order")
    func inputs() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/night/sub", withIntermediateDirectories: true)
        try folder.sample("bias", as: "night/b.fits")
        try folder.sample("trifid", as: "night/sub/a.fit")
        try folder.write("not looked at", to: "night/readme.txt")
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/night/loop", withDestinationPath: ".")
        func sources(_ arguments: [String], input: String = "") throws -> [String] {
            let run = try Obskit.run(
                ["translate", "--format", "ndjson"] + arguments, input: Array(input.utf8), in: folder.path)
            #expect(run.status == 0, "\(run.diagnostics)")
            return try run.lines().compactMap { $0["source"] as? String }
        }
        #expect(try sources(["night"]) == ["night/b.fits", "night/sub/a.fit"])
        #expect(try sources(["night/sub/", "night/b.fits"]) == ["night/sub/a.fit", "night/b.fits"])
        let list = "night/b.fits\r\n\r\nnight/sub/a.fit\n"
        #expect(try sources(["--files-from", "-"], input: list) == ["night/b.fits", "night/sub/a.fit"])
        try folder.write(list, to: "list.txt")
        #expect(try sources(["night/sub/a.fit", "--files-from", "list.txt"]).count == 3)
    }

    @Test("reads one header of standard input, FITS or JSON")
    func standardInput() throws {
        let folder = try TemporaryFolder()
        let path = try folder.sample("bias")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let fits = try Obskit.run(["translate", "-", "--format", "ndjson"], input: bytes)
        #expect(fits.status == 0)
        #expect(try fits.lines().first?["source"] as? String == "-")
        let json = Array(#"{"INSTRUME": "DECam", "OBSTYPE": "zero", "EXPNUM": 5}"#.utf8)
        let dump = try Obskit.run(["translate", "-", "--format", "ndjson"], input: json)
        #expect(dump.status == 1)
        #expect((try dump.lines().first?["info"] as? [String: Any])?["exposure_id"] as? Int == 5)
        #expect(dump.diagnostics.contains("-: error: no observation_id: there is no OBSID card\n"))
        let identified = try Obskit.run(["identify", "-"], input: json)
        #expect(identified.output == "-: DECam\n")
    }

    @Test("uses the package of --package and the corrections of --corrections")
    func packageAndCorrections() throws {
        let folder = try TemporaryFolder()
        let package = try folder.package("Toy")
        let file = try folder.write(#"{"INSTRUME": "Toy", "TARGET": "M 31", "EXPNUM": 5}"#, to: "toy.json")
        let site = try folder.write(
            """
            schema: obskit/corrections/1
            instrument: Toy
            corrections: [{name: site, when: {card: EXPNUM, equals: 5}, change: [{set: TARGET, to: M 33}], reason: r}]
            """, to: "site.yaml")
        func object(_ arguments: [String], environment: [String: String] = [:]) throws -> String? {
            let run = try Obskit.run(["translate", file, "--format", "ndjson"] + arguments, environment: environment)
            return (try run.lines().first?["info"] as? [String: Any])?["object"] as? String
        }
        #expect(try object([]) == nil)
        #expect(try object(["--package", package]) == "M 31")
        #expect(try object(["--package", folder.path]) == "M 31")
        #expect(try object(["--package", package, "--corrections", site]) == "M 33")
        #expect(try object([], environment: ["OBSKIT_PATH": folder.path, "OBSKIT_CORRECTIONS": site]) == "M 33")
    }

    @Test("ends with status 1 when corrections or a package cannot be used, and goes on")
    func unusableCorrections() throws {
        let folder = try TemporaryFolder()
        try folder.sample("bias")
        let run = try Obskit.run(["translate", "bias.fits", "--corrections", "none.yaml"], in: folder.path)
        #expect(run.status == 1)
        #expect(run.output.contains("ct4m20121211t220632"))
        #expect(run.diagnostics == "obskit: error: cannot read 'none.yaml': there is no such file\n")
        let package = try folder.package("Toy", replacing: ["instrument.yaml": "schema: {"])
        let other = try Obskit.run(["translate", "bias.fits", "--package", package], in: folder.path)
        #expect(other.status == 1)
        #expect(other.output.contains("ct4m20121211t220632"))
    }

    @Test("says of an unknown header why no instrument recognises it, and of a likely one that it is ambiguous")
    func unknown() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"INSTRUME": "Nowhere"}"#, to: "nowhere.json")
        let run = try Obskit.run(["translate", "nowhere.json", "--format", "ndjson"], in: folder.path)
        #expect(run.status == 1)
        let record = try #require(try run.lines().first)
        #expect(record["status"] as? String == "unknown")
        #expect(record["translator"] is NSNull)
        let candidates = try #require(record["candidates"] as? [[String: Any]])
        let why = candidates.first { $0["instrument"] as? String == "DECam" }?["why"] as? String
        #expect(why == "INSTRUME is 'DECam': no; INSTRUME is absent and FILTER contains 'DECam': no")
        #expect(
            run.diagnostics
                == "nowhere.json: error: none of \(candidates.count) instruments recognizes the header "
                + "(INSTRUME is 'Nowhere'); 'obskit identify --explain' says why for each; "
                + "name one with --instrument, or add a package with --package\n")
        #expect(run.diagnostics.split(separator: "\n").count == 1)
        for name in ["One", "Two"] {
            try folder.package(
                name,
                replacing: [
                    "instrument.yaml":
                        "schema: obskit/instrument/1\nname: \(name)\ndetection: [{when: {card: INSTRUME, equals: Nowhere}, weight: 5}]\nheaders: {from: primary}\n"
                        + "identifiers: {exposure_id: [{part: exposure}], observing_day: [{offset_s: 43200}], "
                        + "detector_exposure_id: [{part: detector, size: 100}, {part: exposure}]}\n"
                ])
        }
        let twice = try Obskit.run(
            ["translate", "nowhere.json", "--format", "ndjson", "--package", "."], in: folder.path)
        #expect(twice.status == 1)
        #expect(try twice.lines().first?["status"] as? String == "ambiguous")
        #expect(
            twice.diagnostics
                == "nowhere.json: error: the header is as likely of One as of Two; say which with --instrument\n")
        let said = try Obskit.run(
            ["translate", "nowhere.json", "--instrument", "Two", "--package", "."], in: folder.path)
        #expect(said.output.contains("instrument                Nowhere"))
    }

    @Test("says a remark of several headers once")
    func remarks() throws {
        let folder = try TemporaryFolder()
        let golden = try String(contentsOfFile: Repository.golden("science"), encoding: .utf8)
            .replacingOccurrences(of: "FILTER: z DECam", with: "FILTER: q DECam").replacingOccurrences(
                of: "    OBJECT", with: "    OBJCT")
        let file = try folder.write(golden, to: "golden.yaml")
        _ = try Obskit.run("sample", file, "\(folder.path)/x.fits")
        let run = try Obskit.run(["translate", "x.fits"], in: folder.path)
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").dropFirst().allSatisfy { $0.contains(" flawed ") })
        #expect(try Obskit.run(["translate", "x.fits", "--fail-on", "warning"], in: folder.path).status == 1)
        let lines = run.diagnostics.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first == "x.fits: warning: no object: there is no OBJECT card (in 3 of 3 headers)")
        #expect(
            lines.last?.hasPrefix("x.fits: warning: DECam has no filter 'q DECam SDSS c0004 9260.0 1520.0'") == true)
        #expect(lines.last?.hasSuffix("(in 3 of 3 headers)") == true)
    }

    @Test("says that a date lies beyond the tables that are built in")
    func staleTables() throws {
        let folder = try TemporaryFolder()
        let golden = try String(contentsOfFile: Repository.golden("science"), encoding: .utf8)
        let date = try #require(golden.firstMatch(of: /DATE-OBS: '?(\d{4})-/)).1
        let file = try folder.write(
            golden.replacingOccurrences(of: "DATE-OBS: \(date)-", with: "DATE-OBS: 2061-")
                .replacingOccurrences(of: "DATE-OBS: '\(date)-", with: "DATE-OBS: '2061-"), to: "golden.yaml")
        _ = try Obskit.run("sample", file, "\(folder.path)/x.fits")
        let run = try Obskit.run(["translate", "x.fits"], in: folder.path)
        #expect(run.diagnostics.contains("x.fits: note: the built-in table of leap seconds"))
        #expect(run.diagnostics.contains("x.fits: note: the built-in table of UT1 − UTC"))
    }
}
