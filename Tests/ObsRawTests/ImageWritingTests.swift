import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Writing images")
struct ImageWritingTests {
    private let header = Header(cards: [
        Card("OBJECT", .string("M31"), comment: "target"), Card("BITPIX", .integer(99)), Card("EXPTIME", .real(30.5)),
        Card("NAXIS3", .integer(7)), Card("BZERO", .real(12)), Card("HISTORY", .string("made by a test")),
    ])

    private func roundTrip<Pixel: PixelValue>(_ values: [Pixel]) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.fits"
        let writer = try FITSImageWriter(path: path)
        try writer.append(PixelImage(width: 5, height: values.count / 5, values: values), header: header)
        try writer.append(PixelImage(width: values.count / 5, height: 5, values: values), header: header)
        try writer.append(header: header)
        #expect(!FileManager.default.fileExists(atPath: path))
        try writer.finish()
        #expect(try folder.names() == ["a.fits"])
        let file = try ImageFile(path: path)
        #expect(file.hdus.count == 3)
        #expect(try file.shape(of: 0).pixelType == Pixel.pixelType)
        for hdu in 0..<3 {
            let report = try file.checksums(of: hdu)
            #expect(report.data == .correct && report.hdu == .correct, "\(Pixel.self) HDU \(hdu)")
            #expect(file.hdus[hdu].header["OBJECT"] == .string("M31"))
            #expect(file.hdus[hdu].header["EXPTIME"] == .real(30.5))
            #expect(file.hdus[hdu].header["NAXIS3"] == nil)
        }
        #expect(try file.pixels(of: 0, as: Pixel.self).values == values)
        #expect(try file.pixels(of: 1, as: Pixel.self).values == values)
        try verify(path)
    }

    /// cfitsio opens every HDU and finds the sums right.
    private func verify(_ path: String) throws {
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkopn(&handle, path, READONLY, &status)
        for number in 1...3 {
            unsafe ffmahd(handle, Int32(number), nil, &status)
            var (data, hdu): (Int32, Int32) = (0, 0)
            unsafe ffvcks(handle, &data, &hdu, &status)
            #expect(data == 1 && hdu == 1)
        }
        unsafe ffclos(handle, &status)
        #expect(status == 0)
    }

    @Test("keeps every number and the cards, with sums that cfitsio finds right")
    func types() throws {
        try roundTrip(SampleImage.values(5 * 1301, UInt8.self))
        try roundTrip(SampleImage.values(5 * 1301, Int8.self))
        try roundTrip(SampleImage.values(5 * 1301, Int16.self))
        try roundTrip(SampleImage.values(5 * 1301, UInt16.self))
        try roundTrip(SampleImage.values(5 * 100_001, Int32.self))
        try roundTrip(SampleImage.values(5 * 1301, UInt32.self))
        try roundTrip(SampleImage.values(5 * 1301, Int64.self))
        try roundTrip(SampleImage.values(5 * 1301, UInt64.self))
        try roundTrip(SampleImage.sky(5 * 1301).map { Float($0) / 3 })
        try roundTrip(SampleImage.sky(5 * 1301).map { Double($0) / 3 })
    }

    @Test("replaces no file unless told to")
    func exists() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("mine", to: "a.fits")
        let error = #expect(throws: ImageError.self) { try FITSImageWriter(path: path) }
        #expect(error?.code == .exists)
        #expect(try folder.bytes("a.fits") == Array("mine".utf8))
        let writer = try FITSImageWriter(path: path, replacing: true)
        try writer.append(header: header)
        try writer.finish()
        #expect(try ImageFile(path: path).hdus.count == 1)
    }

    @Test("leaves nothing when it is given up or has nowhere to write")
    func givenUp() throws {
        let folder = try TemporaryFolder()
        do {
            let writer = try FITSImageWriter(path: folder.path + "/a.fits")
            try writer.append(header: header)
        }
        #expect(try folder.names() == [])
        let error = #expect(throws: ImageError.self) { try FITSImageWriter(path: folder.path + "/none/a.fits") }
        #expect(error?.code == .unwritable)
        let folderError = #expect(throws: ImageError.self) { try FITSImageWriter(path: folder.path, replacing: true) }
        #expect(folderError?.code == .unwritable)
    }
}
