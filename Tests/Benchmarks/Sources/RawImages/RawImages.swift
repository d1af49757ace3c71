import Glibc
import ObsRaw
import ObsTime
import Passes
import ReferenceCameras

/// A detector is assembled: `RawImages FILE [PASS…]`, where FILE is a raw file of LSSTCam.
///
/// Passes: `copy` copies as many bytes as a trimmed image has; `assemble` makes the trimmed image of segments in memory, into memory
/// that is there; `untrimmed` the untrimmed one; `file` opens the file and makes the trimmed image of it, `into` does so in memory that
/// is there; `amplifier` opens it and reads one amplifier; `calibrate` opens a file of DECam and writes all its detectors beside it, each without
/// a bias, divided by a flat, bad pixels undefined. Each answers with the sum of a few thousand pixels, so that both sides can be seen to have done the work.
@main
struct RawImages {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { fatalError("usage: RawImages FILE [PASS…]") }
        let path = arguments[1]
        let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
        var memory: Memory?
        var room: [Int32] = []
        try Passes.run(Array(arguments.dropFirst(2))) { pass in
            switch pass {
            case "copy", "assemble", "untrimmed":
                let ready = try memory ?? Memory(path, catalog)
                memory = ready
                return ready.run(pass)
            case "file":
                let raw = try first(path, catalog)
                return sum(try raw.image(.trimmed, as: Int32.self).pixels.values)
            case "into":
                let raw = try first(path, catalog)
                if room.isEmpty { room = [Int32](repeating: 0, count: raw.detector.box.area) }
                _ = try room.withUnsafeMutableBufferPointer { try raw.read(.trimmed, into: $0) }
                return sum(room)
            case "amplifier":
                let raw = try first(path, catalog)
                return sum(try raw.amplifier(named: "C13", .trimmed, as: Int32.self).values)
            case "calibrate": return try Calibration.run(path, catalog)
            case "nothing": return catalog.instrumentNames.count
            default: fatalError("there is no pass \(pass)")
            }
        }
    }

    static func first(_ path: String, _ catalog: InstrumentCatalog) throws -> RawDetector {
        let exposure = try RawFile(path: path, in: catalog)
        guard let raw = exposure.detectors.first else { fatalError("\(path) has no detector") }
        return raw
    }

    /// The sum of every 4099th pixel, in whole numbers.
    static func sum(_ pixels: [Int32]) -> Int {
        stride(from: 0, to: pixels.count, by: 4099).reduce(0) { $0 + Int(pixels[$1]) }
    }

    /// Segments in memory, and room for what is made of them.
    final class Memory {
        let layout: RawLayout
        let images: [PixelImage<Int32>]
        var target: [Int32]
        let source: [Int32]

        init(_ path: String, _ catalog: InstrumentCatalog) throws {
            let raw = try RawImages.first(path, catalog)
            layout = try raw.layout()
            let file = try ImageFile(path: path)
            images = try raw.imageHDUs().map { hdu in
                let pixels = try file.pixels(of: hdu, as: Int32.self)
                return PixelImage(width: pixels.width, height: pixels.height, values: pixels.values)
            }
            target = [Int32](repeating: 0, count: layout.untrimmedBox.area)
            source = [Int32](repeating: 7, count: layout.detector.box.area)
        }

        func run(_ pass: String) -> Int {
            target.withUnsafeMutableBufferPointer { target in
                let trimmed = UnsafeMutableBufferPointer(rebasing: target[..<layout.detector.box.area])
                switch pass {
                case "copy": source.withUnsafeBufferPointer { _ = trimmed.update(from: $0) }
                case "assemble": _ = try? layout.assemble(.trimmed, from: images, into: trimmed)
                default: _ = try? layout.assemble(.untrimmed, from: images, into: target)
                }
            }
            guard pass != "copy" else { return source.count }
            let count = pass == "assemble" ? layout.detector.box.area : target.count
            return stride(from: 0, to: count, by: 4099).reduce(0) { $0 + Int(target[$1]) }
        }
    }
}
