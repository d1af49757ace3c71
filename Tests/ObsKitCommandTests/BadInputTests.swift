import Foundation
import TestSupport
import Testing

/// A file that cannot be translated, and what is said of it.
struct BadFile: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let message: String
    let make: @Sendable ([UInt8]) -> [UInt8]

    init(_ name: String, _ code: String, _ message: String, _ make: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.name = name
        self.code = code
        self.message = message
        self.make = make
    }

    var testDescription: String { name }

    static let all: [BadFile] = [
        BadFile("zero.fits", "empty", "the file has no bytes") { _ in [] },
        BadFile("text.fits", "not-fits", "not a FITS file") { _ in Array("Dear colleague,\n".utf8) },
        BadFile("truncated.fits", "truncated", "ends") { Array($0.prefix(500)) },
        BadFile("no-end.fits", "missing-end", "END") { Array($0.prefix(800)) + [UInt8](repeating: 0x20, count: 2080) },
        BadFile("lfs.fits", "git-lfs-pointer", "git lfs pull") { _ in
            Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n".utf8)
        },
        BadFile("gzip.fits.gz", "corrupt-gzip", "gzip") { _ in
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF]
        },
        BadFile("archive.fits", "unsupported-compression", "decompress it first") { _ in [0x1F, 0x9D, 0x90] },
        BadFile("cut.fits.bz2", "truncated", "bzip2") { _ in Array("BZh91AY&SY".utf8) },
        BadFile("garbage.fits", "header-too-large", "header") { good in
            Array(good.prefix(240)) + [UInt8](repeating: 0x41, count: 80 << 20)
        },
        BadFile("brackets.json", "limit-exceeded", "64") { _ in [UInt8](repeating: UInt8(ascii: "["), count: 200_000) },
        BadFile("open.json", "syntax", "error") { _ in Array("{\"INSTRUME\": \"DECam\"".utf8) },
        BadFile("surrogate.json", "syntax", "error") { _ in Array(#"{"INSTRUME": "\ud800"}"#.utf8) },
        BadFile("list.json", "no-header", "this is a list, and no header") { _ in Array("[1]".utf8) },
        BadFile("nested.json", "wrong-type", "the value of A is a map") { _ in Array(#"{"A": {"B": 1}}"#.utf8) },
        BadFile("bomb.yaml", "limit-exceeded", "error") { _ in
            var text = "A0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            for level in 1...9 {
                let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                text += "A\(level): &a\(level) [\(alias)]\n"
            }
            return Array(text.utf8)
        },
    ]
}

@Suite("Bad input")
struct BadInputTests {
    private static func good(_ folder: TemporaryFolder) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: try folder.sample("bias", as: "good.fits"))))
    }

    @Test("costs the file alone: it is said, the others are translated", arguments: BadFile.all)
    func file(_ bad: BadFile) throws {
        let folder = try TemporaryFolder()
        try folder.write(bad.make(try Self.good(folder)), to: bad.name)
        let run = try Obskit.run(
            ["translate", "good.fits", bad.name, "good.fits", "--format", "ndjson"], in: folder.path)
        #expect(run.status == 1)
        let records = try run.lines()
        #expect(records.map { $0["status"] as? String } == ["ok", "error", "ok"])
        #expect(records[1]["source"] as? String == bad.name)
        let problems = try #require(records[1]["diagnostics"] as? [[String: Any]])
        #expect(problems.first?["code"] as? String == bad.code)
        #expect(run.diagnostics.contains(bad.name))
        #expect(run.diagnostics.contains(bad.message), "\(run.diagnostics)")
        // The same of identify, and of the table.
        let identified = try Obskit.run(["identify", "good.fits", bad.name], in: folder.path)
        #expect(identified.status == 1)
        #expect(identified.output.hasPrefix("good.fits: DECam\n"))
        #expect(try Obskit.run(["translate", bad.name], in: folder.path).status == 1)
    }

    @Test(
        "opens the literal name and nothing else",
        arguments: [
            "x.fits[1]", "!x.fits", "http://localhost/x.fits", "x.fits+1", "x.fits.gz", "mem://x", "|cat x.fits",
        ])
    func names(_ name: String) throws {
        let folder = try TemporaryFolder()
        try folder.sample("bias", as: "x.fits")
        let run = try Obskit.run(["translate", name], in: folder.path)
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.hasPrefix("\(name): error: "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.fits"])
    }

    @Test("of such a name is read when it is there", arguments: ["x.fits[1]", "!x.fits"])
    func literal(_ name: String) throws {
        let folder = try TemporaryFolder()
        try folder.sample("bias", as: name)
        let run = try Obskit.run(["identify", name], in: folder.path)
        #expect(run.output == "\(name): DECam\n")
        #expect(run.status == 0)
    }

    @Test("says what cannot be read: lists, folders, standard input without a header")
    func others() throws {
        let folder = try TemporaryFolder()
        let list = try Obskit.run(["translate", "--files-from", "none.txt"], in: folder.path)
        #expect(list.status == 1)
        #expect(list.diagnostics.hasPrefix("obskit: error: none.txt: cannot be read: "))
        try folder.write(String(repeating: "x", count: 200_000), to: "long.txt")
        let long = try Obskit.run(["translate", "--files-from", "long.txt"], in: folder.path)
        #expect(long.status == 1)
        #expect(
            long.diagnostics
                == "obskit: error: long.txt: a line of more than 64 kB; a list has the name of a file on each line\n")
        let empty = try Obskit.run(["translate", "."], in: folder.path)
        #expect(empty.status == 1)
        #expect(empty.diagnostics == ".: error: there is no FITS file in this folder; name files of other kinds\n")
        let input = try Obskit.run(["translate", "-"])
        #expect(input.status == 1)
        #expect(input.diagnostics == "-: error: the file has no bytes\n")
    }

    @Test("with control characters in names and values is shown without them")
    func controlCharacters() throws {
        let folder = try TemporaryFolder()
        try folder.write("{\"INSTRUME\": \"DECam\", \"FILTER\": \"\\u001b[31mred\"}", to: "x.json")
        let run = try Obskit.run(["translate", "x.json"], in: folder.path)
        #expect(!run.diagnostics.contains("\u{1B}"))
        #expect(!run.output.contains("\u{1B}"))
    }
}
