import Foundation
import TestSupport
import Testing

@Suite("obskit visits")
struct VisitsCommandTests {
    @Test("prints the visits of files, and how many exposures are in none")
    func text() throws {
        let folder = try TemporaryFolder()
        try folder.sample("science")
        try folder.sample("bias")
        let run = try Obskit.run("visits", folder.path, "--unvisited")
        #expect(run.status == 0, "\(run.diagnostics)")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines[0] == "DECam: 1 visit by one-to-one (0); 1 exposure in none")
        #expect(lines[2].hasPrefix("229388  ct4m20130901t060255  0        1"))
        #expect(lines[3].hasSuffix("  no-boresight") || lines[3].hasSuffix("  cannot-see-sky"))
    }

    @Test("as JSON has the members and what they share")
    func json() throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run("visits", try folder.sample("science"), "--format", "json")
        let list = try #require(try run.json() as? [[String: Any]])
        let visit = try #require((list.first?["visits"] as? [[String: Any]])?.first)
        #expect(visit["id"] as? Int == 229_388 && visit["exposures"] as? [Int] == [229_388])
        #expect(visit["object"] as? String == "DES supernova hex SN-S1 tiling 22")
        #expect(visit["exposure_time_s"] as? Double == 200)
        #expect(visit["zenith_angle_deg"] as? Double == 50.46 && visit["observing_day"] as? Int == 20_130_831)
    }

    @Test("says that a system has no numbers for an instrument, and what systems there are")
    func wrong() throws {
        let folder = try TemporaryFolder()
        let path = try folder.sample("science")
        let run = try Obskit.run("visits", path, "--system", "by-group-metadata", "--fail-on", "warning")
        #expect(run.status == 1 && run.diagnostics.contains("DECam has no groups with numbers"), "\(run.diagnostics)")
        let unknown = try Obskit.run("visits", path, "--system", "by-night")
        #expect(unknown.status == 2 && unknown.diagnostics.contains("one-to-one"))
        #expect(try Obskit.run("visits").status == 2)
    }
}
