import TestSupport
import Testing

@Suite("obskit")
struct CommandLineTests {
    @Test(
        "explains each command",
        arguments: [
            "", "translate", "identify", "diff", "sidecar", "index", "id", "instruments", "camera", "footprint", "wcs",
            "visits", "raw", "parameters",
            "import",
            "validate", "language", "keys", "conformance", "new",
            "sample", "embed", "manual",
        ])
    func help(_ command: String) throws {
        let asked = try Obskit.run(command.isEmpty ? ["--help"] : [command, "--help"])
        #expect(asked.status == 0)
        #expect(asked.diagnostics.isEmpty)
        try expectSnapshot(asked.output, "help-\(command.isEmpty ? "obskit" : command).txt")
        #expect(try Obskit.run(command.isEmpty ? ["help"] : ["help", command]).output == asked.output)
    }

    @Test("says its version")
    func version() throws {
        let asked = try Obskit.run("--version")
        #expect(asked.status == 0)
        #expect(asked.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(
        "ends with status 2 and says why when the call is wrong",
        arguments: [
            (["frobnicate"], "Unexpected argument 'frobnicate'"),
            (["translate"], "Name a file or a folder"),
            (["translate", "-", "--files-from", "-"], "not both"),
            (["translate", "--rules", "object"], "--rules needs an instrument"),
            (["translate", "--rules", "object", "--instrument", "DECam", "x.fits"], "not both"),
            (
                ["translate", "--rules", "object", "--instrument", "DECam", "--explain"],
                "--explain and --property say nothing"
            ),
            (
                ["translate", "--rules", "objct", "--instrument", "DECam"],
                "DECam has no rule 'objct'; did you mean 'object'?"
            ),
            (["identify"], "Name a file or a folder"), (["sidecar"], "Name a file or a folder"),
            (["camera", "check"], "Name a file or a folder"),
            (["diff", "DECam", "DECam"], "Name a file or a folder"),
            (
                ["diff", "DECm", "DECam", "x.fits"],
                "'DECm' is neither a package folder nor the name of a built-in package; did you mean 'DECam'?"
            ),
            (["diff", "DECam", "/", "x.fits"], "/ is not a package folder: it has no package.yaml"),
            (
                ["diff", "DECam", "DECam", "x.fits", "--instrument", "DECm"],
                "neither package has an instrument 'DECm'; did you mean 'DECam'?"
            ),
            (["translate", "x.fits", "--format", "xml"], "'xml' is invalid for '--format"),
            (["translate", "x.fits", "--jobs", "0"], "--jobs is a number from 1 to 256"),
            (
                ["translate", "x.fits", "--property", "exposre_id"],
                "There is no property 'exposre_id'; did you mean 'exposure_id'?"
            ),
            (["translate", "x.fits", "--instrument", "DECm"], "there is no instrument 'DECm'; did you mean 'DECam'?"),
            (["translate", "x.fits", "--package", "/nowhere"], "--package names a folder, and /nowhere is none."),
            (["translate", "x.fits", "--wrong"], "Unknown option '--wrong'"),
            (["sample", "golden.yaml"], "Missing expected argument '<out.fits>'"),
        ] as [([String], String)])
    func wrongCall(_ arguments: [String], _ message: String) throws {
        let called = try Obskit.run(arguments)
        #expect(called.status == 2)
        #expect(called.output.isEmpty)
        #expect(called.diagnostics.contains(message), "\(called.diagnostics)")
    }

    @Test("finds packages in OBSKIT_PATH and lists where each instrument is")
    func instruments() throws {
        let folder = try TemporaryFolder()
        try folder.package("Toy")
        let listed = try Obskit.run(["instruments"], environment: ["OBSKIT_PATH": folder.path])
        #expect(listed.status == 0)
        #expect(
            listed.output.split(separator: "\n").prefix(2).map { $0.split(separator: " ").joined(separator: " ") } == [
                "Toy Toy 1.0.0 \(folder.path)/Toy", "DECam DECam 1.0.0 embedded:DECam",
            ])
        #expect(listed.diagnostics.isEmpty)
    }

    @Test("lists the others when a package is broken, and ends with status 1")
    func brokenInstrument() throws {
        let folder = try TemporaryFolder()
        try folder.package("Toy", replacing: ["package.yaml": "schema: obskit/package/1\nname: [\n"])
        let listed = try Obskit.run(["instruments"], environment: ["OBSKIT_PATH": folder.path])
        #expect(listed.status == 1)
        #expect(listed.output.contains("embedded:DECam"))
        #expect(listed.diagnostics.contains("\(folder.path)/Toy/package.yaml:3:1: error: "))
        #expect(listed.diagnostics.contains("is left out; the others are not affected"))
    }

    @Test("prefers the package of --package to the one that is linked, and says so")
    func shadowing() throws {
        let folder = try TemporaryFolder()
        try folder.package("DECam")
        let listed = try Obskit.run("instruments", "--package", "\(folder.path)/DECam")
        #expect(listed.output.contains("\(folder.path)/DECam\n"))
        #expect(!listed.output.contains("embedded:DECam"))
        #expect(
            listed.diagnostics.hasPrefix(
                "obskit: note: the package 'DECam' of \(folder.path)/DECam is used, not embedded:DECam"))
    }

    @Test("explains where packages were searched, and which of two is used")
    func search() throws {
        let folder = try TemporaryFolder()
        try folder.package("DECam")
        try folder.package("Toy", replacing: ["package.yaml": "schema: obskit/package/1\nname: Toy\n"])
        let run = try Obskit.run(
            ["instruments", "--explain", "--package", "DECam"], environment: ["OBSKIT_PATH": folder.path],
            in: folder.path)
        #expect(run.status == 1)
        let lines = run.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(
            lines.prefix(5) == [
                "1. named: DECam", "DECam 1.0.0 used: DECam DECam", "2. OBSKIT_PATH: \(folder.path)",
                "DECam 1.0.0 not used: DECam comes first \(folder.path)/DECam",
                "Toy ? not used: it cannot be read \(folder.path)/Toy",
            ])
        #expect(lines.contains("DECam 1.0.0 not used: DECam comes first embedded:DECam"))
        #expect(run.diagnostics.contains("the package of \(folder.path)/Toy is left out"))
    }

    @Test("writes a manual page with every command and option")
    func manual() throws {
        let page = try Obskit.run("manual")
        #expect(page.status == 0)
        for line in [
            ".SS obskit translate", ".SS obskit camera diff", #".BR "\-\-set" " <name=value> ...""#, ".SH EXIT STATUS",
        ] {
            #expect(page.output.contains(line + "\n"), "\(line)")
        }
        #expect(!page.output.split(separator: "\n").contains { $0.hasPrefix("'") })
    }

    @Test("completes for three shells", arguments: ["bash", "zsh", "fish"])
    func completion(_ shell: String) throws {
        let script = try Obskit.run("--generate-completion-script", shell)
        #expect(script.status == 0)
        #expect(script.output.contains("parameters") && script.output.contains("explain"))
    }
}
