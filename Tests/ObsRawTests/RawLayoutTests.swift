import ObsGeometry
import ObsKitConformance
import ObsText
import TestSupport
import Testing
@testable import ObsRaw

@Suite("The raw layout of a detector")
struct RawLayoutTests {
    /// The ramp that headers of the sample detector would give.
    private static let ramp = RawRamp(images: [
        image("SegA", 1, "A", "[1:6,1:4]"), image("SegB", 2, "B", "[12:7,1:4]"),
        image("SegC", 3, "C", "[1:6,8:5]"), image("SegD", 4, "D", "[12:7,8:5]"),
    ])

    private static func image(_ name: String, _ hdu: Int, _ amplifier: String, _ lands: String) -> RawRamp.Image {
        func section(_ text: String) -> FITSSection? { try? FITSSection(text) }
        let channels = [section("[3:8,1:4]"), section(lands), section("[9:10,1:4]"), section("[3:8,5:6]")].compactMap(
            \.self)
        return RawRamp.Image(
            extensionName: name, hdu: hdu, width: 10, height: 6,
            amplifiers: channels.count < 4
                ? []
                : [
                    RawRamp.Channel(
                        name: amplifier, data: channels[0], lands: channels[1],
                        regions: [.serialOverscan: channels[2], .parallelOverscan: channels[3]])
                ])
    }

    @Test("assembles a ramp made of headers alone")
    func ramp() throws {
        #expect(Self.ramp.problems(with: try SampleDetector.detector()) == [])
    }

    @Test(
        "fails the ramp when a flip, a box, an offset, the order or an overscan is wrong",
        arguments: [
            ("flip: x,", "flip: none,"), ("flip: x,", "flip: y,"), ("flip: x,", "flip: xy,"),
            ("flip: y,", "flip: none,"),
            ("flip: xy,", "flip: x,"), ("data_px: [2, 0, 6, 4]", "data_px: [1, 0, 6, 4]"),
            ("serial_overscan_px: [8, 0, 2, 4]", "serial_overscan_px: [9, 0, 1, 4]"),
            ("{name: A, hdu: 1, extension: SegA", "{name: A, hdu: 2, extension: SegB"),
            ("name: D", "name: E"),
            ("hdu: 4, extension: SegD", "hdu: 5, extension: SegE"),
        ])
    func wrong(_ text: String, _ replacement: String) throws {
        var changed = SampleDetector.segments
        if replacement.contains("SegB") {
            changed = changed.replacing("hdu: 2, extension: SegB", with: "hdu: 1, extension: SegA")
        }
        if replacement.contains("[1, 0, 6, 4]") {
            changed = changed.replacing("serial_prescan_px: [0, 0, 2, 4]", with: "serial_prescan_px: [0, 0, 1, 4]")
                .replacing("serial_overscan_px: [8, 0, 2, 4]", with: "serial_overscan_px: [7, 0, 2, 4]")
                .replacing("parallel_overscan_px: [2, 4, 6, 2]", with: "parallel_overscan_px: [1, 4, 6, 2]")
        }
        // The first in the text that is not one of those just changed.
        if let range = changed.ranges(of: text).last(where: { _ in true }) {
            changed.replaceSubrange(range, with: replacement)
        }
        let problems = Self.ramp.problems(with: try SampleDetector.detector(changed))
        #expect(!problems.isEmpty)
    }

    @Test("of an untrimmed image gives the images of the file back")
    func back() throws {
        let layout = try RawLayout(of: try SampleDetector.detector())
        let images = (0..<4).map { number in
            PixelImage(width: 10, height: 6, values: (0..<60).map { Int16($0 + 100 * number) })
        }
        let untrimmed: PixelImage<Int16> = try layout.assembled(.untrimmed, from: images)
        #expect(untrimmed.width == 20 && untrimmed.height == 12)
        #expect(layout.images(of: untrimmed) == images)
        let trimmed: PixelImage<Int16> = try layout.assembled(.trimmed, from: images)
        #expect(layout.trimmed(untrimmed) == trimmed)
        #expect(layout.restored(trimmed, into: untrimmed) == untrimmed)
        // A is not mirrored: its corner is the third pixel of its first row; D's last is its first.
        #expect(trimmed[0, 0] == 2 && trimmed[11, 7] == 302 && trimmed[11, 0] == 102 && trimmed[0, 7] == 202)
    }

