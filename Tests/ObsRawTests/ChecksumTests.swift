import CObsCFITSIO
import ObsFITS
import TestSupport
import Testing

@testable import ObsRaw

@Suite("Checksums")
struct ChecksumTests {
    /// A file of two images with sums, and its bytes.
    private func sample(_ folder: TemporaryFolder) throws -> (bytes: [UInt8], hdus: [HDU]) {
        let path = folder.path + "/good.fits"
        let writer = try FITSImageWriter(path: path)
        for seed in 1...2 {
            let values = (0..<3000).map { Int16($0 * seed % 251) }
            try writer.append(
                PixelImage(width: 60, height: 50, values: values),
                header: Header(cards: [Card("SEED", .integer(seed))]))
        }
        try writer.finish()
        return (try folder.bytes("good.fits"), try ImageFile(path: path).hdus)
    }

    private func replace(_ text: String, by other: String, in bytes: inout [UInt8]) throws {
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: text.utf8) })
        bytes.replaceSubrange(place..<place + other.utf8.count, with: other.utf8)
    }

    private func error(_ path: String, _ hdu: Int = 0) throws -> (any Error)? {
        let file = try ImageFile(path: path)
        let result = Result { try file.pixels(of: hdu, as: Int16.self) }
        if case .failure(let error) = result { return error }
        return nil
    }

    @Test("that are wrong are an error with HDU, card, what was expected and what was found")
    func mismatch() throws {
        let folder = try TemporaryFolder()
        var (bytes, hdus) = try sample(folder)
        let expected = try #require(hdus[1].header["DATASUM"]?.stringValue)
        // Far behind the rows that are read: all of the HDU is compared.
        bytes[Int(hdus[1].dataOffset) + 5999] &+= 1
        let path = try folder.write(bytes, to: "data.fits")
        #expect(try error(path) == nil, "the other HDU is sound")
        let found = try #require(try error(path, 1) as? ImageError)
        #expect(found.code == .wrongChecksum && found.hdu == 1)
        let sum = try #require(UInt32(expected)) &+ 1
        #expect(
            found.message.hasPrefix("DATASUM demands that the sum of the data be \(expected), and it is \(sum): "),
            "\(found.message)")
    }

    @Test("of the header are compared too, and absent or empty ones are no complaint")
    func header() throws {
        let folder = try TemporaryFolder()
        let (bytes, _) = try sample(folder)
        var changed = bytes
        try replace("SEED    =                    1", by: "SEED    =                    7", in: &changed)
        let found = try #require(try error(try folder.write(changed, to: "card.fits")) as? ImageError)
        #expect(found.message.hasPrefix("CHECKSUM demands that the sum of header and data be 4294967295, and it is "))
        for other in [
            "CHECKSUM= ''                  ", "CHECKSUM=                     ", "CHECKSUN= '0000000000000000'",
        ] {
            var without = changed
            try replace("CHECKSUM= '", by: other, in: &without)
            #expect(try error(try folder.write(without, to: "none.fits")) == nil, "\(other)")
        }
        var word = bytes
        try replace("DATASUM = '", by: "DATASUM = 'x", in: &word)
        let wrong = try #require(try error(try folder.write(word, to: "word.fits")) as? ImageError)
        #expect(wrong.message.hasPrefix("DATASUM demands that the sum of the data be x"))
    }

    @Test("count missing padding as zeros, and take the place of those of a damaged gzip stream")
    func gzip() throws {
        let folder = try TemporaryFolder()
        let (bytes, hdus) = try sample(folder)
        let end = Int(hdus[1].dataOffset + hdus[1].dataLength)
        #expect(try error(try folder.write(Array(bytes[..<end]), to: "unpadded.fits"), 1) == nil)
        var packed = TestSupport.gzip(bytes)
        packed[packed.count - 6] ^= 1
        let path = try folder.write(packed, to: "sum.fits.gz")
        #expect(try ImageFile(path: path).chain.failures.map(\.code) == [.corruptGzip])
        #expect(try error(path) == nil, "DATASUM says that the pixels are right")
        var unsummed = bytes
        try replace("DATASUM = '", by: "DATASUN", in: &unsummed)
        try replace("CHECKSUM= '", by: "CHECKSUN", in: &unsummed)
        packed = TestSupport.gzip(unsummed)
        packed[packed.count - 6] ^= 1
        let doubtful = try folder.write(packed, to: "doubtful.fits.gz")
        let found = try #require(try error(doubtful) as? FITSError)
        #expect(found.code == .corruptGzip && found.hdu == 0)
        #expect(found.message.hasSuffix("no DATASUM says that the pixels of HDU 0 are as they were"))
        #expect(try error(doubtful, 1) == nil)
        let file = try ImageFile(path: doubtful, verifiesSums: false)
        #expect(try file.pixels(of: 0, as: Int16.self).values.count == 3000)
    }

    @Test("of large images are the sums of all their pieces")
    func large() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/large.fits"
        let writer = try FITSImageWriter(path: path)
        let values = (0..<5_000_000).map { Int16(truncatingIfNeeded: $0 &* 31) }
        try writer.append(PixelImage(width: 5000, height: 1000, values: values), header: Header(cards: []))
        try writer.finish()
        for path in [path, try folder.write(TestSupport.gzip(try folder.bytes("large.fits")), to: "large.fits.gz")] {
            let report = try ImageFile(path: path).checksums(of: 0)
            #expect(report.data == .correct && report.hdu == .correct && report.mismatches.isEmpty)
        }
    }
}
