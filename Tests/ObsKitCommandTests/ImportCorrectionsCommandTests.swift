import Foundation
import TestSupport
import Testing

@Suite("obskit import corrections")
struct ImportCorrectionsCommandTests {
    /// A folder of correction files, and what the command says of it.
    private func imported(
        _ files: [String: String], _ more: String...
    ) throws -> (folder: TemporaryFolder, run: Obskit.Result) {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: "theirs/\(name)") }
        return (
            folder,
            try Obskit.run(
                ["import", "corrections", "theirs", "--instrument", "DECam", "-o", "mine/corrections/theirs.tsv"]
                    + more,
                in: folder.path)
        )
    }

    @Test("writes a table that changes the cards of these observations as the files do")
    func table() throws {
        let (folder, run) = try imported([
            "DECam-ct4m20130901t060255.yaml": """
            OBJECT: 'a: b'
            EXPTIME: 30.0
            FILTER: "12"
            airmass: 2
            ZD: null
            GUIDER: true
            LST: '12:34:56'
            PROPOSER: null text
            """,
            "DECam-other-1.yaml": "OBJECT: \"\"\n", "DECam-empty.yaml": "\n", "HSC-HSCA00000100.yaml": "OBJECT: x\n",
        ])
        #expect(run.status == 0, "\(run.diagnostics)")
        #expect(
            run.output == """
                mine/corrections/theirs.tsv: written
                DECam: 2 observations, 8 cards; name the table under tables: of corrections.yaml, with its reason

                """)
        #expect(
            run.diagnostics.contains("DECam-empty.yaml:1:1: note: the file says nothing, so it is left out"))
        #expect(run.diagnostics.contains("1 file not called DECam-….yaml, such as HSC-HSCA00000100.yaml, left out"))
        #expect(
            try String(contentsOfFile: folder.path + "/" + "mine/corrections/theirs.tsv", encoding: .utf8) == """
                OBSID\tOBJECT\tEXPTIME\tFILTER\tAIRMASS\tZD\tGUIDER\tLST\tPROPOSER
                ct4m20130901t060255\ta: b\t30.0\t"12"\t2\tnull\ttrue\t12:34:56\tnull text
                other-1\t""\t\t\t\t\t\t\t

                """)

        // The table is read, and its values are those of the files.
        try folder.write(
            """
            schema: obskit/corrections/1
            instrument: DECam
            tables: [{name: theirs, table: theirs.tsv, reason: These came from the peer.}]
            corrections: []

            """, to: "mine/corrections/corrections.yaml")
        let golden = "\(Repository.root.path)/Cameras/DECam/conformance/headers/science.yaml"
        #expect(try Obskit.run(["sample", golden, "one.fits"], in: folder.path).status == 0)
        let translated = try Obskit.run(
            ["translate", "--corrections", "mine/corrections/corrections.yaml", "--format", "ndjson", "one.fits"],
            in: folder.path)
        #expect(translated.output.contains("\"object\":\"a: b\""), "\(translated.diagnostics)")
        #expect(translated.output.contains("theirs"))
    }

    @Test("the first of two files for one observation counts")
    func first() throws {
        let folder = try TemporaryFolder()
        try folder.write("OBJECT: one\n", to: "a/DECam-x.yaml")
        try folder.write("OBJECT: two\n", to: "b/DECam-x.yaml")
        let run = try Obskit.run(
            ["import", "corrections", "b", "a", "--instrument", "DECam", "-o", "t.tsv"], in: folder.path)
        #expect(try String(contentsOfFile: folder.path + "/" + "t.tsv", encoding: .utf8) == "OBSID\tOBJECT\nx\ttwo\n")
        #expect(run.diagnostics.contains("a/DECam-x.yaml:1:1: note: b/DECam-x.yaml is for 'x' too, and comes first"))
        // It takes no other file's place.
        try folder.write("mine\n", to: "t.tsv")
        let again = try Obskit.run(
            ["import", "corrections", "a", "--instrument", "DECam", "-o", "t.tsv", "--replace"], in: folder.path)
        #expect(again.status == 2)
        #expect(try String(contentsOfFile: folder.path + "/" + "t.tsv", encoding: .utf8) == "mine\n")
    }

    @Test(
        "says where a file has what no table holds, or what the peer reads otherwise",
        arguments: [
            ("RA: 12:34:56", "1:5: error: 12:34:56 is a number in sixties to the peer"),
            ("RA: 2020-01-02", "1:5: error: 2020-01-02 is a date to the peer"),
            ("RA: 2020-01-02T03:04:05", "is a date to the peer"),
            ("RA: yes", "1:5: error: yes is true or false to the peer"),
            ("RA: 1e5", "1:5: error: 1e5 is a text to the peer"),
            ("RA: 017", "1:5: error: 017 is an octal number to the peer"),
            ("RA: 1_000", "1:5: error: 1_000 is a number to the peer"),
            ("RA: [1, 2]", "1:5: error: the value of RA is no number and no text"),
            ("RA: .nan", "1:5: error: a table cannot hold the value of RA"),
            ("RA: \"a\\tb\"", "1:5: error: a table cannot hold the value of RA"),
            ("RA: 1\nRA: 2", "2:1: error: "), ("RA: 1\nra: 2", "2:1: error: the card RA stands here twice"),
            ("- RA", "1:1: error: "),
            ("RA: {", "error: "),
        ])
    func refused(text: String, said: String) throws {
        let (folder, run) = try imported(["DECam-x.yaml": text + "\n"])
        #expect(run.status == 1)
        #expect(run.diagnostics.contains(said), "\(run.diagnostics)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/mine"))
    }

    @Test("a name that no table has, and a folder without a file for the instrument, are errors")
    func names() throws {
        #expect(
            try imported(["DECam-a..b.yaml": "RA: 1\n"]).run.diagnostics.contains(
                "'a..b' cannot be the id of one observation"))
        let nothing = try imported(["HSC-x.yaml": "RA: 1\n"]).run
        #expect(nothing.status == 1)
        #expect(nothing.diagnostics.contains("no file corrects an observation of 'DECam'"))
    }
}
