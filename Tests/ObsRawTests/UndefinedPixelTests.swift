import CObsCFITSIO
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Undefined pixels")
struct UndefinedPixelTests {
    private let width = 64

    /// Pixels of which a rectangle and the first are undefined.
    private func image<Pixel: FixedWidthInteger>(_ undefined: Pixel, near level: Pixel) -> [Pixel] {
        (0..<width * 48).map { index in
            isUndefined(index) ? undefined : level &+ Pixel(truncatingIfNeeded: index * 7 % 23)
        }
    }

    private func isUndefined(_ index: Int) -> Bool {
        index == 0 || (20..<29).contains(index % width) && (10..<14).contains(index / width)
    }

    @Test(
        "have one value in whole numbers and are NaN in others, in plain images and in compressed ones",
        arguments: [nil, RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1])
    func read(_ compression: Int32?) throws {
        try read(compression, Int16.self, SHORT_IMG, TSHORT, stored: -32768, undefined: -32768, near: 900)
        try read(compression, Int16.self, SHORT_IMG, TSHORT, stored: -1, undefined: -1, near: 900)
        try read(compression, UInt16.self, USHORT_IMG, TUSHORT, stored: -32768, undefined: 0, near: 40000)
        try read(compression, UInt8.self, BYTE_IMG, TBYTE, stored: 255, undefined: 255, near: 100)
        try read(compression, Int8.self, SBYTE_IMG, TSBYTE, stored: 0, undefined: -128, near: -20)
        try read(compression, Int32.self, LONG_IMG, TINT, stored: -999, undefined: -999, near: 70000)
        try read(compression, UInt32.self, ULONG_IMG, TUINT, stored: 0, undefined: 1 << 31, near: 70000)
        guard compression == nil else { return }
        try read(nil, Int64.self, LONGLONG_IMG, TLONGLONG, stored: .min, undefined: .min, near: 1 << 40)
        try read(nil, UInt64.self, ULONGLONG_IMG, TULONGLONG, stored: -1, undefined: 1 << 63 - 1, near: 1 << 50)
    }

    private func read<Pixel: PixelValue & FixedWidthInteger>(
        _ compression: Int32?, _ type: Pixel.Type, _ bits: Int32, _ code: Int32, stored: Int64, undefined: Pixel,
        near level: Pixel
    ) throws {
        let folder = try TemporaryFolder()
        let values = image(undefined, near: level)
        try SampleImage.write(
            [values], width: width, bits: bits, code: code, to: folder.path + "/a", compression: compression,
            tile: compression == nil ? [] : [width, 12], blank: stored)
        let file = try ImageFile(path: folder.path + "/a")
        let hdu = compression == nil ? 0 : 1
        #expect(try file.shape(of: hdu).pixelType == Pixel.pixelType)
        let pixels = try file.pixels(of: hdu, as: type)
        #expect(pixels.values == values && pixels.undefined == undefined, "\(type)")
        let real = try file.pixels(of: hdu, as: Double.self)
        #expect(real.undefined == nil)
        for (index, value) in real.values.enumerated() {
            let isRight = isUndefined(index) ? value.isNaN : value == Double(values[index])
            #expect(isRight, "\(type) \(index)")
        }
        // Written, they are undefined again.
        let writer = try FITSImageWriter(path: folder.path + "/b")
        try writer.append(pixels, header: file.hdus[hdu].header)
        try writer.finish()
        let again = try ImageFile(path: folder.path + "/b")
        #expect(again.hdus[0].header["BLANK"] == .integer(Int(stored)))
        #expect(try again.pixels(of: 0, as: type) == pixels)
        #expect(try again.checksums(of: 0).hdu == .correct)
    }

