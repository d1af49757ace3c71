import Foundation
import TestSupport
import Testing

@Suite("obskit calib import curated")
struct CuratedImportTests {
    /// A copy of TwoChip with one spoilt file, and the files of the copy.
    private func spoilt(_ folder: TemporaryFolder) throws -> String {
        try FileManager.default.copyItem(
            atPath: Repository.root.path + "/Cameras/TwoChip", toPath: folder.path + "/TwoChip")
        return try folder.write("spoilt\n", to: "TwoChip/calibrations/defects/w/20240601T000000.ecsv")
    }

    private func call(_ arguments: String..., in folder: TemporaryFolder) throws -> Obskit.Result {
        try Obskit.run(
            ["calib", "import", "curated", "TwoChip", "--package", "TwoChip", "-r", "r.sqlite", "--create"] + arguments,
            in: folder.path)
    }

    @Test("brings what is in order, says what is not, and ends with status 1")
    func leavesOut() throws {
        let folder = try TemporaryFolder()
        _ = try spoilt(folder)
        let run = try call(in: folder)
        #expect(run.status == 1)
        #expect(run.diagnostics.hasPrefix("TwoChip/calibrations/defects/w/20240601T000000.ecsv:1:1: error: "))
        #expect(run.output.contains("datasets: 4 new"))
        func find(_ date: String) throws -> Int32 {
            try Obskit.run(
                [
                    "calib", "find", "defects", "-r", "r.sqlite", "--in", "TwoChip/calib/curated", "--detector", "0",
                    "--at", date,
                ],
                in: folder.path
            ).status
        }
        // What came before the spoilt file does not hold in its place.
        #expect(try find("2024-05-31") == 0)
        #expect(try find("2024-06-15") == 1)
        #expect(try find("2024-07-02") == 0)
    }

    @Test("brings all or none with --strict")
    func strict() throws {
        let folder = try TemporaryFolder()
        let path = try spoilt(folder)
        let run = try call("--strict", in: folder)
        #expect(run.status == 1)
        #expect(run.diagnostics.contains("error: nothing came: with --strict all files come or none"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/r.sqlite"))
        try FileManager.default.removeItem(atPath: path)
        #expect(try call("--strict", in: folder).status == 0)
    }
}
