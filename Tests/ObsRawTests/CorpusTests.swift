import Foundation
import ObsGeometry
import ObsKit
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsRaw

/// The pixels of these files were taken out or changed without new sums.
@Suite("Assembled images of the corpus", .enabled(if: Corpus.isThere, "needs OBSKIT_CORPUS"))
struct AssembledCorpusTests {
    @Test(
        "are the expected ones in every pixel",
        arguments: [("e2v", 16_400_384), ("itl", 16_288_000)])
    func expected(_ name: String, _ count: Int) throws {
        let exposure = try RawFile(
            path: Places.corpus("assembly/\(name)_spot.fits.gz"), in: Places.catalog, verifiesSums: false)
        let raw = try #require(exposure.detectors.first)
        let image = try raw.image(.trimmed, as: Float.self)
        let expected = try ImageFile(path: Places.corpus("assembly/\(name)_expected_assembled.fits.gz"))
            .pixels(of: 0, as: Float.self)
        #expect(image.pixels.width == expected.width && image.pixels.height == expected.height)
        #expect(expected.values.count == count)
        #expect(image.pixels.values == expected.values)
        // A rectangle over eight amplifiers, and one amplifier.
        let box = try #require(Box(x: 1000, y: 1900, width: 1600, height: 300))
        let part = try raw.pixels(in: box, of: .trimmed, as: Float.self)
        #expect(part == image.pixels[box].copied)
        let amplifier = try #require(image.amplifier(named: "C13"))
        #expect(try raw.amplifier(named: "C13", .trimmed, as: Float.self) == image.view(.section, of: amplifier).copied)
        try differsWithWrongFlips(raw, expected)
    }

    /// With a wrong flip in x, in y or in both, pixels are others.
    private func differsWithWrongFlips(_ raw: RawDetector, _ expected: PixelImage<Float>) throws {
        let file = try ImageFile(path: raw.file.path, verifiesSums: false)
        let images = try raw.imageHDUs().map { hdu in
            let pixels = try file.pixels(of: hdu, as: Float.self)
            return PixelImage(width: pixels.width, height: pixels.height, values: pixels.values)
        }
        for wrong in [Flips(x: true, y: false), Flips(x: false, y: true), Flips(x: true, y: true)] {
            let camera = try raw.camera.edited { parts in
                for (key, layout) in parts.layouts {
                    var layout = layout
                    for index in layout.amplifiers.indices {
                        let own = layout.amplifiers[index].flips
                        layout.amplifiers[index].flips = Flips(x: own.x != wrong.x, y: own.y != wrong.y)
                    }
                    parts.layouts[key] = layout
                }
            }
            let detector = try #require(camera.detector(raw.detector.id))
            let image: PixelImage<Float> = try RawLayout(of: detector).assembled(.trimmed, from: images)
            #expect(image.values != expected.values, "\(wrong)")
        }
    }

    @Test(
        "come of every raw file, and a chip other than the camera's is said",
        arguments: [
            ("comCam-3019053000001-R22-S00-det000.fits", "LSSTComCam", false),
            ("latiss-3018092000065-det000.fits", "LATISS", false),
            ("lsstCam-3019031900001-R10-S02-det029.fits", "LSSTCam", true),
            ("lsstCam-30211212000310-R22-S22-det098.fits", "LSSTCam", false),
            ("lsstCamSim-7024032100720-R22-S11-det094.fits.fz", "LSSTCamSim", false),
            ("ts3-201607220607067-R071-S00-det071.fits", "LSST-TS3", false),
            ("ts8-201807241028453-RTM-010-S11-det067.fits", "LSST-TS8", false),
            ("ucd-2023103100227-R21-S01-det010.fits", "LSST-UCDCam", false),
        ])
    func raws(_ name: String, _ instrument: String, _ isAnotherChip: Bool) throws {
        let exposure = try RawFile(path: Places.corpus("raw/\(name)"), in: Places.catalog, verifiesSums: false)
        #expect(exposure.instrument == instrument)
        let raw = try #require(exposure.detectors.first)
        let type = try raw.pixelType()
        #expect(type == (instrument == "LSST-TS3" ? .uint16 : .int32))
        let trimmed = try raw.image(.trimmed, as: Int32.self)
        #expect(trimmed.pixels.box == raw.detector.box)
        let codes = raw.diagnostics.filter { $0.severity != .note }.map(\.code)
        let isAdapted = instrument == "LSST-TS3"
        #expect(codes == (isAnotherChip ? [.unknownDevice] : isAdapted ? [.adaptedSection] : []), "\(raw.diagnostics)")
    }

    @Test("say that the chip is another at another date")
    func anotherChip() throws {
        let exposure = try RawFile(
            path: Places.corpus("raw/latiss-3018092000065-det000.fits"), in: Places.catalog,
            at: try Instant("2020-06-01"))
        #expect(exposure.detectors.flatMap(\.diagnostics).map(\.code) == [.serialMismatch])
    }

    @Test("are taken apart into the images of the file")
    func identity() throws {
        let path = Places.corpus("raw/ts3-201607220607067-R071-S00-det071.fits")
        let raw = try #require(try RawFile(path: path, in: Places.catalog, verifiesSums: false).detectors.first)
        let layout = try raw.layout()
        let untrimmed = try raw.image(.untrimmed, as: UInt16.self).pixels
        #expect(layout.trimmed(untrimmed) == (try raw.image(.trimmed, as: UInt16.self).pixels))
        let file = try ImageFile(path: path, verifiesSums: false)
        for (image, hdu) in zip(layout.images(of: untrimmed), try raw.imageHDUs()) {
            #expect(try file.pixels(of: hdu, as: UInt16.self).values == image.values)
        }
    }
}
