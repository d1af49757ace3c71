import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

/// An image of random size, numbers, tiles and compression, which cfitsio writes and reads again.
struct RandomImage: CustomStringConvertible {
    enum Numbers: CaseIterable {
        case int8, uint8, int16, uint16, int32, uint32, int64, uint64, float, double

        /// What cfitsio calls them in a file.
        var bits: Int32 {
            switch self {
            case .int8: SBYTE_IMG
            case .uint8: BYTE_IMG
            case .int16: SHORT_IMG
            case .uint16: USHORT_IMG
            case .int32: LONG_IMG
            case .uint32: ULONG_IMG
            case .int64: LONGLONG_IMG
            case .uint64: ULONGLONG_IMG
            case .float: FLOAT_IMG
            case .double: DOUBLE_IMG
            }
        }

        var isReal: Bool { self == .float || self == .double }
    }

    let numbers: Numbers
    let compression: Int32?
    let width: Int
    let height: Int
    let tile: [Int]
    /// How fractions become whole numbers; nil when they do not.
    let dither: Int32?
    let hasUndefined: Bool
    let scale: Double
    private let seed: UInt64

    var description: String {
        "seed \(seed): \(numbers), compression \(compression ?? 0), \(width) x \(height), tile \(tile), "
            + "dither \(dither ?? 0), undefined \(hasUndefined), scale \(scale)"
    }

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        // The encoder of PLIO in cfitsio 4.2 writes behind its room for tiles such as these; LineListTests have lists of their own.
        let method = generator.pick([nil, RICE_1, GZIP_1, GZIP_2])
        numbers = generator.pick(
            Numbers.allCases.filter { method != RICE_1 || $0 != .int64 && $0 != .uint64 })
        let isReal = numbers.isReal
        width = generator.integer(1...150)
        height = generator.integer(1...60)
        tile = [generator.integer(1...width), generator.integer(1...min(height, 12))]
        let mustQuantize = method == RICE_1
        let isQuantized = isReal && method != nil && (mustQuantize || generator.integer(0...1) == 0)
        dither = isQuantized ? generator.pick([NO_DITHER, SUBTRACTIVE_DITHER_1, SUBTRACTIVE_DITHER_2]) : nil
        hasUndefined = generator.integer(0...2) == 0
        scale =
            method == nil && (numbers == .int16 || numbers == .int32) && generator.integer(0...4) == 0
            ? 0.25 : 1
        compression = method
        self.seed = seed
    }

    /// Writes the image.
    ///
    /// - Returns: false when cfitsio does not compress such an image
    func write(to path: String) throws -> Bool {
        var generator = SeededGenerator(seed: seed ^ 0xA5A5)
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkinit(&handle, path, &status)
        unsafe fits_set_compression_type(handle, compression ?? 0, &status)
        if compression != nil {
            var sizes = tile
            unsafe fits_set_tile_dim(handle, 2, &sizes, &status)
            unsafe fits_set_quantize_level(handle, dither == nil ? 0 : 4, &status)
            if let dither {
                unsafe fits_set_quantize_dither(handle, dither, &status)
                unsafe fits_set_dither_seed(handle, Int32(generator.integer(1...10_000)), &status)
            }
        }
        var sizes = [width, height]
        unsafe ffcrim(handle, numbers.bits, 2, &sizes, &status)
        if scale != 1 {
            var value = scale
            unsafe ffuky(handle, TDOUBLE, "BSCALE", &value, nil, &status)
            unsafe ffrdef(handle, &status)
        }
        var blank: Int64 = numbers == .uint8 ? 255 : 77
        if hasUndefined, !numbers.isReal {
            unsafe ffuky(handle, TLONGLONG, "BLANK", &blank, nil, &status)
        }
        let kind = generator.integer(0...3)
        var null = -1e30
        var pixels: [Double] = (0..<width * height).map { index in
            if hasUndefined, numbers.isReal, generator.integer(0...20) == 0 { return null }
            switch kind {
            case 0: return 100
            case 1: return Double(index / 9 % 90)
            case 2:
                return numbers.isReal
                    ? Double.random(in: 900...1010, using: &generator) : Double(generator.integer(0...100))
            default:
                let isOutlier = generator.integer(0...30) == 0
                return isOutlier ? Double(generator.integer(0...120)) : numbers.isReal && index % 7 == 0 ? 0 : 3
            }
        }
        if numbers == .float {
            var (single, null) = (pixels.map { Float($0) }, Float(null))
            unsafe ffppn(handle, TFLOAT, 1, Int64(pixels.count), &single, &null, &status)
        } else if numbers.isReal {
            unsafe ffppn(handle, TDOUBLE, 1, Int64(pixels.count), &pixels, &null, &status)
        } else if numbers == .int64 || numbers == .uint64 {
            var whole = pixels.map { Int64($0) }
            unsafe ffppr(handle, TLONGLONG, 1, Int64(pixels.count), &whole, &status)
        } else {
            // Of doubles cfitsio 4.2 makes gzip tiles of twice their length.
            var whole = pixels.map { Int32($0) }
            unsafe ffppr(handle, TINT, 1, Int64(pixels.count), &whole, &status)
        }
        unsafe ffclos(handle, &status)
        if status == DATA_COMPRESSION_ERR { return false }
        try #require(status == 0, "cfitsio writes \(self): \(status)")
        return true
    }

    /// The pixels of a section as cfitsio reads them, or the status with which it refuses them.
    static func oracle<Pixel: PixelValue>(
        _ path: String, hdu: Int32, columns: Range<Int>, rows: Range<Int>, code: Int32, null: Pixel?, zero: Pixel
    ) -> (pixels: [Pixel], status: Int32) {
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkopn(&handle, path, READONLY, &status)
        unsafe ffmahd(handle, hdu, nil, &status)
        var pixels = [Pixel](repeating: zero, count: columns.count * rows.count)
        var low = [columns.lowerBound + 1, rows.lowerBound + 1]
        var high = [columns.upperBound, rows.upperBound]
        var step = [1, 1]
        var hasUndefined: Int32 = 0
        if var null {
            unsafe ffgsv(handle, code, &low, &high, &step, &null, &pixels, &hasUndefined, &status)
        } else {
            unsafe ffgsv(handle, code, &low, &high, &step, nil, &pixels, &hasUndefined, &status)
        }
        let result = status
        status = 0
        unsafe ffclos(handle, &status)
        return (pixels, result)
    }
}
