import Foundation
import TestSupport
import Testing

@Suite("obskit validate")
struct ValidateCommandTests {
    @Test("finds nothing in the packages of the repository")
    func sound() throws {
        let all = try Obskit.run("validate")
        #expect(all.status == 0)
        #expect(all.diagnostics.isEmpty)
        #expect(all.output.hasSuffix("0 errors, 0 warnings\n"))
        let folders = try Obskit.run(["validate", "Cameras"], in: Repository.root.path)
        #expect(folders.status == 0, "\(folders.diagnostics)")
        #expect(folders.output.contains("DECam 1.0.0 (Cameras/DECam): 1 instrument\n"))
    }

    @Test("takes no file of a package for a camera, from wherever it is named")
    func insideOfThePackage() throws {
        let folder = try TemporaryFolder()
        try folder.package("Toy")
        for path in ["package.yaml", "./package.yaml", "filters.yaml"] {
            let run = try Obskit.run(["validate", path], in: folder.path + "/Toy")
            #expect(
                run.diagnostics
                    == "obskit: error: \(path) is a file, and a package is a folder; did you mean '.'?\n")
        }
        try folder.write("", to: "Toy/camera/focal-plane.yaml")
        let run = try Obskit.run(["validate", "camera/focal-plane.yaml"], in: folder.path + "/Toy")
        #expect(run.diagnostics.contains("did you mean '.'?"), "\(run.diagnostics)")
    }

    @Test("prints all problems with their places, sorted, and counts them")
    func broken() throws {
        let folder = try TemporaryFolder()
        try folder.package(
            "Toy",
            replacing: [
                "filters.yaml":
                    "schema: obskit/filters/1\nfilters:\n- {name: g, bnd: g}\n- {name: h, band: h, width_nm: -1}\n",
                "translation.yaml":
                    "schema: obskit/translation/2\nextends: DECam:translation.yaml\nproperties:\n  dark_time: {card: DARK, unit: deg}\n  objct: null\n",
            ])
        let run = try Obskit.run(["validate", "Toy"], in: folder.path)
        #expect(run.status == 1)
        #expect(
            run.diagnostics == """
                Toy/filters.yaml:3:13: error: a filter: unknown key 'bnd'; did you mean 'band'?
                Toy/filters.yaml:4:32: error: -1.0 nm is no wavelength; give a number greater than 0
                Toy/translation.yaml:4:33: error: deg is a unit of angle, and dark_time is a time; such as s
                Toy/translation.yaml:5:3: error: there is no property 'objct'; did you mean 'object'?

                """)
        #expect(run.output == "Toy 1.0.0 (Toy): 1 instrument\n4 errors, 0 warnings\n")
        #expect(try Obskit.run(["validate", "Toy"], in: folder.path).diagnostics == run.diagnostics)
    }

    @Test("ends with status 3 for a folder that holds no package")
    func nothing() throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run("validate", folder.path)
        #expect(run.status == 3)
        #expect(run.diagnostics.contains("there is no camera package in \(folder.path)"))
    }

    @Test("ends with status 0 when there are only warnings")
    func warnings() throws {
        let folder = try TemporaryFolder()
        try folder.package(
            "Toy",
            replacing: [
                "translation.yaml":
                    "schema: obskit/translation/2\nextends: DECam:translation.yaml\nvalues: {idle: {constant: 1}}\nproperties: {object: {card: TARGET}}\n"
            ])
        let run = try Obskit.run(["validate", "Toy"], in: folder.path)
        #expect(run.status == 0)
        #expect(run.diagnostics == "Toy/translation.yaml:3:10: warning: nothing uses 'idle' of values:; take it away\n")
        #expect(run.output.hasSuffix("0 errors, 1 warning\n"))
    }

    @Test(
        "is not stopped by hostile files",
        arguments: [
            (
                "aliases",
                "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
                    + (0..<12).map {
                        "b\($0): &b\($0) [\(Array(repeating: "*\($0 == 0 ? "a" : "b\($0 - 1)")", count: 10).joined(separator: ","))]\n"
                    }.joined(), "error: "
            ),
            ("brackets", String(repeating: "[", count: 200_000), "error: "),
            (
                "unknown key", "schema: obskit/translation/2\nextends: DECam:translation.yaml\nproperty: {}\n",
                ":3:1: error: translation.yaml: unknown key 'property'; did you mean 'properties'?"
            ),
            (
                "unit",
                "schema: obskit/translation/2\nextends: DECam:translation.yaml\nproperties: {focus_z: {card: F, unit: furlong}}\n",
                "there is no unit 'furlong'"
            ),
            (
                "pattern",
                "schema: obskit/translation/2\nextends: DECam:translation.yaml\nproperties: {object: {card: OBJECT, steps: [{pattern: '(a+)+b'}]}}\n",
                "error: "
            ),
            ("not UTF-8", "schema: \u{FFFF}\u{0}", "error: "),
        ])
    func hostile(_ name: String, _ text: String, _ message: String) throws {
        let folder = try TemporaryFolder()
        try folder.package("Toy", replacing: ["translation.yaml": text])
        let clock = ContinuousClock()
        let start = clock.now
        let run = try Obskit.run(["validate", "Toy"], in: folder.path)
        #expect(clock.now - start < .seconds(10))
        #expect(run.status == 1)
        #expect(run.diagnostics.contains("Toy/translation.yaml:"))
        #expect(run.diagnostics.contains(message), "\(run.diagnostics.prefix(1000))")
        #expect(run.diagnostics.utf8.count < 100_000)
        // The other packages are as good as before.
        #expect(try Obskit.run(["instruments", "--package", "Toy"], in: folder.path).output.contains("embedded:DECam"))
    }
}

