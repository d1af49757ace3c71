import Foundation
import TestSupport
import Testing

@Suite("Forms of headers on the command line")
struct HeaderFormCommandTests {
    private static let lines = "INSTRUME= 'DECam   '\nOBSTYPE = 'zero    '\nEXPNUM  =                    5\nEND\n"

    /// A folder with two raws in a zip archive.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let names = ["science", "bias"]
        for name in names { try folder.sample(name, as: "\(name).fits") }
        let raws = try names.map { name in
            ZipEntry(
                "\(name).fits", Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name).fits"))),
                isDeflated: name == "bias")
        }
        try folder.write(zip(raws), to: "night/x.zip")
        return folder
    }

    @Test("translate, identify and camera check read every raw of a zip, and say what it lacks")
    func raws() throws {
        let folder = try folder()
        let direct = try Obskit.run(["translate", "--format", "ndjson", "science.fits", "bias.fits"], in: folder.path)
        let inside = try Obskit.run(["translate", "--format", "ndjson", "night"], in: folder.path)
        #expect(inside.status == direct.status)
        #expect(inside.diagnostics.contains("night/x.zip: warning: the zip has no _metadata_index.json"))
        func infos(_ result: Obskit.Result) throws -> [NSDictionary] {
            try result.lines().map { ($0["info"] as? [String: Any] ?? [:]) as NSDictionary }
        }
        #expect(try infos(inside) == infos(direct))
        #expect(try inside.lines().first?["source"] as? String == "night/x.zip#zip-path=science.fits")
        let identified = try Obskit.run(["identify", "night/x.zip"], in: folder.path)
        #expect(
            identified.output
                == "night/x.zip#zip-path=science.fits: DECam\nnight/x.zip#zip-path=bias.fits: DECam\n")
        let checked = try Obskit.run(["camera", "check", "night/x.zip"], in: folder.path)
        #expect(checked.output.split(separator: "\n").count == 2)
        let one = try Obskit.run(["identify", "night/x.zip#zip-path=bias.fits"], in: folder.path)
        #expect(one.output == "night/x.zip#zip-path=bias.fits: DECam\n" && one.diagnostics.isEmpty)
        #expect(try Obskit.run(["identify", "--fail-on", "warning", "night/x.zip"], in: folder.path).status == 1)
    }

    @Test("index has an entry for each observation of a zip's raws, and sidecar leaves them alone")
    func index() throws {
        let folder = try folder()
        let run = try Obskit.run(["index", "night"], in: folder.path)
        #expect(
            run.output == "night/_index.json: 4 headers of 2 files, 2 read, 0 with problems\n", "\(run.diagnostics)")
        let again = try Obskit.run(["index", "night"], in: folder.path)
        #expect(again.output.contains(" 0 read"))
        #expect(try Obskit.run(["index", "--check", "night"], in: folder.path).status == 0)
        #expect(try Obskit.run(["index", "--output", "t.sqlite", "night"], in: folder.path).output.contains("2 files"))
        let sidecar = try Obskit.run(["sidecar", "night/x.zip"], in: folder.path)
        #expect(sidecar.status == 0 && sidecar.diagnostics.contains("no sidecar is written"))
    }

    @Test(
        "A text of several headers is read under any name, also that of a FITS file",
        arguments: ["a.hdr", "a.fits", "-"])
    func several(_ name: String) throws {
        let folder = try TemporaryFolder()
        let text = "====> file a.fits (main) <====\n\(Self.lines)====> file b.fits (main) <====\n\(Self.lines)"
        if name != "-" { try folder.write(text, to: name) }
        let run = try Obskit.run(
            ["translate", "--format", "ndjson", name], input: name == "-" ? Array(text.utf8) : [], in: folder.path)
        let sources = try run.lines().compactMap { $0["source"] as? String }
        #expect(sources == ["\(name):a.fits", "\(name):b.fits"])
        #expect(try run.lines().allSatisfy { $0["instrument"] as? String == "DECam" })
    }

    @Test("new drafts a package from headers in any form")
    func new() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.lines, to: "a.hdr")
        try folder.write("!<lsst.daf.base.PropertyList>\n- [INSTRUME, String, DECam, '']\n", to: "b.yaml")
        let run = try Obskit.run(["new", "MyCam", "--from-headers", "a.hdr", "b.yaml"], in: folder.path)
        #expect(run.status == 0, "\(run.diagnostics)")
    }
}
