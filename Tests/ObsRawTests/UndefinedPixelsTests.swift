import ObsGeometry
import ObsRaw
import ObsText
import Testing

@Suite("Undefined pixels of several images")
struct UndefinedPixelsTests {
    /// Four images of the sample detector, of which the pixel 7 is undefined in those that have a value for it.
    private func assembled<Pixel: FixedWidthInteger & BitwiseCopyable & Sendable>(
        _ undefined: [Pixel?], _ value: (Int) -> Pixel
    ) throws -> (image: PixelImage<Pixel>, back: [PixelImage<Pixel>], layout: RawLayout) {
        let layout = try RawLayout(of: try SampleDetector.detector())
        let images = undefined.map { undefined in
            PixelImage(
                width: 10, height: 6, values: (0..<60).map { $0 == 7 ? undefined ?? value($0) : value($0) },
                undefined: undefined)
        }
        let image: PixelImage<Pixel> = try layout.assembled(.untrimmed, from: images)
        return (image, layout.images(of: image), layout)
    }

    @Test("keep their value where all images have it")
    func same() throws {
        let (image, back, layout) = try assembled([-1, -1, -1, -1] as [Int16?]) { Int16($0) }
        #expect(image.undefined == -1 && image.values.count { $0 == -1 } == 4)
        #expect(back.allSatisfy { $0.undefined == -1 && $0.values[7] == -1 })
        let trimmed = layout.trimmed(image)
        #expect(trimmed.undefined == -1)
        #expect(layout.restored(trimmed, into: image) == image)
        #expect(image[image.box].undefined == -1 && image[image.box].copied == image)
    }

    @Test("become one value that no other pixel has")
    func different() throws {
        let cases: [([Int16?], Int16)] = [
            ([-1, nil, nil, nil], -1), ([-1, -2, nil, -1], -1), ([5, -2, nil, nil], -2), ([5, 6, 8, nil], .min),
        ]
        for (undefined, expected) in cases {
            let (image, back, _) = try assembled(undefined) { Int16($0) }
            #expect(image.undefined == expected)
            for (number, part) in back.enumerated() {
                let count = part.values.count { $0 == expected }
                let own = undefined[number]
                // Where 5 is the number for them, the pixel of value 5 is undefined as well.
                let expectedCount = own.map { (0..<60).contains(Int($0)) ? 2 : 1 } ?? 0
                #expect(count == expectedCount, "\(undefined) image \(number)")
            }
        }
    }

    @Test("get the least number that is free where least and greatest are pixels, and are refused where none is")
    func full() throws {
        let box = try #require(Box(x: 0, y: 0, width: 16, height: 16))
        let other = try #require(Box(x: 0, y: 16, width: 16, height: 16))
        func unify(without gap: UInt8?) throws -> UInt8? {
            var pixels = (0..<512).map { UInt8(truncatingIfNeeded: $0) }.map { $0 == gap ? 1 : $0 }
            return try unsafe pixels.withUnsafeMutableBufferPointer {
                try unsafe UndefinedPixels.unify([(box, 3), (other, nil)], in: $0, width: 16)
            }
        }
        #expect(try unify(without: 200) == 200)
        let error = #expect(throws: DiagnosticsError.self) { try unify(without: nil) }
        #expect(error?.diagnostics.map(\.code) == [.noUndefinedValue])
        #expect(error?.diagnostics.first?.message.contains("every number of UInt8") == true)
    }

    @Test("of fractions need no value")
    func floats() throws {
        var pixels: [Float] = [1, .nan]
        let box = try #require(Box(x: 0, y: 0, width: 1, height: 1))
        let value = try unsafe pixels.withUnsafeMutableBufferPointer {
            try unsafe UndefinedPixels.unify([(box, 1 as Float?)], in: $0, width: 2)
        }
        #expect(value == nil && pixels[0] == 1)
    }
}