@Suite("obskit embed")
struct EmbedCommandTests {
    @Test("says that the committed sources are current")
    func current() throws {
        for camera in ["DECam", "Standard"] {
            let run = try Obskit.run("embed", "--check", "\(Repository.root.path)/Cameras/\(camera)")
            #expect(run.status == 0, "\(run.output)\(run.diagnostics)")
            #expect(run.output.isEmpty)
        }
        let template = try Obskit.run(
            ["embed", "--check", "Cameras/Template", "--template", "Sources/CObsTemplate"], in: Repository.root.path)
        #expect(template.status == 0 && template.output.isEmpty, "\(template.output)\(template.diagnostics)")
    }

    @Test("writes what is missing or stale, once")
    func write() throws {
        let folder = try TemporaryFolder()
        try folder.package("Toy")
        let stale = try Obskit.run(["embed", "--check", "Toy"], in: folder.path)
        #expect(stale.status == 1)
        let files = ["Toy/Embedded/embedded.c", "Toy/Embedded/include/obs_toy_files.h", "Toy/Linked/Toy.swift"]
        #expect(stale.output == files.map { "\($0): not current\n" }.joined())
        #expect(stale.diagnostics == "obskit: error: the embedded files of Toy are not current; run obskit embed Toy\n")
        let written = try Obskit.run(["embed", "Toy"], in: folder.path)
        #expect(written.status == 0)
        #expect(written.output == files.map { "\($0): written\n" }.joined())
        #expect(try Obskit.run(["embed", "Toy"], in: folder.path).output.isEmpty)
        #expect(try Obskit.run(["embed", "--check", "Toy"], in: folder.path).status == 0)
        try folder.write("new: 1", to: "Toy/table.yaml")
        #expect(try Obskit.run(["embed", "--check", "Toy"], in: folder.path).status == 1)
    }

    @Test("refuses a folder that is no package")
    func refused() throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run("embed", folder.path)
        #expect(run.status == 1)
        #expect(run.diagnostics == "obskit: error: cannot read '\(folder.path)/package.yaml': there is no such file\n")
    }
}

@Suite("obskit sample")
struct SampleCommandTests {
    @Test("makes a FITS file of a golden header, and overwrites none")
    func sample() throws {
        let folder = try TemporaryFolder()
        let made = try Obskit.run(["sample", Repository.golden("science"), "out.fits"], in: folder.path)
        #expect(made.status == 0)
        #expect(made.output == "out.fits: 4 HDUs, 14400 bytes\n")
        let again = try Obskit.run(["sample", Repository.golden("science"), "out.fits"], in: folder.path)
        #expect(again.status == 2)
        #expect(again.diagnostics.contains("out.fits exists; name another file, or replace a FITS file with --replace"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/out.fits")).count == 14400)
    }

    @Test("makes pixels after the camera of the date, at the level of each amplifier")
    func pixels() throws {
        let folder = try TemporaryFolder()
        let golden = Repository.root.path + "/Cameras/TwoChip/conformance/headers/science.yaml"
        let arguments = [
            "sample", golden, "out.fits", "--pixels", "--package", Repository.root.path + "/Cameras/TwoChip",
        ]
        let made = try Obskit.run(arguments, in: folder.path)
        #expect(made.status == 0, "\(made.diagnostics)")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/out.fits")))
        // Blocks of the primary header, then of a header and an image of 296 by 128 and of 208 by 160 pixels of two bytes.
        #expect(bytes.count == 2880 * (1 + 1 + 27 + 1 + 24))
        func pixel(_ x: Int, _ y: Int) -> Int {
            let place = 2 * 2880 + 2 * (y * 296 + x)
            return Int(bytes[place] ^ 0x80) << 8 + Int(bytes[place + 1])
        }
        // Prescan, first and last data pixel, overscan of L; overscan, first data pixel, prescan of R.
        let pixels: [Int] = [
            pixel(0, 0), pixel(4, 0), pixel(131, 127), pixel(132, 0), pixel(148, 0), pixel(164, 3), pixel(295, 0),
        ]
        let expected: [Int] = [1000, 1500, 1754, 1000, 1100, 1731, 1100]
        #expect(pixels == expected)
        #expect(try Obskit.run(["translate", "out.fits", "--package", arguments[5]], in: folder.path).status == 0)
    }

    @Test("makes no pixels where the camera cannot say how")
    func noPixels() throws {
        let folder = try TemporaryFolder()
        let golden = Repository.root.path + "/Cameras/SDSS/conformance/headers/science.yaml"
        let made = try Obskit.run(["sample", golden, "out.fits", "--pixels"], in: folder.path)
        #expect(made.status == 1)
        #expect(made.diagnostics.contains("SDSS has no camera"))
    }

    @Test("says what is wrong with a golden header")
    func broken() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "schema: obskit/golden-header/1\nabout: x\ninstrument: DECam\nhdus: [{A: 1}]\n", to: "golden.yaml")
        let run = try Obskit.run(["sample", "golden.yaml", "out.fits"], in: folder.path)
        #expect(run.status == 1)
        #expect(run.diagnostics == "golden.yaml:1:1: error: a golden header: key 'observations' is missing\n")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out.fits"))
    }
}
