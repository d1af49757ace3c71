import Foundation
import TestSupport
import Testing

/// What commands make of files that are cut or damaged: what is whole is given, what is not is said.
@Suite("obskit and damaged files")
struct DamagedFileCommandTests {
    /// A folder with a raw file of the tutorial camera, chips W and E in HDU 1 and 2, changed; and the words for it.
    private func damaged(
        _ folder: TemporaryFolder, as name: String = "raw.fits", _ change: (inout Data) throws -> Void
    ) throws -> [String] {
        let package = ["--package", "\(Repository.root.path)/Cameras/TwoChip"]
        let golden = package[1] + "/conformance/headers/science.yaml"
        let path = folder.path + "/" + name
        let made = try Obskit.run(["sample", "--pixels", golden, path] + package)
        #expect(made.status == 0, "\(made.diagnostics)")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try change(&bytes)
        try bytes.write(to: URL(fileURLWithPath: path))
        return [path] + package
    }

    private func flipXTENSION(_ bytes: inout Data) throws {
        let place = try #require(bytes.range(of: Data("XTENSION".utf8)))
        bytes[place.lowerBound] = 0x59
    }

    @Test("raw gives the chip that is whole, and says what is missing")
    func rawOfCut() throws {
        let folder = try TemporaryFolder()
        let file = try damaged(folder) { $0.removeLast(5000) }
        let words = "error: HDU 2: the data should go on to byte "
        let info = try Obskit.run(["raw", "info"] + file)
        #expect(info.status == 1 && info.diagnostics.contains(words))
        let output = folder.path + "/w.fits"
        let one = try Obskit.run(["raw", "assemble", "--detector", "W", "-o", output] + file)
        #expect(one.output == "\(output): W, untrimmed\n" && one.status == 1)
        #expect(one.diagnostics.contains(words))
        let both = folder.path + "/both.fits"
        let all = try Obskit.run(["raw", "assemble", "-o", both] + file)
        #expect(all.output == "\(both): W, untrimmed\n" && all.status == 1)
        #expect(all.diagnostics.contains("raw.fits, detector E: error: byte 150520: the data should go on to byte "))
        let stats = try Obskit.run(["raw", "stats"] + file)
        #expect(stats.status == 1)
        #expect(stats.output.split(separator: "\n").dropFirst().map { $0.first } == ["W", "W"])
        let drawn = try Obskit.run(["raw", "preview"] + file, in: folder.path)
        #expect(drawn.status == 1 && drawn.output.hasPrefix("raw-W.svg: W, black "))
        let none = try Obskit.run(["raw", "assemble", "--detector", "E", "-o", folder.path + "/e.fits"] + file)
        #expect(none.status == 1 && !FileManager.default.fileExists(atPath: folder.path + "/e.fits"))
    }

    @Test("raw says that a chip is missing which the camera has, and refuses one that it has not")
    func missingDetector() throws {
        let folder = try TemporaryFolder()
        let file = try damaged(folder, flipXTENSION)
        let missing = try Obskit.run(["raw", "stats", "--detector", "W"] + file)
        #expect(missing.status == 1)
        #expect(missing.diagnostics.contains("error: the file holds no detector W that can be read; it has E"))
        #expect(missing.diagnostics.contains("an extension begins with XTENSION"))
        #expect(try Obskit.run(["raw", "stats", "--detector", "Q"] + file).status == 2)
        let other = try Obskit.run(["raw", "stats", "--detector", "E"] + file)
        #expect(other.status == 1 && other.output.contains("\nE "))
    }

    @Test("raw refuses pixels of a gzip'd file that fails its sums, unless told not to compare them")
    func gzipSum() throws {
        let folder = try TemporaryFolder()
        let file = try damaged(folder, as: "raw.fits.gz") { bytes in
            bytes = Data(gzip(Array(bytes)))
            bytes[bytes.count - 6] ^= 1
        }
        for command in [["stats"], ["assemble", "-o", folder.path + "/out.fits"]] {
            let refused = try Obskit.run(["raw"] + command + file)
            #expect(refused.status == 1)
            #expect(refused.diagnostics.contains("the gzip stream is damaged (incorrect data check)"))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/out.fits"))
            #expect(!refused.output.contains("W"))
            let given = try Obskit.run(["raw"] + command + ["--no-verify"] + file)
            #expect(given.status == 1, "it is told all the same")
            #expect(given.diagnostics.contains("the gzip stream is damaged"))
            #expect(given.output.contains(command.count == 1 ? "\nW " : "2 detectors"))
        }
        let both = try Obskit.run(["raw", "info", "--checksums", "--no-verify"] + file)
        #expect(both.status == 2)
    }