    @Test(
        "of fractions that were quantized are NaN, whatever the dithering",
        arguments: [NO_DITHER, SUBTRACTIVE_DITHER_1, SUBTRACTIVE_DITHER_2])
    func quantized(_ dither: Int32) throws {
        var status: Int32 = 0
        for (compression, bits, code) in [
            (RICE_1, FLOAT_IMG, TFLOAT), (GZIP_2, FLOAT_IMG, TFLOAT), (RICE_1, DOUBLE_IMG, TDOUBLE),
        ] {
            let folder = try TemporaryFolder()
            let path = folder.path + "/a"
            var generator = SeededGenerator(seed: 3)
            let values = (0..<width * 48).map { index in
                isUndefined(index) ? Double.nan : Double.random(in: 990...1010, using: &generator)
            }
            var handle: UnsafeMutablePointer<fitsfile>?
            unsafe ffdkinit(&handle, path, &status)
            unsafe fits_set_compression_type(handle, compression, &status)
            unsafe fits_set_quantize_dither(handle, dither, &status)
            var sizes = [width, 48]
            unsafe ffcrim(handle, bits, 2, &sizes, &status)
            var (null, pixels) = (-1e10, values.map { $0.isNaN ? -1e10 : $0 })
            unsafe ffppn(handle, TDOUBLE, 1, Int64(values.count), &pixels, &null, &status)
            unsafe ffclos(handle, &status)
            try #require(status == 0, "\(code)")
            let read = try ImageFile(path: path).pixels(of: 1, as: Float.self)
            let wide = try ImageFile(path: path).pixels(of: 1, as: Double.self)
            for (index, value) in values.enumerated() {
                let (single, double) = (read.values[index], wide.values[index])
                #expect(single.isNaN == value.isNaN)
                #expect(double.isNaN == value.isNaN)
                guard !value.isNaN else { continue }
                #expect(abs(double - value) < 3)
                #expect(single == Float(double))
            }
        }
    }

    @Test(
        "are none where the card gives no number, and the card is said to be wrong",
        arguments: [
            ("99999", "is no number of BITPIX = 16"), ("'none'", "is no whole number"), ("1.5", "is no whole number"),
            ("99999999999999999999", "is no whole number"),
        ])
    func badCard(_ value: String, _ phrase: String) throws {
        let shape = try shape(value, bits: SHORT_IMG, code: TSHORT)
        #expect(shape.blank.stored == nil && shape.undefined(as: Int16.self) == nil)
        #expect(shape.blank.problem?.contains(phrase) == true, "\(shape.blank.problem ?? "")")
    }

    @Test("are taken by a card that is a whole number with a point, which is said to be wrong")
    func realCard() throws {
        let shape = try shape("-5.0", bits: SHORT_IMG, code: TSHORT)
        #expect(shape.undefined(as: Int16.self) == -5 && shape.undefined(as: Int32.self) == -5)
        #expect(shape.undefined(as: Float.self) == nil)
        #expect(shape.blank.problem?.contains("must be a whole number") == true)
    }

    @Test("of fractions have no card")
    func floats() throws {
        let shape = try shape("-5", bits: FLOAT_IMG, code: TSHORT)
        #expect(shape.blank.stored == nil)
        #expect(shape.blank.problem?.contains("beside fractions (BITPIX = -32) means nothing") == true)
    }

    private func shape(_ blank: String, bits: Int32, code: Int32) throws -> ImageShape {
        let folder = try TemporaryFolder()
        try SampleImage.write(
            [[1, 2, 3, 4] as [Int16]], width: 2, bits: bits, code: code, to: folder.path + "/a", blank: 7)
        let bytes = try folder.bytes("a").replacing(card: "BLANK", with: blank)
        return try ImageFile(path: try folder.write(bytes, to: "b")).shape(of: 0)
    }

    @Test("have a type beside others that holds both")
    func types() {
        #expect(PixelType.holding([.uint16, .uint16]) == .uint16)
        #expect(PixelType.holding([.uint8, .int16]) == .int16)
        #expect(PixelType.holding([.uint16, .int16]) == .int32)
        #expect(PixelType.holding([.uint32, .int8]) == .int64)
        #expect(PixelType.holding([.uint64, .int8]) == .double)
        #expect(PixelType.holding([.uint8, .uint32]) == .uint32)
        #expect(PixelType.holding([.uint16, .float]) == .float)
        #expect(PixelType.holding([.int32, .float]) == .double)
    }
}
