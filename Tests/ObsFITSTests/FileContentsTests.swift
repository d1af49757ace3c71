@testable import ObsFITS
import TestSupport
import Testing

@Suite("The contents of a file")
struct FileContentsTests {
    private static let length = 1_300_000

    /// A file of three images of bytes; what they hold, and its bytes.
    private static func sample() -> (images: [[UInt8]], bytes: [UInt8]) {
        var generator = SeededGenerator(seed: 5)
        var (images, bytes): ([[UInt8]], [UInt8]) = ([], [])
        for number in 0..<3 {
            let start = number == 0 ? "SIMPLE  =                    T" : "XTENSION= 'IMAGE   '"
            let cards = [
                start, "BITPIX  =                    8", "NAXIS   =                    1",
                "NAXIS1  = \(String(repeating: " ", count: 13))\(length)", "END",
            ]
            for card in cards { bytes += Array((card + String(repeating: " ", count: 80 - card.utf8.count)).utf8) }
            bytes += [UInt8](repeating: 0x20, count: 2880 - bytes.count % 2880)
            // Numbers that compress, in runs.
            var image: [UInt8] = []
            while image.count < length {
                let value = UInt8.random(in: 0...255, using: &generator)
                image += [UInt8](repeating: value, count: Int.random(in: 1...400, using: &generator))
            }
            images.append(Array(image[..<length]))
            bytes += images[number] + [UInt8](repeating: 0, count: 2880 - length % 2880)
        }
        return (images, bytes)
    }

    private static func read(
        _ contents: FileContents, _ hdu: HDU, from start: Int = 0, count: Int = length
    ) throws
        -> [UInt8]
    {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        try contents.read(at: hdu.dataOffset + Int64(start), into: &span)
        return bytes
    }

    @Test("of a gzip'd file are inflated once for headers and data, in any order and by many threads")
    func once() async throws {
        let folder = try TemporaryFolder()
        let (images, bytes) = Self.sample()
        for path in [try folder.write(gzip(bytes), as: "a.fits.gz"), try folder.write(bytes, as: "a.fits")] {
            let contents = try FileContents(path: path)
            let hdus = try contents.headers().hdus
            #expect(hdus.count == 3)
            #expect(hdus.allSatisfy { contents.holds($0.dataOffset..<$0.dataOffset + $0.dataLength) })
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in [2, 0, 1] {
                    for half in [1, 0] {
                        group.addTask {
                            let start = half * 700_000
                            let count = half == 0 ? 700_000 : Self.length - 700_000
                            return try Self.read(contents, hdus[number], from: start, count: count)
                                == Array(images[number][start..<start + count])
                        }
                    }
                }
                for try await isEqual in group { #expect(isEqual) }
            }
            #expect(contents.inflations == (contents.isInflated ? 1 : 0))
        }
    }

    @Test("of a gzip'd file that were read, or are too many to hold, are inflated again")
    func again() throws {
        let folder = try TemporaryFolder()
        let (images, bytes) = Self.sample()
        let path = try folder.write(gzip(bytes), as: "a.fits.gz")
        let contents = try FileContents(path: path)
        let hdus = try contents.headers().hdus
        for _ in 0..<2 {
            for (hdu, image) in zip(hdus, images) { #expect(try Self.read(contents, hdu) == image) }
        }
        #expect(contents.inflations == 2)
        #expect(!contents.holds(hdus[0].dataOffset..<hdus[0].dataOffset + hdus[0].dataLength))
        let few = try FileContents(path: path, holding: 1 << 20)
        let same = try few.headers().hdus
        #expect(!few.holds(same[2].dataOffset..<same[2].dataOffset + same[2].dataLength))
        for number in [0, 1, 2, 1, 0] { #expect(try Self.read(few, same[number]) == images[number]) }
        #expect(few.inflations == 4)
    }

    @Test("of a gzip'd file that is damaged can be read up to there")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let (images, bytes) = Self.sample()
        var packed = gzip(bytes)
        let contents = try FileContents(path: try folder.write(packed, as: "a.fits.gz"))
        let hdus = try contents.headers().hdus
        packed.removeLast(packed.count / 4)
        let cut = try FileContents(path: try folder.write(packed, as: "cut.fits.gz"))
        let chain = try cut.headers().chain
        #expect(chain.failures.map(\.code) == [.truncated] && !chain.isWhole)
        #expect(try Self.read(cut, hdus[0]) == images[0])
        for _ in 0..<2 {
            let error = #expect(throws: FITSError.self) { try Self.read(cut, hdus[2]) }
            #expect(error?.code == .truncated && error?.file == folder.path + "/cut.fits.gz")
        }
    }

    @Test("that are gzip'd twice are no FITS file")
    func twice() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(gzip(gzip(Self.sample().bytes)), as: "a.fits.gz")
        let error = #expect(throws: FITSError.self) { try FileContents(path: path).headers() }
        #expect(error?.code == .unsupportedCompression)
        #expect(error == #expect(throws: FITSError.self) { try HeaderReader.headers(atPath: path) })
    }
}