    @Test("gives any rectangle of the assembled image")
    func rectangles() throws {
        let layout = try RawLayout(of: try SampleDetector.detector())
        let images = (0..<4).map { number in
            PixelImage(width: 10, height: 6, values: (0..<60).map { Int32($0 + 100 * number) })
        }
        for form in AssembledForm.allCases {
            let whole: PixelImage<Int32> = try layout.assembled(form, from: images)
            for x in 0..<whole.width - 2 {
                for y in 0..<whole.height - 1 {
                    let box = try #require(
                        Box(x: x, y: y, width: min(7, whole.width - x), height: min(5, whole.height - y)))
                    let part: PixelImage<Int32> = try layout.assembled(form, in: box, from: images)
                    #expect(part == whole[box].copied, "\(form) \(box)")
                }
            }
        }
    }

    @Test("mirrors rows of any length and pixels of any size")
    func mirrored() throws {
        func check<Pixel: FixedWidthInteger & BitwiseCopyable & Sendable>(_: Pixel.Type) throws {
            for width in [1, 2, 15, 16, 17, 31, 32, 33, 100] {
                let source = Box(width: width + 3, height: 3)
                let values = (0..<source.area).map { Pixel(truncatingIfNeeded: $0 &* 7 &+ 1) }
                for flips in [Flips.none, Flips(x: true, y: false), Flips(x: false, y: true), Flips(x: true, y: true)] {
                    let piece = RawPiece(
                        amplifier: "A", image: 0, source: try #require(Box(x: 2, y: 1, width: width, height: 2)),
                        target: try #require(Box(x: 1, y: 0, width: width, height: 2)), flips: flips)
                    let made = unsafe PixelImage<Pixel>(width: width + 2, height: 2) { target in
                        unsafe target.initialize(repeating: 0)
                        unsafe values.withUnsafeBufferPointer {
                            unsafe piece.copy(from: $0, of: source, into: target, width: width + 2)
                        }
                    }
                    for y in 0..<2 {
                        for x in 0..<width {
                            let (column, row) = (flips.x ? width - 1 - x : x, flips.y ? 1 - y : y)
                            #expect(made[x + 1, y] == values[(row + 1) * source.width + column + 2])
                        }
                        #expect(made[0, y] == 0 && made[width + 1, y] == 0)
                    }
                }
            }
        }
        try check(UInt8.self)
        try check(Int16.self)
        try check(UInt32.self)
        try check(Int64.self)
    }

    @Test("is of one raw geometry with another that differs in gains alone")
    func geometry() throws {
        let text = SampleDetector.segments
        func geometry(_ text: String) throws -> RawGeometry {
            RawGeometry(of: try SampleDetector.detector(text).layout)
        }
        let own = try geometry(text)
        #expect(
            own == (try geometry(text.replacing("pixel_size_mm: [0.01, 0.01]", with: "pixel_size_mm: [0.02, 0.02]"))))
        #expect(
            own
                == (try geometry(
                    text.replacing("readout_corner: lower-left", with: "readout_corner: lower-left\n      gain: 2"))))
        for (old, new) in [
            ("flip: x,", "flip: none,"), ("parallel_overscan_px: [2, 4, 6, 2]", "parallel_overscan_px: [2, 4, 6, 1]"),
            ("name: D", "name: E"),
            ("hdu: 4, extension: SegD", "hdu: 5, extension: SegE"),
            ("raw_offset_px: [10, 0]", "raw_offset_px: [11, 0]"),
            ("serial_overscan_px: [8, 0, 2, 4]", "serial_overscan_px: [8, 0, 1, 4]"),
            ("size_px: [12, 8]", "size_px: [12, 8]\n    file_flip: y"),
        ] {
            #expect(own != (try geometry(text.replacing(old, with: new))), "\(new)")
        }
    }

    @Test("gives pieces by the rows of the file")
    func bands() throws {
        let layout = try RawLayout(of: try SampleDetector.detector())
        let images = (0..<4).map { number in
            PixelImage(width: 10, height: 6, values: (0..<60).map { Int32($0 + 100 * number) })
        }
        let whole: PixelImage<Int32> = try layout.assembled(.untrimmed, from: images)
        let made = unsafe PixelImage<Int32>(width: 20, height: 12) { target in
            for piece in layout.pieces(of: .untrimmed) {
                for start in stride(from: 0, to: 6, by: 4) {
                    guard let part = piece.clipped(toSourceRows: start..<start + 4) else { continue }
                    unsafe images[part.image].values.withUnsafeBufferPointer {
                        unsafe part.copy(from: $0, of: images[part.image].box, into: target, width: 20)
                    }
                }
            }
        }
        #expect(made == whole)
    }

    @Test("has amplifiers that fit the assembled image: boxes, corners, nothing to flip")
    func amplifiers() throws {
        let layout = try RawLayout(of: try SampleDetector.detector())
        let untrimmed = layout.amplifiers(in: .untrimmed)
        #expect(untrimmed.map(\.readoutCorner) == [.lowerLeft, .lowerRight, .upperLeft, .upperRight])
        #expect(untrimmed.allSatisfy { $0.flips == .none && $0.rawOffset == (0, 0) })
        #expect(
            untrimmed.map(\.rawDataBox.description) == [
                "[2, 0, 6, 4]", "[12, 0, 6, 4]", "[2, 8, 6, 4]", "[12, 8, 6, 4]",
            ])
        #expect(untrimmed[3].rawSerialOverscanBox.description == "[10, 8, 2, 4]")
        let trimmed = layout.amplifiers(in: .trimmed)
        #expect(trimmed.map(\.rawDataBox) == trimmed.map(\.box))
        #expect(trimmed.map(\.readoutCorner) == untrimmed.map(\.readoutCorner))
        #expect(trimmed.allSatisfy { $0.rawSerialOverscanBox.isEmpty })
    }
}

