import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Bad images")
struct ImageErrorTests {
    private func code(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "none"
        } catch let error as ImageError {
            return error.code.rawValue
        } catch let error as FITSError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }

    @Test("each has an error of its own: HDUs, axes, sections, types")
    func structure() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.fits"
        try SampleImage.write(
            [SampleImage.sky(12)], width: 4, bits: LONG_IMG, code: TINT, to: path)
        let file = try ImageFile(path: path)
        #expect(code { _ = try file.pixels(of: 1, as: Int32.self) } == "missing-hdu")
        #expect(code { _ = try file.checksums(of: 7) } == "missing-hdu")
        #expect(code { _ = try file.pixels(of: 0, columns: 0..<5, as: Int32.self) } == "outside-image")
        #expect(code { _ = try file.pixels(of: 0, rows: 0..<4, as: Int32.self) } == "outside-image")
        let error = #expect(throws: ImageError.self) { try file.pixels(of: 0, as: UInt8.self) }
        #expect(error?.code == .pixelOverflow && error?.stack.isEmpty == true)
        #expect(error?.description.contains("uint8 cannot hold all pixels of the image; ask for a larger type") == true)
        #expect(
            code { _ = try ImageFile(path: path, limits: .init(pixels: 11)).pixels(of: 0, as: Int32.self) }
                == "too-large")
    }

    @Test("images of other than two axes are refused, unless further axes are one pixel long")
    func axes() throws {
        let folder = try TemporaryFolder()
        func file(_ sizes: [Int]) throws -> ImageFile {
            let name = "a\(sizes).fits"
            var status: Int32 = 0
            var handle: UnsafeMutablePointer<fitsfile>?
            unsafe ffdkinit(&handle, folder.path + "/" + name, &status)
            var sizes = sizes
            unsafe ffcrim(handle, SHORT_IMG, Int32(sizes.count), &sizes, &status)
            var pixels = (0..<sizes.reduce(1, *)).map { Int16($0) }
            if !sizes.isEmpty { unsafe ffppr(handle, TSHORT, 1, Int64(pixels.count), &pixels, &status) }
            unsafe ffclos(handle, &status)
            try #require(status == 0)
            return try ImageFile(path: folder.path + "/" + name)
        }
        #expect(code { _ = try file([5]).shape(of: 0) } == "wrong-axes")
        #expect(code { _ = try file([5, 2, 3]).shape(of: 0) } == "wrong-axes")
        #expect(try file([5, 2, 1]).pixels(of: 0, as: Int16.self).values == Array(0..<10))
        #expect(code { _ = try file([]).shape(of: 0) } == "not-an-image")
    }

    @Test("tables are no images")
    func table() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/t.fits"
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkinit(&handle, path, &status)
        unsafe ffcrtb(handle, BINARY_TBL, 1, 0, nil, nil, nil, nil, &status)
        unsafe ffclos(handle, &status)
        let file = try ImageFile(path: path)
        #expect(code { _ = try file.shape(of: 1) } == "not-an-image")
    }

    @Test("an image that is cut is refused, and the file says so")
    func truncated() throws {
        let folder = try TemporaryFolder()
        let values = SampleImage.sky(100 * 100)
        try SampleImage.write([values], width: 100, bits: LONG_IMG, code: TINT, to: folder.path + "/a.fits")
        let bytes = try folder.bytes("a.fits")
        let plain = try folder.write(Array(bytes[..<20000]), to: "short.fits")
        let cut = try ImageFile(path: plain)
        #expect(cut.chain.failures.map(\.code) == [.truncated])
        #expect(code { _ = try cut.pixels(of: 0, as: Int32.self) } == "truncated")
        #expect(try cut.pixels(of: 0, rows: 0..<40, as: Int32.self).values == Array(values[..<4000]))
        let packed = TestSupport.gzip(bytes)
        let gzip = try folder.write(Array(packed[..<(packed.count / 2)]), to: "short.fits.gz")
        let short = try ImageFile(path: gzip)
        #expect(short.chain.failures.map(\.code) == [.truncated])
        #expect(code { _ = try short.pixels(of: 0, as: Int32.self) } == "truncated")
        // A file that is cut after its headers were read.
        let path = try folder.write(bytes, to: "cut.fits")
        let file = try ImageFile(path: path)
        unsafe truncate(path, 20000)
        #expect(code { _ = try file.pixels(of: 0, as: Int32.self) } == "truncated")
    }

    @Test(
        "tiles that were cut off or changed are noticed",
        arguments: [
            ("rice", RICE_1, 9, 0), ("gzip", GZIP_1, 9, 0), ("hcompress", HCOMPRESS_1, 9, 0), ("far", RICE_1, 9, 127),
        ])
    func corruptTiles(_ name: String, _ kind: Int32, _ length: UInt8, _ offset: UInt8) throws {
        let folder = try TemporaryFolder()
        let path = try damaged(folder, name, kind, length, offset)
        let file = try ImageFile(path: path)
        let error = #expect(throws: ImageError.self) { try file.pixels(of: 1, as: Int32.self) }
        #expect(error?.code == .corruptTiles, "\(error?.description ?? "")")
    }

    /// A compressed image of which the first descriptor is changed.
    private func damaged(
        _ folder: TemporaryFolder, _ name: String, _ kind: Int32, _ length: UInt8, _ offset: UInt8
    ) throws -> String {
        let path = "\(folder.path)/\(name)"
        try SampleImage.write(
            [SampleImage.sky(256 * 64)], width: 256, bits: LONG_IMG, code: TINT, to: path, compression: kind,
            tile: [256, 16])
        let hdu = try HeaderReader.headers(atPath: path)[1]
        var bytes = try folder.bytes(name)
        bytes[Int(hdu.dataOffset) + 2] = 0
        bytes[Int(hdu.dataOffset) + 3] = length
        bytes[Int(hdu.dataOffset) + 4] = offset
        return try folder.write(bytes, to: name + ".bad")
    }

    @Test("a type that does not hold a pixel is refused, also where cfitsio decodes")
    func overflow() throws {
        let folder = try TemporaryFolder()
        try SampleImage.write(
            [SampleImage.sky(256 * 64).map { $0 + 70000 }], width: 256, bits: LONG_IMG, code: TINT,
            to: folder.path + "/a", compression: HCOMPRESS_1, tile: [256, 16])
        let file = try ImageFile(path: folder.path + "/a")
        #expect(code { _ = try file.pixels(of: 1, as: Int16.self) } == "pixel-overflow")
        #expect(try file.pixels(of: 1, as: UInt32.self).values.allSatisfy { (70_000...72_000).contains($0) })
    }

    @Test(
        "bytes changed at random cost the file and never the program",
        arguments: [RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1, PLIO_1])
    func randomChanges(_ kind: Int32) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 20)
        try SampleImage.write(
            [SampleImage.sky(128 * 96)], width: 128, bits: LONG_IMG, code: TINT, to: folder.path + "/a",
            compression: kind, tile: [128, 16])
        let bytes = try folder.bytes("a")
        for _ in 0..<100 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let place = Int.random(in: 2880..<bytes.count, using: &generator)
                changed[place] = UInt8.random(in: 0...255, using: &generator)
            }
            let path = try folder.write(changed, to: "changed")
            _ = try? ImageFile(path: path).pixels(of: 1, as: Int32.self)
        }
    }

    @Test("sizes of tiles that no image can have are refused")
    func tileSizes() throws {
        let folder = try TemporaryFolder()
        try SampleImage.write(
            [SampleImage.sky(64 * 64)], width: 64, bits: LONG_IMG, code: TINT, to: folder.path + "/a",
            compression: RICE_1)
        let text = String(decoding: try folder.bytes("a"), as: Unicode.ASCII.self)
        _ = text
        var bytes = try folder.bytes("a")
        let card = Array("ZTILE2  =                    1".utf8)
        let place = bytes.indices.first { bytes[$0...].starts(with: card) }
        try #require(place != nil)
        bytes[(place ?? 0) + 29] = UInt8(ascii: "0")
        let file = try ImageFile(path: try folder.write(bytes, to: "b"))
        #expect(code { _ = try file.pixels(of: 1, as: Int32.self) } == "corrupt-tiles")
    }

    @Test("checksums are compared when asked for, and before pixels are read")
    func checksums() throws {
        let folder = try TemporaryFolder()
        for compression in [nil, RICE_1] {
            let name = "\(compression ?? 0).fits"
            try SampleImage.write(
                [SampleImage.sky(64 * 40)], width: 64, bits: LONG_IMG, code: TINT, to: folder.path + "/" + name,
                compression: compression, hasChecksums: true)
            let file = try ImageFile(path: folder.path + "/" + name)
            let number = compression == nil ? 0 : 1
            #expect(try file.checksums(of: number).isAll(.correct))
            try file.requireChecksums(of: number)
            var bytes = try folder.bytes(name)
            bytes[Int(file.hdus[number].dataOffset) + 100] ^= 1
            let changed = try ImageFile(path: try folder.write(bytes, to: "changed"))
            #expect(try changed.checksums(of: number).isAll(.wrong))
            #expect(code { try changed.requireChecksums(of: number) } == "wrong-checksum")
            #expect(code { _ = try changed.pixels(of: number, as: Int32.self) } == "wrong-checksum")
            let unverified = try ImageFile(path: folder.path + "/changed", verifiesSums: false)
            #expect(code { _ = try unverified.pixels(of: number, as: Int32.self) } != "wrong-checksum")
        }
        try SampleImage.write(
            [SampleImage.sky(4)], width: 2, bits: LONG_IMG, code: TINT, to: folder.path + "/none.fits")
        let none = try ImageFile(path: folder.path + "/none.fits")
        #expect(try none.checksums(of: 0).isAll(.absent))
        try none.requireChecksums(of: 0)
    }
}

extension ChecksumReport {
    /// Whether both sums say this.
    fileprivate func isAll(_ verdict: Verdict) -> Bool { data == verdict && hdu == verdict }
}
