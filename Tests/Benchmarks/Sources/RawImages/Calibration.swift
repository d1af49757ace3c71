import Dispatch
import ObsRaw

/// An exposure from its raw file to calibrated images in another one: while one detector is written, the next one is read.
///
/// Bias and flat are one for all detectors, of numbers that floating-point arithmetic has exactly; every 4099th pixel is bad.
enum Calibration {
    static func run(_ path: String, _ catalog: InstrumentCatalog) throws -> Int {
        let detectors = try RawFile(path: path, in: catalog).detectors.filter { $0.detector.type == .science }
        let box = detectors[0].detector.box
        let bias = (0..<box.area).map { 1000 + Float($0 % 16) / 4 }
        let flat = (0..<box.area).map { 1 + Float($0 % 8) / 32 }
        // Nothing but the queue writes.
        nonisolated(unsafe) let writer = try FITSImageWriter(
            path: path + ".calibrated", replacing: true, isDurable: false)
        nonisolated(unsafe) var failure: (any Error)?
        let writing = DispatchQueue(label: "writing")
        try writer.append(header: Header(cards: []))
        for detector in detectors {
            let image = try PixelImage<Float>(width: box.width, height: box.height) { pixels in
                try detector.read(.trimmed, into: pixels)
                for place in pixels.indices { pixels[place] = (pixels[place] - bias[place]) / flat[place] }
                for place in stride(from: 0, to: pixels.count, by: 4099) { pixels[place] = .nan }
            }
            let header = Header(cards: [Card("EXTNAME", .string(detector.detector.name))])
            // The one before is written by now.
            writing.sync {}
            if let failure { throw failure }
            writing.async {
                do { try writer.append(image, header: header) } catch { failure = error }
            }
        }
        writing.sync {}
        if let failure { throw failure }
        try writer.finish()
        return detectors.count
    }
}
