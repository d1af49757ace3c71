import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Reading pixels")
struct ImageReadingTests {
    private func roundTrip<Pixel: PixelValue & FixedWidthInteger>(
        _: Pixel.Type, bits: Int32, code: Int32, of type: PixelType
    ) throws {
        let folder = try TemporaryFolder()
        let values = SampleImage.values(37 * 23, Pixel.self)
        try SampleImage.write([values], width: 37, bits: bits, code: code, to: folder.path + "/a.fits")
        let file = try ImageFile(path: folder.path + "/a.fits")
        let shape = try file.shape(of: 0)
        #expect(shape.pixelType == type && shape.width == 37 && shape.height == 23)
        #expect(try file.pixels(of: 0, as: Pixel.self).values == values)
        #expect(try file.pixels(of: 0, as: Double.self).values == values.map { Double($0) })
    }

    @Test("gives every whole number, signed and unsigned, from the least to the greatest")
    func integers() throws {
        try roundTrip(UInt8.self, bits: BYTE_IMG, code: TBYTE, of: .uint8)
        try roundTrip(Int8.self, bits: SBYTE_IMG, code: TSBYTE, of: .int8)
        try roundTrip(Int16.self, bits: SHORT_IMG, code: TSHORT, of: .int16)
        try roundTrip(UInt16.self, bits: USHORT_IMG, code: TUSHORT, of: .uint16)
        try roundTrip(Int32.self, bits: LONG_IMG, code: TINT, of: .int32)
        try roundTrip(UInt32.self, bits: ULONG_IMG, code: TUINT, of: .uint32)
        try roundTrip(Int64.self, bits: LONGLONG_IMG, code: TLONGLONG, of: .int64)
        try roundTrip(UInt64.self, bits: ULONGLONG_IMG, code: TULONGLONG, of: .uint64)
    }

    @Test("gives floating-point numbers as they are stored, NaN too")
    func floats() throws {
        let folder = try TemporaryFolder()
        let values: [Float] = [0, -1.5, .greatestFiniteMagnitude, .leastNormalMagnitude, .nan, 3.25]
        try SampleImage.write([values], width: 3, bits: FLOAT_IMG, code: TFLOAT, to: folder.path + "/a.fits")
        let file = try ImageFile(path: folder.path + "/a.fits")
        let read = try file.pixels(of: 0, as: Float.self).values
        #expect(zip(read, values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        #expect(try file.shape(of: 0).pixelType == .float)
    }

    @Test("scales by BSCALE and BZERO, and refuses to make whole numbers of fractions")
    func scaled() throws {
        let folder = try TemporaryFolder()
        let stored: [Int16] = [-3, 0, 1, 2, 100, 7]
        let path = folder.path + "/a.fits"
        try SampleImage.write([stored], width: 3, bits: SHORT_IMG, code: TSHORT, to: path)
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkopn(&handle, path, READWRITE, &status)
        var (scale, zero) = (0.5, 10.0)
        unsafe ffuky(handle, TDOUBLE, "BSCALE", &scale, nil, &status)
        unsafe ffuky(handle, TDOUBLE, "BZERO", &zero, nil, &status)
        unsafe ffclos(handle, &status)
        try #require(status == 0)
        let file = try ImageFile(path: path)
        #expect(try file.pixels(of: 0, as: Double.self).values == [8.5, 10, 10.5, 11, 60, 13.5])
        #expect(try file.shape(of: 0).pixelType == .float)
        let error = #expect(throws: ImageError.self) { try file.pixels(of: 0, as: Int16.self) }
        #expect(error?.code == .lossyType)
    }

    @Test("makes undefined pixels NaN where there is such a number")
    func blank() throws {
        let folder = try TemporaryFolder()
        let stored: [Int16] = [1, -32768, 3, 4]
        try SampleImage.write(
            [stored], width: 2, bits: SHORT_IMG, code: TSHORT, to: folder.path + "/a.fits",
            cards: [("BLANK", -32768)])
        // BLANK is a whole number.
        let bytes = try folder.bytes("a.fits")
        let text = String(decoding: bytes.prefix(2880), as: UTF8.self)
        let number = text.range(of: "BLANK   =")
        try #require(number != nil)
        var changed = Array(text.utf8)
        let place = text.utf8.distance(from: text.startIndex, to: number?.lowerBound ?? text.startIndex)
        changed.replaceSubrange(place..<place + 80, with: Array("BLANK   =               -32768".padding80.utf8))
        let path = try folder.write(changed + bytes[2880...], to: "b.fits")
        let file = try ImageFile(path: path)
        #expect(try file.pixels(of: 0, as: Int16.self).values == stored)
        let real = try file.pixels(of: 0, as: Float.self).values
        #expect(real[1].isNaN && real[0] == 1 && real[3] == 4)
    }

