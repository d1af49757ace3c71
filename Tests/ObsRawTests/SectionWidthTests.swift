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

@Suite("Segments of other widths than the camera's")
struct SectionWidthTests {
    /// A golden raw layout with segments of another size, in which the columns behind the data are serial overscan.
    private static func ramp(_ name: String, width: Int, height: Int) throws -> RawRamp {
        var ramp = try GoldenRaw(path: "\(Repository.root.path)/Cameras/LSST/conformance/raw/\(name).yaml").ramp
        for image in ramp.images.indices {
            (ramp.images[image].width, ramp.images[image].height) = (width, height)
            for place in ramp.images[image].amplifiers.indices {
                let data = ramp.images[image].amplifiers[place].data.box
                func section(_ x: Int, _ y: Int, _ endX: Int, _ endY: Int) throws -> FITSSection? {
                    x < endX && y < endY ? try FITSSection("[\(x + 1):\(endX),\(y + 1):\(endY)]") : nil
                }
                ramp.images[image].amplifiers[place].regions[.serialOverscan] = try section(
                    data.endX, data.y, width, data.endY)
                ramp.images[image].amplifiers[place].regions[.parallelOverscan] = try section(
                    data.x, data.endY, data.endX, height)
            }
        }
        return ramp
    }

    private static func detector(_ layout: String) throws -> Detector {
        let camera = try Places.catalog.instrument(named: "LSSTCam").camera(at: try Instant("2025-06-09"))
        return try #require(camera.detectors.first { $0.layout.name == layout })
    }

    @Test(
        "are assembled to the ramp that their headers make, every pixel of data and overscans, with a warning",
        arguments: [
            ("E2V", 522, 2048), ("E2V", 572, 2048), ("E2V", 544, 2048), ("E2V", 522, 2002), ("ITL", 522, 2048),
            ("ITL", 572, 2048), ("ITL", 544, 2048), ("ITL_WF", 572, 2048),
        ])
    func adapted(_ layout: String, _ width: Int, _ height: Int) throws {
        let detector = try Self.detector(layout)
        let ramp = try Self.ramp(layout, width: width, height: height)
        let problems = ramp.problems(with: detector)
        #expect(problems.count == 1)
        #expect(problems.first?.contains("\(width) by \(height) pixels in the file, 576 by 2048 in the camera") == true)
    }

    @Test(
        "are refused when they hold no more than part of the data",
        arguments: [("E2V", 521, 2048), ("E2V", 576, 2001), ("ITL", 511, 2048)])
    func refused(_ layout: String, _ width: Int, _ height: Int) throws {
        let detector = try Self.detector(layout)
        let error = #expect(throws: DiagnosticsError.self) { try RawLayout(of: detector) { _ in (width, height) } }
        #expect(error?.diagnostics.map(\.code) == [Diagnostic.Code](repeating: .rawSize, count: 16))
    }

    @Test("come out of a file as they must", arguments: [522, 572])
    func file(_ width: Int) throws {
        let folder = try TemporaryFolder()
        let golden = try GoldenHeader(path: "\(Repository.root.path)/Cameras/LSST/conformance/headers/LSSTCamSim.yaml")
        let ramp = try Self.ramp("E2V", width: width, height: 2048)
        var (hdus, images) = (golden.hdus, [Int: PixelImage<Int32>]())
        for (number, image) in ramp.images.enumerated() {
            images[hdus.count] = ramp.pixels(of: number, width: 4096)
            hdus.append(Header(cards: [Card("EXTNAME", .string(image.extensionName ?? ""))]))
        }
        let path = folder.path + "/raw.fits"
        try SampleRaw.write(hdus, images, to: path)
        let raw = try #require(try RawFile(path: path, in: Places.catalog).detectors.first)
        #expect(raw.diagnostics.map(\.code) == [.adaptedSection])
        let image = try raw.image(.trimmed, as: Int32.self)
        #expect(image.pixels.values == Array(1...4096 * 4004))
        // Into memory that is there.
        var there = [Int32](repeating: -1, count: 4096 * 4004)
        try unsafe there.withUnsafeMutableBufferPointer { _ = try unsafe raw.read(.trimmed, into: $0) }
        #expect(there == image.pixels.values)
        let untrimmed = try raw.image(.untrimmed, as: Int32.self)
        #expect(untrimmed.pixels.box == Box(width: 8 * width, height: 4096))
        let amplifier = try #require(untrimmed.amplifier(named: "C03"))
        #expect(untrimmed.view(.serialOverscan, of: amplifier).count == (width - 522) * 2002)
        #expect(
            try raw.amplifier(named: "C13", .trimmed, as: Int32.self)
                == image.view(.data, of: try #require(image.amplifier(named: "C13"))).copied)
    }
}
