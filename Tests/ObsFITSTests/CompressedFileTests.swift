import Foundation
import ObsText
import TestSupport
import Testing

@testable import ObsFITS

@Suite("A file compressed as a whole")
struct CompressedFileTests {
    /// Two images, the first with pixels.
    private static let plain =
        block(emptyPrimary) + block(imageCards("A", 100, 50)) + padded((0..<10_000).map { UInt8($0 % 7) }, with: 0)
        + block(imageCards("B"))

    /// The same, as `bzip2`, `xz` and `zstd --check` write it.
    private static let samples: [Compression: [UInt8]] = [
        .gzip: gzip(plain),
        .bzip2: bytes(
            "QlpoOTFBWSZTWXub7TIAFGD/BP8AQABAgXNC/qfOQBAAIAAgCDAA+EhJKGTRBp6jaQBkehMYZGmmmRhMjBNAYESkmhoaaGgAAB+T"
                + "BQHECIKfaKKClaIgphREFKwRBTECIKYwRBTIDe+rtdwU1k1EL5pEeMhyMqemCD8qzFULMBVZAUtCMEiYSCjy50XfbxqckM0CShXR"
                + "fJACLB+KSgZFPq8zPo5MTgZFciIrTipI5reEx42ZAsmO3YI0CBoD3wVzka9CWFARByuBlYn6+4sPgxR/i7kinChIPc32mQA="
        ),
        .xz: bytes(
            "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4E6/AM1dACmSRdqJu1iaO+SlvDKzbCjdlSvI/df244sGkMjGY5dcxLIKrxkJaz3thS12"
                + "0d/qpm11WS1IiFyu8iCo26CwIWg698lsa0tbIiJoytUt42+ZpUg+7LPp9y4IsWPlVxWaQCqcCe8V1nmsVMb7TdpMod817IBkgoPu"
                + "xh/0X3w/AT9q7gITKc3sslfRI7wg5toKL8d0dT745GPLg83aZq9OnQQb+nLZYMqTME7L0mHUmQPb874tpd5N7lywX2QOCdsVTmGz"
                + "vDozUxKXeGK+vwAAAAAAFosxrcD3ycUAAekBwJ0BAMND41WxxGf7AgAAAAAEWVo="
        ),
        .zstd: bytes(
            "KLUv/QRYLQUA8gUUGFBrXAyAeWnIlY+Fnk7aEJZdSWYWGAZ/FIkxCANBAHAYl240qqTb8CiPfnWxINYFxJhzEMO5H5Wk8ka6JFPc"
                + "llA0s2xJDy3XZvKOHhVLJQshIHCDFMRmMR0KAuL+oUYvFcLonYawpII99H8NjoI3XkyzDwT60ohNtSZAZ0hQ1ltx1usz/N0CJ7iJ"
                + "QwsHA8S5Pz54BnijeXTrGqM7rYsRThwS5YM7FA=="
        ),
    ]

