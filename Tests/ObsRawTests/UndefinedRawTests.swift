import Foundation
import ObsFITS
import ObsGeometry
import ObsKit
import ObsKitConformance
import ObsRaw
import ObsText
import TestSupport
import Testing

@Suite("Undefined pixels of raw files")
struct UndefinedRawTests {
    /// A file of the tutorial camera, of whose chip W a block of pixels is undefined, some of data and some of the overscan.
    private func raw(in folder: TemporaryFolder, _ change: (inout Data) throws -> Void = { _ in }) throws -> RawDetector
    {
        let golden = try GoldenHeader(path: "\(Repository.root.path)/Cameras/TwoChip/conformance/headers/science.yaml")
        let values = (0..<296 * 128).map { Int32(isUndefined($0) ? -999 : 100 + $0 % 3) }
        let images = [
            1: PixelImage(width: 296, height: 128, values: values, undefined: -999),
            2: PixelImage(width: 208, height: 160, filledWith: Int32(8)),
        ]
        let path = folder.path + "/raw.fits"
        try SampleRaw.write(golden.hdus, images, to: path)
        try SampleRaw.change(path, change)
        return try #require(try RawFile(path: path, in: SampleRaw.catalog).detector(named: "W"))
    }

    private func isUndefined(_ index: Int) -> Bool { index / 296 < 4 }

    @Test("stay undefined in whole numbers and in others")
    func image() throws {
        let folder = try TemporaryFolder()
        let raw = try raw(in: folder)
        #expect(raw.diagnostics.map(\.code) == [])
        let whole = try raw.image(.untrimmed, as: Int32.self)
        let real = try raw.image(.untrimmed, as: Float.self)
        #expect(whole.pixels.undefined == -999 && real.pixels.undefined == nil)
        let count = whole.pixels.values.count { $0 == -999 }
        #expect(count == 4 * 296)
        let (undefined, numbers) = (whole.pixels.values.map { $0 == -999 }, real.pixels.values.map(\.isNaN))
        #expect(undefined == numbers)
        var there = [Int32](repeating: 0, count: whole.pixels.values.count)
        let undefinedValue = try unsafe there.withUnsafeMutableBufferPointer {
            try unsafe raw.read(.untrimmed, into: $0)
        }
        #expect(undefinedValue == -999)
        let box = try #require(Box(x: 0, y: 0, width: 20, height: 20))
        #expect(try raw.pixels(in: box, of: .untrimmed, as: Int32.self).undefined == -999)
    }

    @Test("are left out of statistics, which count them, in whole numbers as in others")
    func statistics() throws {
        let folder = try TemporaryFolder()
        let raw = try raw(in: folder)
        let whole = AmplifierStatistics.all(in: try raw.image(.untrimmed, as: Int32.self))
        #expect(whole == AmplifierStatistics.all(in: try raw.image(.untrimmed, as: Double.self)))
        let sums = whole.map(\.undefined)
        #expect(sums.contains { $0 > 0 })
        for statistics in whole {
            #expect(statistics.data?.minimum == 100 && statistics.data?.maximum == 102)
            #expect(statistics.serialOverscan?.minimum ?? 100 == 100)
            let counted = [statistics.data, statistics.serialOverscan, statistics.parallelOverscan]
            let sum = counted.compactMap { $0?.undefined }.reduce(0, +)
            #expect(statistics.undefined == sum)
        }
    }

    @Test("have a color of their own in a preview")
    func preview() throws {
        let folder = try TemporaryFolder()
        let raw = try raw(in: folder)
        let whole = RawPreview(try raw.image(.untrimmed, as: Int32.self), title: "W")
        let real = RawPreview(try raw.image(.untrimmed, as: Float.self), title: "W")
        #expect(whole.svg == real.svg && whole.undefined == 4 * 296)
        #expect(whole.limits.black == 100)
        #expect(whole.svg.contains("undefined: 1184 pixels") && whole.svg.contains("#d0108c"))
        let east = try #require(
            try RawFile(path: folder.path + "/raw.fits", in: SampleRaw.catalog).detector(named: "E"))
        let other = RawPreview(try east.image(.untrimmed, as: Int32.self), title: "E")
        #expect(other.undefined == 0 && !other.svg.contains("undefined") && !other.svg.contains("#d0108c"))
    }

    @Test("are said not to be known when the card of them is wrong")
    func badCard() throws {
        let folder = try TemporaryFolder()
        let raw = try raw(in: folder) { bytes in
            let card = Data("BLANK   =                 -999".utf8)
            let place = try #require(bytes.range(of: card))
            bytes.replaceSubrange(place, with: Data("BLANK   =               -999.5".utf8))
        }
        let diagnostic = try #require(raw.diagnostics.first { $0.code == .badBlank })
        #expect(diagnostic.severity == .warning)
        #expect(
            diagnostic.message == "HDU 1: BLANK = -999.5 is no whole number, so that no pixel is taken for undefined")
    }
}