    @Test(
        "decompresses tiles of each kind, whole and in sections, in one thread and in several",
        arguments: [RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1, PLIO_1])
    func compressed(_ kind: Int32) throws {
        let folder = try TemporaryFolder()
        let (width, height) = (200, 310)
        let values = SampleImage.sky(width * height)
        let path = folder.path + "/a.fits.fz"
        try SampleImage.write(
            [values, values.reversed()], width: width, bits: LONG_IMG, code: TINT, to: path, compression: kind,
            tile: kind == HCOMPRESS_1 ? [200, 16] : [200, 1])
        let file = try ImageFile(path: path)
        let shape = try file.shape(of: 1)
        #expect(shape.isCompressed && shape.pixelType == .int32 && shape.width == width && shape.height == height)
        #expect(try file.pixels(of: 1, as: Int32.self).values == values)
        #expect(try file.pixels(of: 2, as: Int32.self, inParallel: false).values == values.reversed())
        let part = try file.pixels(of: 1, columns: 17..<90, rows: 33..<210, as: Int32.self)
        #expect(part.width == 73 && part.height == 177)
        #expect(part[0, 0] == values[33 * width + 17] && part[72, 176] == values[209 * width + 89])
        let expected = (33..<210).flatMap { row in (17..<90).map { values[row * width + $0] } }
        #expect(part.values == expected)
    }

    @Test("decompresses unsigned and floating-point tiles")
    func compressedTypes() throws {
        let folder = try TemporaryFolder()
        let unsigned = SampleImage.sky(64 * 70).map { UInt16($0 + 40000) }
        try SampleImage.write(
            [unsigned], width: 64, bits: USHORT_IMG, code: TUSHORT, to: folder.path + "/u.fz", compression: RICE_1)
        #expect(try ImageFile(path: folder.path + "/u.fz").pixels(of: 1, as: UInt16.self).values == unsigned)
        #expect(try ImageFile(path: folder.path + "/u.fz").shape(of: 1).pixelType == .uint16)
        let real = SampleImage.sky(64 * 70).map { Float($0) / 3 }
        try SampleImage.write(
            [real], width: 64, bits: FLOAT_IMG, code: TFLOAT, to: folder.path + "/f.fz", compression: GZIP_2)
        #expect(try ImageFile(path: folder.path + "/f.fz").pixels(of: 1, as: Float.self).values == real)
    }

    @Test("reads gzip'd files, forward and back again")
    func gzip() throws {
        let folder = try TemporaryFolder()
        let images = [SampleImage.sky(100 * 80), SampleImage.values(100 * 80, Int32.self)]
        try SampleImage.write(images, width: 100, bits: LONG_IMG, code: TINT, to: folder.path + "/a.fits")
        let path = try folder.write(TestSupport.gzip(try folder.bytes("a.fits")), to: "a.fits.gz")
        let file = try ImageFile(path: path)
        #expect(file.isSequential)
        #expect(try file.pixels(of: 0, as: Int32.self).values == images[0])
        #expect(try file.pixels(of: 1, as: Int32.self).values == images[1])
        #expect(try file.pixels(of: 0, columns: 3..<9, rows: 70..<75, as: Int32.self)[0, 0] == images[0][7003])
    }

    @Test("reads a section of a large plain image with several bands")
    func bands() throws {
        let folder = try TemporaryFolder()
        let values = SampleImage.values(1500 * 1200, Int32.self)
        try SampleImage.write([values], width: 1500, bits: LONG_IMG, code: TINT, to: folder.path + "/a.fits")
        let file = try ImageFile(path: folder.path + "/a.fits")
        #expect(try file.pixels(of: 0, as: Int32.self).values == values)
        let part = try file.pixels(of: 0, columns: 1..<1499, rows: 5..<1190, as: Int32.self)
        let expected = (5..<1190).flatMap { row in values[row * 1500 + 1..<row * 1500 + 1499] }
        #expect(part.values == expected)
    }

    @Test("takes names literally: brackets, a leading exclamation mark, a tilde")
    func literalNames() throws {
        let folder = try TemporaryFolder()
        let values: [Int32] = [1, 2, 3, 4]
        try SampleImage.write([values], width: 2, bits: LONG_IMG, code: TINT, to: folder.path + "/a.fits")
        for name in ["x.fits[1]", "!x.fits", "~x.fits", "a.fits(copy)", "a+b.fits[1:2,1:2]"] {
            let path = try folder.write(try folder.bytes("a.fits"), to: name)
            #expect(try ImageFile(path: path).pixels(of: 0, as: Int32.self).values == values)
        }
        let error = #expect(throws: FITSError.self) { try ImageFile(path: folder.path + "/a.fits[0]") }
        #expect(error?.code == .notFound)
    }

    @Test("serves many threads at once")
    func threads() async throws {
        let folder = try TemporaryFolder()
        let images = (0..<6).map { shift in SampleImage.sky(90 * 60).map { $0 + Int32(shift) } }
        try SampleImage.write(
            images, width: 90, bits: LONG_IMG, code: TINT, to: folder.path + "/a.fz", compression: RICE_1)
        let file = try ImageFile(path: folder.path + "/a.fz")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for turn in 0..<60 {
                group.addTask {
                    try file.pixels(of: turn % 6 + 1, as: Int32.self).values == images[turn % 6]
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }
}

extension String {
    fileprivate var padding80: String { self + String(repeating: " ", count: 80 - utf8.count) }
}