    private static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map(Array.init) ?? [] }

    private func sample(_ compression: Compression) throws -> [UInt8] { try #require(Self.samples[compression]) }

    /// How many headers can be read, and the error behind them.
    private func read(_ bytes: [UInt8], limits: HeaderReader.Limits = .init()) -> (count: Int, error: FITSError?) {
        var count = 0
        do {
            let reader = try HeaderReader(bytes: bytes, name: "f", limits: limits)
            while try reader.next() != nil { count += 1 }
        } catch {
            return (count, error as? FITSError)
        }
        return (count, nil)
    }

    @Test("has the headers and the pixels of the file itself", arguments: Compression.allCases)
    func same(_ compression: Compression) throws {
        let packed = try sample(compression)
        let folder = try TemporaryFolder()
        let path = try folder.write(packed, as: "x.fits")
        for hdus in [try HeaderReader.headers(atPath: path), try HeaderReader.headers(atPath: path)] {
            #expect(hdus.map(\.extensionName) == [nil, "A", "B"])
            #expect(hdus.map(\.dataLength) == [0, 10_000, 0])
        }
        let contents = try FileContents(path: path)
        let hdu = try contents.headers().hdus[1]
        #expect(contents.isInflated)
        var pixels = [UInt8](repeating: 0, count: 10_000)
        var span = pixels.mutableSpan
        try contents.read(at: hdu.dataOffset, into: &span)
        #expect(pixels.enumerated().allSatisfy { $1 == UInt8($0 % 7) })
        #expect(try DecompressedBytes.read(path: path, limit: 1 << 20) == Self.plain)
        #expect(try DecompressedBytes.read(path: path, limit: 80, isPart: true) == Array(Self.plain.prefix(80)))
        #expect(try DecompressedBytes.read(path: folder.write(Self.plain, as: "y"), limit: 80) == nil)
    }

    @Test("goes on with the next member of the stream", arguments: Compression.allCases)
    func members(_ compression: Compression) throws {
        let packed = try sample(compression)
        let twice = try #require(try DecompressedBytes.read(path: "f", bytes: packed + packed, limit: 1 << 20))
        #expect(twice == Self.plain + Self.plain)
        #expect(read(packed + [0, 0, 0, 0]).error == nil)
        if compression == .xz { #expect(read(packed + [0, 0, 0, 0] + packed).error == nil) }
    }

    @Test("that is cut, damaged or followed by something else is said to be so", arguments: Compression.allCases)
    func damaged(_ compression: Compression) throws {
        let packed = try sample(compression)
        let cut = try #require(read(Array(packed[..<(packed.count / 2)])).error)
        #expect(cut.code == .truncated)
        #expect(cut.message.hasPrefix("the \(compression) stream ends too early"))
        let code: FITSError.Code = compression == .gzip ? .corruptGzip : .corruptStream
        let other = try #require(read(packed + Array("junk".utf8)).error)
        #expect(other.code == code)
        #expect(other.message.contains("from byte \(packed.count) of the compressed file on"))
        // In the middle of the data, and in the sums behind them.
        for place in [packed.count / 2, packed.count - (compression == .xz ? 26 : 4)] {
            var bad = packed
            bad[place] ^= 0x55
            // A block of bzip2 may have given damaged headers before its sum is compared.
            #expect(read(bad).error != nil, "\(place)")
            let error = #expect(throws: FITSError.self) {
                try DecompressedBytes.read(path: "f", bytes: bad, limit: 1 << 20)
            }
            #expect(error?.code == code || error?.code == .truncated, "\(place)")
        }
    }

    @Test("decompresses to no more than the limit", arguments: Compression.allCases)
    func limit(_ compression: Compression) throws {
        let found = read(try sample(compression), limits: .init(inflatedBytes: 8_000))
        #expect(found.error?.code == .inflatedTooLarge)
        let error = #expect(throws: FITSError.self) {
            try DecompressedBytes.read(path: "f", bytes: try sample(compression), limit: 8_000)
        }
        #expect(error?.code == .inflatedTooLarge && error?.file == "f")
    }

    @Test("that needs a library which is not there says which to install")
    func missing() {
        let missing = [
            #expect(throws: DynamicLibrary.Missing.self) { try Bzip2Library(["libnone.so.1"]) },
            #expect(throws: DynamicLibrary.Missing.self) { try XZLibrary(["libnone.so.1"]) },
            #expect(throws: DynamicLibrary.Missing.self) { try ZstdLibrary(["libz.so.1"]) },
        ]
        let words = [
            "libnone.so.1 cannot be loaded: ", "libnone.so.1 cannot be loaded: ", "libz.so.1 has no function ZSTD",
        ]
        let packages = ["libbz2-1.0", "liblzma5", "libzstd1"]
        for (place, compression) in [Compression.bzip2, .xz, .zstd].enumerated() {
            let error = missing[place].map { compression.unsupported($0) }
            #expect(error?.code == .unsupportedCompression)
            #expect(error?.message.contains(words[place]) == true)
            #expect(error?.message.contains("install it (Debian: \(packages[place]))") == true)
        }
    }
}
