import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Writing images that RICE compresses")
struct RiceWritingTests {
    /// Images whose blocks are of every kind: all alike, with few and many low bits, as they are, with rare outliers.
    private func images<Pixel: PixelValue & FixedWidthInteger>(_ count: Int, _: Pixel.Type, seed: UInt64) -> [[Pixel]] {
        var generator = SeededGenerator(seed: seed)
        let bits = Pixel.bitWidth
        return [
            [Pixel](repeating: .max, count: count), (0..<count).map { Pixel(truncatingIfNeeded: $0 / 9) },
            (0..<count).map { _ in Pixel.random(in: 0...40, using: &generator) },
            (0..<count).map { _ in Pixel.random(in: .min ... .max, using: &generator) },
            (0..<count).map { $0 % 40 < 39 ? 3 : Pixel.random(in: .min ... .max, using: &generator) },
            (0..<count).map { $0 % 2 == 0 ? .min : .max },
            (0..<count).map { place in
                let width = place / 32 % bits
                return Pixel(truncatingIfNeeded: Int.random(in: 0...(1 << width), using: &generator))
            },
        ]
    }

    private func roundTrip<Pixel: PixelValue & FixedWidthInteger>(_ type: Pixel.Type, _ code: Int32) throws {
        for (width, height) in [(131, 67), (32, 3), (33, 2), (31, 1), (1, 5), (1, 1), (2000, 2)] {
            let images = images(width * height, type, seed: UInt64(width + Pixel.bitWidth))
            let folder = try TemporaryFolder()
            let path = folder.path + "/a.fits"
            let writer = try FITSImageWriter(path: path, isDurable: false)
            let header = Header(cards: [
                Card("OBJECT", .string("M31")), Card("TFORM1", .string("9E")), Card("ZTILE1", .integer(7)),
                Card("BZERO", .real(3)), Card("TTYPES", .string("kept")),
            ])
            for values in images {
                try writer.append(
                    PixelImage(width: width, height: height, values: values), header: header, compression: .rice)
            }
            try writer.finish()
            let file = try ImageFile(path: path)
            #expect(file.hdus.count == images.count + 1, "an empty primary comes first")
            for (number, values) in images.enumerated() {
                let hdu = number + 1
                let place = "\(type), \(width) by \(height), image \(number)"
                #expect(try file.pixels(of: hdu, as: type).values == values, "\(place)")
                let report = try file.checksums(of: hdu)
                #expect(report.data == .correct && report.hdu == .correct, "\(place)")
                #expect(file.hdus[hdu].header["OBJECT"] == .string("M31"))
                #expect(file.hdus[hdu].header["TTYPES"] == .string("kept"))
                #expect(try read(path, hdu, values.count, code, type) == values, "cfitsio: \(place)")
            }
        }
    }

    /// The pixels of an HDU by cfitsio.
    private func read<Pixel: PixelValue & FixedWidthInteger>(
        _ path: String, _ hdu: Int, _ count: Int, _ code: Int32, _: Pixel.Type
    ) throws -> [Pixel] {
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkopn(&handle, path, READONLY, &status)
        unsafe ffmahd(handle, Int32(hdu + 1), nil, &status)
        var values = [Pixel](repeating: 0, count: count)
        var undefined: Int32 = 0
        unsafe values.withUnsafeMutableBytes {
            _ = unsafe ffgpv(handle, code, 1, LONGLONG(count), nil, $0.baseAddress, &undefined, &status)
        }
        var closing: Int32 = 0
        unsafe ffclos(handle, &closing)
        #expect(status == 0)
        return values
    }

    @Test("keeps every number, for this library and for cfitsio")
    func types() throws {
        try roundTrip(UInt8.self, TBYTE)
        try roundTrip(Int8.self, TSBYTE)
        try roundTrip(Int16.self, TSHORT)
        try roundTrip(UInt16.self, TUSHORT)
        try roundTrip(Int32.self, TINT)
        try roundTrip(UInt32.self, TUINT)
    }

    @Test("makes an image of the sky smaller, and keeps its undefined pixels")
    func undefined() throws {
        var generator = SeededGenerator(seed: 3)
        let values = (0..<(200 * 90)).map {
            $0 % 71 == 0 ? UInt16.max : UInt16.random(in: 990...1010, using: &generator)
        }
        let image = PixelImage(width: 200, height: 90, values: values, undefined: UInt16.max)
        let folder = try TemporaryFolder()
        let writer = try FITSImageWriter(path: folder.path + "/a.fits")
        try writer.append(image, header: Header(cards: []), compression: .rice)
        try writer.finish()
        let read = try ImageFile(path: folder.path + "/a.fits").pixels(of: 1, as: UInt16.self)
        #expect(read == image)
        let fractions = try ImageFile(path: folder.path + "/a.fits").pixels(of: 1, as: Float.self)
        #expect(fractions.values.count { $0.isNaN } == values.count { $0 == .max })
    }

    @Test("refuses numbers that RICE does not keep, and leaves nothing")
    func refused() throws {
        func refuse<Pixel: PixelValue>(_ value: Pixel) throws {
            let folder = try TemporaryFolder()
            let writer = try FITSImageWriter(path: folder.path + "/a.fits")
            let image = PixelImage(width: 3, height: 2, filledWith: value)
            let error = #expect(throws: ImageError.self) {
                try writer.append(image, header: Header(cards: []), compression: .rice)
            }
            #expect(error?.code == .unsupportedCompression)
            #expect(error?.message.contains(Pixel.pixelType.rawValue) == true)
            // The writer goes on.
            try writer.append(image, header: Header(cards: []))
            try writer.finish()
            #expect(try ImageFile(path: folder.path + "/a.fits").hdus.count == 1)
        }
        try refuse(1.5 as Float)
        try refuse(1.5 as Double)
        try refuse(1 as Int64)
        try refuse(1 as UInt64)
    }
}
