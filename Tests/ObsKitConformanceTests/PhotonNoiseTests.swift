import Foundation
import ObsKit
import TestSupport
import Testing

@testable import ObsKitConformance

@Suite("The noise of a raw image")
struct PhotonNoiseTests {
    /// What is found of the good package, whose gains are 1.5 and 1.6 electron/ADU, beside a raw file.
    private func findings(_ image: PhotonImage) throws -> [Finding] {
        let folder = try TemporaryFolder()
        let path = try GoodPackage().write(to: folder)
        let golden = try GoldenHeader(path: "\(path)/conformance/headers/science.yaml")
        let raw = "\(folder.path)/raw.fits"
        try Data(image.fits(of: golden)).write(to: URL(fileURLWithPath: raw))
        let catalog = InstrumentCatalog(folders: [path])
        let package = try #require(catalog.packages.first { $0.location == path })
        return ConformanceReport(of: ConformanceSubject(package: package, catalog: catalog, raw: [raw])).findings
    }

    @Test("agrees with the gain that it was made with, and with others that only more than photons could contradict")
    func agrees() throws {
        for gain in [1.55, 1.2, 0.95, 2.4] { #expect(try findings(PhotonImage(gain: gain)).map(\.description) == []) }
    }

    @Test("is against the reciprocal of the gain, for each amplifier, with the figures", arguments: [0.65, 0.6])
    func inverted(_ gain: Double) throws {
        let found = try findings(PhotonImage(gain: gain))
        #expect(found.map(\.check) == Array(repeating: "gains-fit-noise", count: 4))
        #expect(found.allSatisfy { $0.message.contains("and at its reciprocal by") }, "\(found)")
    }

    @Test("is against a gain of less than half: nothing scatters less than photons")
    func tooSmall() throws {
        let found = try findings(PhotonImage(gain: 8))
        #expect(found.count == 4 && found.allSatisfy { $0.check == "gains-fit-noise" })
        #expect(!found[0].message.contains("reciprocal"))
    }

    @Test("says nothing without light, and without a scatter of the overscan")
    func silent() throws {
        #expect(try findings(PhotonImage(gain: 0.65, signal: 10)).isEmpty)
        #expect(try findings(PhotonImage(gain: 0.65, readNoise: 0)).isEmpty)
    }

    @Test("cannot be looked at in a file that is no raw file, which is told")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let path = try GoodPackage().write(to: folder)
        let raw = try folder.write("no image", to: "raw.fits")
        let catalog = InstrumentCatalog(folders: [path])
        let package = try #require(catalog.packages.first { $0.location == path })
        let report = ConformanceReport(of: ConformanceSubject(package: package, catalog: catalog, raw: [raw]))
        #expect(report.findings.map(\.check) == ["gains-fit-noise"])
        #expect(report.findings[0].message.contains("raw.fits: "))
    }
}
