import Foundation
import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("Sidecar")
struct SidecarTests {
    @Test(
        "stands beside its file, the ending replaced as a whole",
        arguments: [
            ("a/x.fits", "a/x.json"), ("a/x.fits.gz", "a/x.json"), ("x.fits.fz", "x.json"), ("x.FITS", "x.json"),
            ("x.fits.zst", "x.json"), ("x.fit.bz2", "x.json"), ("a.b/x", "a.b/x.json"), ("a/.hidden", "a/.hidden.json"),
            ("a/x.y.fits", "a/x.y.json"),
        ])
    func paths(_ file: String, _ sidecar: String) {
        #expect(Sidecar.path(for: file) == sidecar)
        #expect(Sidecar.recordPath(for: file) == sidecar.dropLast(5) + ".obskit.json")
    }

    @Test("has the form of the peer, and a record with the state of the file")
    func form() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.write(toy: 7, to: "toy.fits")
        let record = try Sidecar.write(for: path, content: .translated, catalog: samples.catalog)
        #expect(record.status == .ok)
        let sidecar = try Sidecar(path: Sidecar.path(for: path))
        #expect(sidecar.content == .translated)
        #expect(sidecar.diagnostics.isEmpty)
        #expect(sidecar.info == (try samples.infos(FITSSource(path: path)))[0])
        let text = try String(contentsOfFile: sidecar.path, encoding: .utf8)
        #expect(text.hasSuffix("\"__CONTENT__\":\"translated\"}\n"))
        let state = try #require(try Sidecar.record(for: path)?.state)
        #expect(state.size == 2880)
        #expect(state.checksum.wholeMatch(of: /crc32:[0-9a-f]{8}/) != nil)
        #expect(state.modified.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z/) != nil)
        #expect(try Sidecar.record(for: path)?.entries.map(\.info) == [sidecar.info])
        #expect(try Sidecar.record(for: path)?.package == "Toy 1.2.3")
    }

    @Test("has one header of several detectors, and the record has all")
    func several() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.writeMosaic(to: "mosaic.fits")
        try Sidecar.write(for: path, content: .translated, catalog: samples.catalog)
        #expect(try Sidecar(path: Sidecar.path(for: path)).info?.detectorNum == 1)
        let record = try #require(try Sidecar.record(for: path))
        #expect(record.entries.map(\.hdu) == [1, 3])
        #expect(record.entries.map(\.info?.detectorNum) == [1, 2])
        #expect(record.entries.map(\.hduName) == ["A", "B"])
    }

    @Test("is stale when the file has another size, content or time, and says how")
    func stale() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.write(toy: 7, to: "toy.fits")
        #expect(Sidecar.problem(of: path)?.code.rawValue == "missing-sidecar")
        try Sidecar.write(for: path, content: .translated, catalog: samples.catalog)
        #expect(Sidecar.problem(of: path, comparesChecksum: true) == nil)
        let date = try #require(
            try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
        func touch(_ date: Date) throws {
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        // The same content with another time is a copy, not a change.
        try touch(Date(timeIntervalSince1970: 1_000_000_000))
        #expect(Sidecar.problem(of: path) == nil)
        try samples.write(toy: 8, to: "toy.fits")
        #expect(Sidecar.problem(of: path)?.message.contains("the file was changed on") == true)
        try samples.folder.write(fits(HeaderFileSamples.toy(), HeaderFileSamples.toy()), to: "toy.fits")
        #expect(Sidecar.problem(of: path)?.message.contains("the file had 2880 bytes and has 5760") == true)
        try FileManager.default.removeItem(atPath: path)
        #expect(Sidecar.problem(of: path)?.code.rawValue == "stale-sidecar")
        _ = date
    }

    @Test("is compared by checksum when it is asked for, since a time can be set back")
    func checksum() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.write(toy: 7, to: "toy.fits")
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        try Sidecar.write(for: path, content: .translated, catalog: samples.catalog)
        try samples.write(toy: 8, to: "toy.fits")
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        #expect(Sidecar.problem(of: path) == nil)
        let problem = Sidecar.problem(of: path, comparesChecksum: true)
        #expect(problem?.message.contains("the content changed though the time of its last change did not") == true)
    }

    @Test("of somebody else, without a record, is compared by time")
    func unrecorded() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.write(toy: 7, to: "toy.fits")
        try samples.folder.write("{\"__CONTENT__\": \"metadata\", \"INSTRUME\": \"Toy\"}", to: "toy.json")
        #expect(Sidecar.problem(of: path)?.code.rawValue == "unrecorded-sidecar")
        #expect(Sidecar.problem(of: path)?.severity == .warning)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
            ofItemAtPath: samples.folder.path + "/toy.json")
        #expect(Sidecar.problem(of: path)?.code.rawValue == "stale-sidecar")
    }

    @Test(
        "that does not say what it holds is guessed, with a warning",
        arguments: [
            ("{\"observation_id\": \"a\", \"instrument\": \"Toy\"}", HeaderContent.translated),
            ("{\"observation_id\": \"a\", \"instrument\": \"Toy\", \"X\": 3}", .metadata),
            ("{\"INSTRUME\": \"Toy\"}", .metadata),
        ])
    func guessed(_ text: String, _ content: HeaderContent) throws {
        let folder = try TemporaryFolder()
        let sidecar = try Sidecar(path: try folder.write(text, to: "x.json"))
        #expect(sidecar.content == content)
        #expect(sidecar.diagnostics.map(\.code.rawValue) == ["missing-content"])
        #expect((sidecar.info != nil) == (content == .translated))
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("{\"__CONTENT__\": \"raw\"}", ["unknown-content"]), ("{\"__CONTENT__\": 3}", ["wrong-type"]),
            ("[1]", ["wrong-type"]), ("{\"__CONTENT__\": \"translated\", \"X\": 1}", ["unknown-key"]),
            ("{\"__CONTENT__\": \"metadata\", \"A\": {}}", ["wrong-type"]), ("{", ["syntax"]),
        ])
    func refused(_ text: String, _ expected: [String]) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "x.json")
        #expect(codes { _ = try Sidecar(path: path) } == expected)
    }

    @Test("is not written for a file that nobody can read or recognise; a record says why")
    func bad() throws {
        let samples = try HeaderFileSamples()
        let broken = try samples.folder.write("no FITS", to: "broken.fits")
        let record = try Sidecar.write(for: broken, content: .translated, catalog: samples.catalog)
        #expect(record.status == .error)
        #expect(record.diagnostics.map(\.message).count == 1)
        let foreign = try samples.folder.write(fits([("INSTRUME", .string("Other"))]), to: "foreign.fits")
        #expect(try Sidecar.write(for: foreign, content: .translated, catalog: samples.catalog).status == .unknown)
        #expect(!FileManager.default.fileExists(atPath: Sidecar.path(for: broken)))
        #expect(!FileManager.default.fileExists(atPath: Sidecar.path(for: foreign)))
        // The cards of a file can be kept whoever wrote it.
        #expect(try Sidecar.write(for: foreign, content: .metadata, catalog: samples.catalog).status == .unknown)
        #expect(try Sidecar(path: Sidecar.path(for: foreign)).header?["INSTRUME"] == .string("Other"))
    }
}
