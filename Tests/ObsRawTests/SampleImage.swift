import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

/// Images that cfitsio writes, as the independent writer.
enum SampleImage {
    private static let encoders = NSLock()

    /// Writes pixels into a file of one or more image HDUs; `compression` is one of cfitsio's kinds, and nothing is lost by it.
    static func write<Pixel: PixelValue>(
        _ images: [[Pixel]], width: Int, bits: Int32, code: Int32, to path: String, compression: Int32? = nil,
        tile: [Int] = [], cards: [(String, Double)] = [], blank: Int64? = nil,
        hasChecksums: Bool = false
    ) throws {
        var status: Int32 = 0
        // Two of its encoders have variables that all calls share.
        let isShared = compression == PLIO_1 || compression == HCOMPRESS_1
        if isShared { encoders.lock() }
        defer { if isShared { encoders.unlock() } }
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkinit(&handle, path, &status)
        for image in images {
            if let compression {
                unsafe fits_set_compression_type(handle, compression, &status)
                if !tile.isEmpty {
                    var sizes = tile.map { Int($0) }
                    unsafe fits_set_tile_dim(handle, 2, &sizes, &status)
                }
                // Not lossy: floating-point numbers are stored as they are.
                unsafe fits_set_quantize_level(handle, 0, &status)
            } else {
                unsafe fits_set_compression_type(handle, 0, &status)
            }
            var sizes = [width, image.count / width]
            unsafe ffcrim(handle, bits, 2, &sizes, &status)
            for (name, value) in cards {
                var value = value
                unsafe ffuky(handle, TDOUBLE, name, &value, nil, &status)
            }
            if var blank { unsafe ffuky(handle, TLONGLONG, "BLANK", &blank, nil, &status) }
            if !cards.isEmpty { unsafe ffrdef(handle, &status) }
            var pixels = image
            unsafe ffppr(handle, code, 1, Int64(image.count), &pixels, &status)
            if hasChecksums { unsafe ffpcks(handle, &status) }
        }
        unsafe ffclos(handle, &status)
        try #require(status == 0, "cfitsio writes \(path): \(status)")
    }

    /// Numbers that differ from pixel to pixel, the extremes among them.
    static func values<Pixel: PixelValue & FixedWidthInteger>(_ count: Int, _: Pixel.Type) -> [Pixel] {
        var generator = SeededGenerator(seed: 7)
        var values = (0..<count).map { _ in Pixel.random(in: Pixel.min...Pixel.max, using: &generator) }
        values[0] = .min
        values[count - 1] = .max
        return values
    }

    /// Numbers as a detector gives them, which compress.
    static func sky(_ count: Int) -> [Int32] {
        var generator = SeededGenerator(seed: 11)
        return (0..<count).map { _ in Int32.random(in: 990...1010, using: &generator) }
    }
}

extension [UInt8] {
    /// The bytes of a file in which the first card of a name has another value; as it is when there is no such card.
    func replacing(card name: String, with value: String) -> [UInt8] {
        let head = Array(name.utf8) + [UInt8](repeating: 0x20, count: 8 - name.utf8.count) + Array("= ".utf8)
        guard let place = stride(from: 0, to: count, by: 80).first(where: { self[$0...].starts(with: head) }) else {
            return self
        }
        var bytes = self
        let card = (head + Array(value.utf8) + [UInt8](repeating: 0x20, count: 80)).prefix(80)
        bytes.replaceSubrange(place..<place + 80, with: card)
        return bytes
    }
}

extension TemporaryFolder {
    /// The bytes of a file.
    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }

    /// The names of the files in the folder.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
