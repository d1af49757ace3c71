import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsRegistry
import ObsText
import ObsTime
import TestSupport
import Testing

@Suite("Files of datasets")
struct DatasetFilesTests {
    static func dataset(_ uri: String, checksum: ContentHash? = nil, size: Int? = nil) -> CalibrationDataset {
        CalibrationDataset(
            id: Samples.id("1a"), kind: "bias", keys: CalibrationKeys(detector: 1), uri: uri, checksum: checksum,
            size: size)
    }

    @Test(
        "A path that leaves the folder is refused, in whatever guise",
        arguments: ["../a", "a/../../b", "/etc/passwd", "..", "./../a", "a\0b", "a/b/../../../c"])
    func leaves(path: String) throws {
        let error = try registryError { try DatasetFiles.check(uri: path) }
        #expect(error.code == .pathLeavesFolder)
        var backend = try RegistryBackend(.begin, "2a")
        #expect(try registryError { try backend.add(Self.dataset(path)) }.code == .pathLeavesFolder)
        #expect(
            try registryError { try backend.registry.write { try $0.move(Samples.id("2a"), to: path) } }.code
                == .pathLeavesFolder)
        try backend.certify(["2a"], during: .always)
    }

    @Test(
        "A path inside the folder and a URI are no problem",
        arguments: ["a", "a/../b", "a/./b", "file:///x", "s3://b/k"])
    func stays(path: String) throws { try DatasetFiles.check(uri: path) }

    @Test("A file that is missing, shorter, changed, or a link that leads outside has an error of its own")
    func files() throws {
        let folder = try TemporaryFolder()
        let outside = try TemporaryFolder()
        try folder.write("hello", to: "d/a.fits")
        try outside.write("hello", to: "a.fits")
        let files = DatasetFiles(folder: folder.path)
        let hash = ContentHash(of: Array("hello".utf8))
        try files.check(Self.dataset("d/a.fits", checksum: hash, size: 5))
        try files.check(Self.dataset("file://\(outside.path)/a.fits", checksum: hash, size: 5))
        try files.check(Self.dataset("https://example.org/a.fits", checksum: hash, size: 77))
        let contents = try #require(try files.contents(of: Self.dataset("d/a.fits")))
        #expect(contents.size == 5 && contents.checksum == hash)
        func code(_ dataset: CalibrationDataset) throws -> RegistryError.Code {
            try registryError { try files.check(dataset) }.code
        }
        #expect(try code(Self.dataset("d/b.fits", size: 5)) == .missingFile)
        #expect(try code(Self.dataset("d")) == .missingFile)
        #expect(try code(Self.dataset("d/a.fits", size: 6)) == .changedFile)
        #expect(try code(Self.dataset("d/a.fits", checksum: ContentHash(of: []), size: 5)) == .changedFile)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: outside.path)
        #expect(try code(Self.dataset("link/a.fits")) == .pathLeavesFolder)
    }
}