    @Test("raw compares DATASUM before it gives pixels")
    func dataSum() throws {
        let folder = try TemporaryFolder()
        let file = try damaged(folder) { _ in }
        let summed = folder.path + "/summed.fits"
        let package = Array(file.dropFirst())
        // An assembled image has sums, and the cards of the raw file; as a raw file it is of another size, but read.
        #expect(try Obskit.run(["raw", "assemble", "-o", summed] + file).status == 0)
        #expect(try Obskit.run(["raw", "info", "--checksums", summed] + package).status == 0)
        #expect(try Obskit.run(["raw", "stats", summed] + package).status == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: summed))
        bytes[bytes.count - 2880] ^= 1
        try bytes.write(to: URL(fileURLWithPath: summed))
        for arguments in [["info", "--checksums"], ["stats"], ["preview", "--detector", "E"]] {
            let found = try Obskit.run(["raw"] + arguments + [summed] + package, in: folder.path)
            #expect(found.status == 1, "\(arguments)")
            #expect(
                found.diagnostics.contains("summed.fits, detector E: error: HDU 2: DATASUM demands"), "\(arguments)")
        }
        let unverified = try Obskit.run(["raw", "stats", "--no-verify", summed] + package)
        #expect(unverified.status == 0 && unverified.output.contains("\nE "))
    }

    @Test("identify and camera check say what is damaged")
    func headers() throws {
        let folder = try TemporaryFolder()
        let file = try damaged(folder, flipXTENSION)
        let check = try Obskit.run(["camera", "check"] + file)
        #expect(check.status == 1 && check.diagnostics.contains("an extension begins with XTENSION"))
        // A file of one HDU that is cut is seen without reading on.
        let path = try folder.write(cutPrimary(), to: "cut.fits")
        let found = try Obskit.run(["identify", path] + file.dropFirst())
        #expect(found.output == "\(path): TwoChip\n" && found.status == 1)
        #expect(found.diagnostics.contains("cut.fits: error: HDU 0: the data should go on to byte "))
        let line = try Obskit.run(["identify", "--format", "ndjson", path] + file.dropFirst())
        #expect(line.output.contains("\"code\":\"truncated\""))
    }

    /// A primary image of the tutorial camera of which half is there.
    private func cutPrimary() -> [UInt8] {
        let cards = [
            "SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    2",
            "NAXIS1  =                  100", "NAXIS2  =                  100", "INSTRUME= 'TwoChip '", "END",
        ]
        let text = cards.map { $0 + String(repeating: " ", count: 80 - $0.count) }.joined()
        return Array((text + String(repeating: " ", count: 2880 - text.count)).utf8)
            + [UInt8](repeating: 1, count: 5000)
    }

    @Test("sidecar, index and a table of headers keep what is whole, and say again what is not")
    func keeping() throws {
        let folder = try TemporaryFolder()
        let package = Array(try damaged(folder, flipXTENSION).dropFirst())
        let words = "an extension begins with XTENSION"
        for arguments in [
            ["sidecar", "raw.fits"], ["sidecar", "--content", "metadata", "raw.fits"], ["index", "."],
            ["index", "--content", "metadata", "."], ["index", "-o", "table.sqlite", "."],
        ] {
            for _ in 0..<2 {
                let run = try Obskit.run(arguments + package, in: folder.path)
                #expect(run.status == 1 && run.diagnostics.contains(words), "\(arguments): \(run.diagnostics)")
            }
        }
        let rows = try Obskit.run(["translate", "--format", "ndjson", "table.sqlite"] + package, in: folder.path)
        #expect(rows.output.contains("\"detector_unique_name\":\"E\""), "\(rows.diagnostics)")
    }

    @Test("a warning about a file is not lost where cards are kept")
    func warning() throws {
        let folder = try TemporaryFolder()
        let package = Array(try damaged(folder) { $0.removeLast(100) }.dropFirst())
        for content in ["translated", "metadata"] {
            let run = try Obskit.run(["sidecar", "--content", content, "raw.fits"] + package, in: folder.path)
            #expect(
                run.status == 0 && run.diagnostics.contains("whole blocks of 2880 were expected"), "\(run.diagnostics)")
        }
    }
}
