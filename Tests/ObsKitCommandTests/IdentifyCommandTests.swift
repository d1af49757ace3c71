import TestSupport
import Testing

@Suite("obskit identify")
struct IdentifyCommandTests {
    @Test("names the instrument of each file, and says why when there is none")
    func identify() throws {
        let folder = try TemporaryFolder()
        try folder.sample("fallbacks")
        try folder.write(#"{"INSTRUME": null, "FILTER": "z DECam"}"#, to: "undefined.json")
        try folder.write("", to: "empty.fits")
        let run = try Obskit.run(["identify", "fallbacks.fits", "undefined.json", "empty.fits"], in: folder.path)
        #expect(run.status == 1)
        #expect(run.output == "fallbacks.fits: DECam\nundefined.json: unknown\n")
        let lines = run.diagnostics.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("undefined.json: error: none of ") == true)
        #expect(lines.first?.contains("(INSTRUME is undefined); 'obskit identify --explain' says why") == true)
        #expect(lines.last == "empty.fits: error: the file has no bytes")
        let why = try Obskit.run(["identify", "undefined.json", "--explain"], in: folder.path)
        #expect(
            why.output.hasPrefix(
                """
                undefined.json: unknown
                    DECam (score 0)
                        INSTRUME is 'DECam', weight 100: no
                        INSTRUME is absent and FILTER contains 'DECam', weight 50: no

                """))
    }

    @Test("explains, and writes a record for each file")
    func explain() throws {
        let folder = try TemporaryFolder()
        try folder.sample("bias")
        let explained = try Obskit.run(["identify", "bias.fits", "--explain"], in: folder.path)
        #expect(explained.status == 0)
        #expect(explained.output.contains("INSTRUME is 'DECam', weight 100: yes"))
        let records = try Obskit.run(["identify", "bias.fits", "--format", "ndjson"], in: folder.path)
        let record = try #require(try records.lines().first)
        #expect(record["instrument"] as? String == "DECam")
        #expect(record["status"] as? String == "ok")
        let candidate = try #require((record["candidates"] as? [[String: Any]])?.first)
        #expect(candidate["instrument"] as? String == "DECam")
        #expect(candidate["score"] as? Int == 100)
        #expect(
            candidate["why"] as? String
                == "INSTRUME is 'DECam': yes; INSTRUME is absent and FILTER contains 'DECam': no")
    }
}
