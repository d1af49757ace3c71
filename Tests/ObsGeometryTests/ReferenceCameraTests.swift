import Foundation
import Testing

@testable import ObsGeometry

/// Compares every number of every camera with the reference's, beyond the deviations that Documentation lists.
@Suite(
    .enabled(
        if: ReferenceNumbers.folder != nil,
        "the reference cameras lie beside the corpus: set OBSKIT_CORPUS to the folder of the corpus"))
struct ReferenceCameraTests {
    @Test(
        "Each camera is the reference's, but for what camera-deviations.txt lists", arguments: PackagedCamera.allCases)
    func camera(_ packaged: PackagedCamera) throws {
        var comparison = try CameraComparison(packaged.name)
        try comparison.compare(
            packaged.camera(), with: ReferenceNumbers.read(packaged.reference), allDetectors: packaged != .decam)
        #expect(comparison.wrong.prefix(10) == [])
        #expect(comparison.unused == [], "deviations that are none")
    }

    @Test(
        "LSSTCam as of a day is as the reference was on that day",
        arguments: [
            "2021-02-08_bd4b8cc4", "2022-01-18_2d00092d", "2022-08-05_3a834b7e", "2022-11-11_e3829863",
            "2023-07-20_3b07fb09", "2024-02-08_a4fdd0ea",
        ])
    func edition(_ file: String) throws {
        var comparison = try CameraComparison("LSSTCam")
        let camera = try PackagedCamera.lsstCam.camera(asOf: String(file.prefix(10)))
        try comparison.compare(camera, with: ReferenceNumbers.read("history_lsstCam_\(file)"), allDetectors: true)
        #expect(comparison.wrong.prefix(10) == [])
    }

    @Test("HSC's corners are those that afw saved, to 1e-12 rad")
    func savedCorners() throws {
        let camera = try PackagedCamera.hsc.camera()
        let saved = try ReferenceNumbers.read("hsc_afw_saved_corners")
        #expect(saved.count == 112)
        for (name, value) in saved {
            let detector = try #require(camera.detector(named: name))
            for corner in try #require(value as? [[String: [Double]]]) {
                let pixel = try #require(Point(corner["pixel"]))
                let plane = try #require(Point(corner["focalPlaneMm"]))
                let angle = try #require(Point(corner["fieldAngleRad"]))
                #expect(detector.pixelsToFocalPlane(pixel).distance(to: plane) < 1e-9)
                #expect(detector.pixelsToFieldAngle(pixel).distance(to: angle) < 1e-12)
            }
        }
    }

    @Test("All 74 chips of DECam lie where the survey of the chips has them, and in their HDUs")
    func allChips() throws {
        let camera = try PackagedCamera.decam.camera()
        let chips = try #require(ReferenceNumbers.read("decam_all74")["chips"] as? [[String: Any]])
        #expect(chips.count == 74 && camera.detectors.count == 74)
        for chip in chips {
            let detector = try #require(camera.detector(chip["id"] as? Int ?? -1))
            #expect(detector.name == chip["name"] as? String)
            #expect(detector.type.rawValue.uppercased() == chip["type"] as? String)
            let center = try #require(Point(chip["centreMm"] as? [Double]))
            #expect(try detector.center(in: .focalPlane).distance(to: center) < 1e-9)
            #expect(detector.slot.orientation.yaw == chip["yawDeg"] as? Double)
            #expect([detector.box.width, detector.box.height] == chip["pixels"] as? [Int])
            #expect(detector.slot.hdu == chip["rawHDU"] as? Int)
        }
    }
}

extension Point {
    /// A point of a list of two numbers.
    init?(_ list: [Double]?) {
        guard let list, list.count == 2 else { return nil }
        self.init(list[0], list[1])
    }
}
