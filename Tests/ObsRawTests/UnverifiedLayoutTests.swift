import Foundation
import ObsFITS
import ObsGeometry
import ObsKit
import ObsKitConformance
import ObsRaw
import ObsText
import ObsTime
import TestSupport
import Testing

@Suite("Sensor layouts that nobody has seen in a file")
struct UnverifiedLayoutTests {
    private func raw(_ chip: Int, in folder: TemporaryFolder) throws -> RawDetector {
        let golden = try GoldenHeader(path: "\(Repository.root.path)/Cameras/HSC/conformance/headers/science.yaml")
        let cards = golden.hdus[0].filter { $0.keyword != "DET-ID" && $0.keyword != "T_CCDSN" }
        let header = Header(cards: cards + [Card("DET-ID", .integer(chip))])
        let path = "\(folder.path)/\(chip).fits"
        try SampleRaw.write([header], [0: PixelImage(width: 2144, height: 4241, filledWith: 0)], to: path)
        return try #require(try RawFile(path: path, in: Places.catalog).detectors.first)
    }

    @Test("are named with the reason, as the package gives it, and no others are", arguments: [100, 101, 102, 103, 50])
    func diagnostic(_ chip: Int) throws {
        let folder = try TemporaryFolder()
        let raw = try raw(chip, in: folder)
        let found = raw.diagnostics.filter { $0.code == .unverifiedLayout }
        guard chip >= 100 else {
            #expect(found.isEmpty && raw.detector.layout.unverified == nil)
            return
        }
        let reason = try #require(raw.detector.layout.unverified)
        #expect(found.map(\.severity) == [.warning])
        #expect(
            found.first?.message == "how detector \(raw.detector.name) lies in raw files is not verified: \(reason)")
        #expect(try raw.layout().untrimmedBox == Box(width: 2144, height: 4241))
    }

    @Test("have a golden raw layout that says so too")
    func golden() throws {
        for path in Places.goldenRaws {
            let golden = try GoldenRaw(path: path)
            for name in golden.instruments {
                let camera = try Places.catalog.instrument(named: name).camera(at: try Instant("2025-09-01"))
                for detector in camera.detectors where detector.layout.name == golden.layout {
                    #expect(detector.layout.unverified == nil || golden.unverified != nil, "\(path)")
                }
            }
        }
    }
}