@Suite("Sections of another size than the camera's")
struct RawFittingTests {
    private func layout(_ width: Int, _ height: Int) throws -> RawLayout {
        try RawLayout(of: try SampleDetector.detector()) { _ in (width, height) }
    }

    @Test("are adapted when only overscans differ, with a warning")
    func adapted() throws {
        let layout = try layout(13, 5)
        #expect(layout.diagnostics.map(\.code) == [.adaptedSection])
        #expect(
            layout.diagnostics.first?.message
                == "4 amplifiers of detector S0: 13 by 5 pixels in the file, 10 by 6 in the camera; serial overscan [8, 0, 5, 4], parallel overscan [2, 4, 6, 1] now"
        )
        #expect(layout.untrimmedBox == Box(width: 26, height: 10))
        #expect(layout.amplifiers.map(\.rawSerialOverscanBox.width) == [5, 5, 5, 5])
        #expect(layout.amplifiers.map(\.rawParallelOverscanBox.height) == [1, 1, 1, 1])
        #expect(layout.amplifiers.map(\.rawOffset.x) == [0, 13, 0, 13])
        #expect(layout.amplifiers.map(\.rawOffset.y) == [0, 0, 5, 5])
        let images = (0..<4).map { PixelImage(width: 13, height: 5, filledWith: Int32($0 + 1)) }
        let trimmed: PixelImage<Int32> = try layout.assembled(.trimmed, from: images)
        #expect(trimmed[0, 0] == 1 && trimmed[11, 7] == 4)
    }

    @Test("may lose an overscan altogether")
    func noOverscan() throws {
        let layout = try layout(8, 4)
        #expect(layout.amplifiers.allSatisfy { $0.rawSerialOverscanBox.isEmpty && $0.rawParallelOverscanBox.isEmpty })
        #expect(layout.diagnostics.count == 1)
    }

    @Test("are refused when light-sensitive pixels are missing, each with its names and sizes")
    func refused() throws {
        for (width, height) in [(7, 6), (10, 3), (1, 1)] {
            let error = #expect(throws: DiagnosticsError.self) { try layout(width, height) }
            #expect(error?.diagnostics.map(\.code) == [.rawSize, .rawSize, .rawSize, .rawSize])
            #expect(error?.diagnostics.first?.message.contains("\(width) by \(height)") == true)
        }
    }

    @Test("that are missing are named")
    func missing() throws {
        let detector = try SampleDetector.detector()
        let error = #expect(throws: DiagnosticsError.self) {
            try RawLayout(of: detector) { place in
                place == .named("SEGC", usually: 3) ? nil : (10, 6)
            }
        }
        #expect(error?.diagnostics.map(\.code) == [.missingImage])
        #expect(error?.diagnostics.first?.message.contains("HDU SEGC, which holds amplifier C") == true)
    }

    @Test("are refused when several amplifiers share the image")
    func shared() throws {
        let text = SampleDetector.segments.replacing("hdu: 2, extension: SegB", with: "hdu: 1, extension: SegA")
            .replacing(
                "box_px: [6, 0, 6, 4], flip: x, raw_offset_px: [10, 0]",
                with:
                    "box_px: [6, 0, 6, 4], raw_px: [10, 0, 10, 6], data_px: [12, 0, 6, 4], serial_prescan_px: [10, 0, 2, 4], "
                    + "serial_overscan_px: [18, 0, 2, 4], parallel_overscan_px: [12, 4, 6, 2], raw_offset_px: [0, 0]")
        let detector = try SampleDetector.detector(text)
        let error = #expect(throws: DiagnosticsError.self) {
            try RawLayout(of: detector) { place in
                place == .named("SEGA", usually: 1) ? (22, 6) : (10, 6)
            }
        }
        #expect(error?.diagnostics.map(\.code) == [.rawSize])
    }

    @Test("that lie too far apart for an image are refused")
    func tooFar() throws {
        let text = SampleDetector.segments.replacing("raw_offset_px: [10, 6]", with: "raw_offset_px: [900000000, 60]")
        let detector = try SampleDetector.detector(text)
        let error = #expect(throws: DiagnosticsError.self) { try RawLayout(of: detector) }
        #expect(error?.diagnostics.map(\.code) == [.rawLayout])
    }
}

