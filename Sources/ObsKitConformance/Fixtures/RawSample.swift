internal import ObsFITS
internal import ObsGeometry
package import ObsKit
internal import ObsText
internal import ObsTranslation

/// A golden header as a raw file with pixels, to try things out on.
///
/// The pixels follow from the camera of the header's date, so that the file shows how raw images are put together and is no test
/// of whether the camera is right. In ADU: the level of an amplifier is 1000, and 100 more for each amplifier before it; the
/// light-sensitive pixels have 500 more, and one for each column and row of the assembled detector; other pixels have the
/// level alone.
package struct RawSample {
    /// The bytes of the file.
    package let fits: [UInt8]
    /// How many of its HDUs hold pixels.
    package let imageCount: Int

    /// Makes the file of a golden header.
    ///
    /// - Throws: `DiagnosticsError` when the camera of its detectors is not known, or their amplifiers lie in HDUs of their own
    package init(_ golden: GoldenHeader, catalog: InstrumentCatalog) throws {
        let instrument = try catalog.instrument(named: golden.instrument)
        let file = try catalog.open(bytes: golden.fits, named: "a golden header").translate()
        var images: [Int: Image] = [:]
        for observation in file.observations {
            guard let number = observation.report.info.detectorNum, let begin = observation.report.info.datetimeBegin
            else {
                throw Self.refused("HDU \(observation.hdu) of the golden header names no detector, or no time")
            }
            guard let detector = try instrument.camera(at: begin).detector(number) else {
                throw Self.refused("the camera of \(golden.instrument) has no detector \(number) at \(begin)")
            }
            images[observation.hdu] = try Image(detector)
        }
        guard !images.isEmpty else { throw Self.refused("the golden header has no observation") }
        imageCount = images.count
        fits = golden.hdus.enumerated().flatMap { index, header in
            guard let image = images[index] else { return GoldenHeader.fits(of: header, isPrimary: index == 0) }
            return GoldenHeader.fits(of: header, isPrimary: index == 0, width: image.width, height: image.height)
                + image.bytes
        }
    }

    private static func refused(_ message: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .noPixels, at: nil, message, hint: "make the file without --pixels")
        ])
    }

    /// The raw image of a detector.
    private struct Image {
        let width: Int
        let height: Int
        private var pixels: [UInt16]

        init(_ detector: Detector) throws {
            if let other = detector.amplifiers.first(where: { $0.hdu != nil || $0.extensionName != nil }) {
                throw RawSample.refused(
                    "amplifier \(other.name) of \(detector.name) has an HDU of its own, and samples hold whole detectors"
                )
            }
            width = detector.amplifiers.map(\.rawBox.endX).max() ?? 0
            height = detector.amplifiers.map(\.rawBox.endY).max() ?? 0
            pixels = [UInt16](repeating: 0, count: width * height)
            for (index, amplifier) in detector.amplifiers.enumerated() {
                let level = 1000 + 100 * index
                fill(amplifier.rawBox) { _, _ in level }
                let (data, box, flips) = (amplifier.rawDataBox, amplifier.box, amplifier.flips)
                fill(data) { x, y in
                    let column = box.x + (flips.x ? data.endX - 1 - x : x - data.x)
                    let row = box.y + (flips.y ? data.endY - 1 - y : y - data.y)
                    return level + 500 + column + row
                }
            }
        }

        private mutating func fill(_ box: Box, _ value: (Int, Int) -> Int) {
            for y in box.y..<box.endY {
                for x in box.x..<box.endX { pixels[y * width + x] = UInt16(clamping: value(x, y)) }
            }
        }

        /// Big-endian, shifted as BZERO says, filled up to whole blocks.
        var bytes: [UInt8] {
            var bytes = [UInt8]()
            bytes.reserveCapacity(2 * pixels.count + 2880)
            for pixel in pixels {
                let stored = pixel ^ 0x8000
                bytes.append(UInt8(stored >> 8))
                bytes.append(UInt8(stored & 0xFF))
            }
            bytes.append(contentsOf: repeatElement(0, count: (2880 - bytes.count % 2880) % 2880))
            return bytes
        }
    }
}

extension Diagnostic.Code {
    /// A sample file cannot have pixels.
    static let noPixels = Self(rawValue: "no-pixels")
}