@Suite("Statistics of a region")
struct RegionStatisticsTests {
    @Test("give level and noise of normal noise")
    func normal() throws {
        var generator = SeededGenerator(seed: 3)
        // Sums of twelve uniform numbers: variance 1.
        let values = (0..<50_000).map { _ in
            1000 + 5 * ((0..<12).reduce(0.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) } - 6)
        }
        let statistics = try #require(RegionStatistics(values))
        #expect(abs(statistics.level - 1000) < 0.1 && abs(statistics.noise - 5) < 0.1)
        let whole = try #require(RegionStatistics(values.map { $0.rounded() }))
        // Rounding adds a twelfth to the variance.
        #expect(abs(whole.level - 1000) < 0.1 && abs(whole.noise - (25 + 1.0 / 12).squareRoot()) < 0.1)
        let dirty = try #require(RegionStatistics(values + [Double](repeating: 60_000, count: 500) + [.nan, -9e9]))
        #expect(abs(dirty.level - statistics.level) < 0.05 && abs(dirty.noise - statistics.noise) < 0.05)
        #expect(dirty.undefined == 1 && statistics.undefined == 0)
        #expect(dirty.count == 50_501 && dirty.maximum == 60_000 && dirty.minimum == -9e9)
    }

    @Test("stand still where nothing scatters, and are none of nothing")
    func constant() throws {
        let statistics = try #require(RegionStatistics([Double](repeating: 7, count: 100)))
        #expect(statistics.level == 7 && statistics.noise == 0 && statistics.used == 100 && statistics.median == 7)
        #expect(RegionStatistics([]) == nil)
        #expect(RegionStatistics([.nan]) == nil)
        let one = try #require(RegionStatistics([3.5]))
        #expect(one.level == 3.5 && one.noise == 0)
    }
}
