import Foundation
import ObsFITS
import TestSupport
import Testing

@Suite struct HeaderReaderTests {
    /// A primary with a small image, an image extension and a table behind it.
    private static let file =
        block(["SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 2", "NAXIS1  = 10", "NAXIS2  = 20", "OBJECT  = 'M 31'"])
        + padded([UInt8](repeating: 1, count: 400), with: 0) + block(imageCards("A", bitpix: -64, 100, 50))
        + padded([UInt8](repeating: 2, count: 40_000), with: 0)
        + block([
            "XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 12", "NAXIS2  = 5", "PCOUNT  = 40",
            "GCOUNT  = 1", "TFIELDS = 0", "EXTNAME = 'T'", "EXTVER  = 3", "INHERIT = F",
        ]) + padded([UInt8](repeating: 3, count: 100), with: 0)

    /// All HDUs of a reader.
    private func all(_ reader: HeaderReader) throws -> [HDU] {
        var hdus: [HDU] = []
        while let hdu = try reader.next() { hdus.append(hdu) }
        return hdus
    }

    private func expectFile(_ hdus: [HDU]) {
        #expect(hdus.map(\.index) == [0, 1, 2])
        #expect(hdus.map(\.kind) == [.primary, .image, .binaryTable])
        #expect(hdus.map(\.extensionName) == [nil, "A", "T"])
        #expect(hdus.map(\.extensionVersion) == [1, 1, 3])
        #expect(hdus.map(\.inherits) == [nil, nil, false])
        #expect(hdus.map(\.headerOffset) == [0, 5760, 48_960])
        #expect(hdus.map(\.dataOffset) == [2880, 8640, 51_840])
        #expect(hdus.map(\.dataLength) == [400, 40_000, 100])
        #expect(hdus.allSatisfy { $0.claimsConformance })
        #expect(hdus.first?.header["OBJECT"] == .string("M 31"))
    }

    @Test("Bytes in memory, a file, gzip and ranges give the same HDUs")
    func sources() throws {
        let folder = try TemporaryFolder()
        expectFile(try all(HeaderReader(bytes: Self.file)))
        expectFile(try HeaderReader.headers(atPath: folder.write(Self.file, as: "a.fits")))
        expectFile(try HeaderReader.headers(atPath: folder.write(gzip(Self.file), as: "b.fits")))
        expectFile(try all(HeaderReader(bytes: gzip(Self.file))))
        for piece in [1, 7, 1000, .max] {
            let known = SyntheticRange(length: Int64(Self.file.count), piece: piece) { Self.file[Int($0)] }
            expectFile(try all(HeaderReader(source: known, name: "ranges")))
            let members = gzip(Array(Self.file.prefix(9_000))) + gzip(Array(Self.file.dropFirst(9_000)))
            let zipped = SyntheticRange(length: Int64(members.count), piece: piece) { members[Int($0)] }
            expectFile(try all(HeaderReader(source: zipped, name: "ranges")))
        }
    }

    @Test("A source that does not know its length is read to its end")
    func unknownLength() throws {
        var end = Int64(Self.file.count)
        expectFile(try all(HeaderReader(source: EndlessRange(bytes: Self.file), name: "ranges")))
        end -= 2800
        let cut = EndlessRange(bytes: Array(Self.file.prefix(Int(end))))
        #expect(throws: FITSError.self) { try all(HeaderReader(source: cut, name: "ranges")) }
    }

    @Test("Pixels are not read")
    func noPixels() throws {
        let pixels: Int64 = 1 << 50
        let head = block(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = \(pixels)"])
        let next = block(imageCards("FAR"))
        let start = 2880 + (pixels + 2879) / 2880 * 2880
        let source = SyntheticRange(length: start + Int64(next.count)) { offset in
            if offset < 2880 { return head[Int(offset)] }
            return offset >= start ? next[Int(offset - start)] : 0xFF
        }
        let hdus = try all(HeaderReader(source: source, name: "far"))
        #expect(hdus.map(\.headerOffset) == [0, start])
        #expect(hdus.last?.extensionName == "FAR")
    }

    @Test("A limit stops before later damage")
    func limit() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(Self.file.prefix(9_000)), as: "cut.fits")
        #expect(try HeaderReader.headers(atPath: path, limit: 2).count == 2)
        #expect(try HeaderReader.headers(atPath: path, limit: 0).isEmpty)
        #expect(throws: FITSError.self) { try HeaderReader.headers(atPath: path) }
    }

    @Test("Long headers are read whole", arguments: [36, 288, 289, 5_000])
    func long(count: Int) throws {
        let cards = emptyPrimary + (0..<count).map { "K\($0)".padding(8) + "= \($0)" }
        for bytes in [block(cards), gzip(block(cards))] {
            let hdus = try all(HeaderReader(bytes: bytes + []))
            #expect(hdus.count == 1 && hdus[0].header.count == count + 3)
            #expect(hdus[0].header[Keyword("K\(count - 1)")] == .integer(count - 1))
        }
    }

    @Test("Many HDUs without data are found", arguments: [0, 1, 100])
    func many(count: Int) throws {
        let bytes = block(emptyPrimary) + (0..<count).flatMap { block(imageCards("E\($0)")) }
        for source in [bytes, gzip(bytes)] {
            let hdus = try all(HeaderReader(bytes: source))
            #expect(hdus.count == count + 1)
            #expect(hdus.dropFirst().map(\.extensionName) == (0..<count).map { "E\($0)" })
        }
    }

    @Test("What follows the last HDU is said, not an error", arguments: [1, 80, 2880, 30_000])
    func trailing(count: Int) throws {
        for filler: UInt8 in [0, 0x20, 0x58] {
            let bytes = Self.file + [UInt8](repeating: filler, count: count)
            let reader = try HeaderReader(bytes: bytes)
            expectFile(try all(reader))
            #expect(reader.trailing?.offset == Int64(Self.file.count) && reader.trailing?.length == Int64(count))
            #expect(try reader.next() == nil)
        }
        let reader = try HeaderReader(bytes: Self.file)
        expectFile(try all(reader))
        #expect(reader.trailing == nil)
    }

    @Test("Missing padding at the end is no error", arguments: [2_779, 2_780])
    func padding(missing: Int) throws {
        expectFile(try all(HeaderReader(bytes: Self.file.dropLast(min(missing, 2_780)))))
        let unpadded = emptyPrimary.flatMap(image) + image("END")
        #expect(try all(HeaderReader(bytes: unpadded)).count == 1)
    }

    @Test("A file that says SIMPLE = F is read and does not claim to conform")
    func simpleF() throws {
        let hdus = try all(HeaderReader(bytes: block(["SIMPLE  = F", "BITPIX  = 8", "NAXIS   = 0"])))
        #expect(hdus.map(\.claimsConformance) == [false])
    }

    @Test(
        "Kinds of extensions follow XTENSION",
        arguments: [
            ("IMAGE", HDU.Kind.image), ("IUEIMAGE", .image), ("BINTABLE", .binaryTable), ("A3DTABLE", .binaryTable),
            ("TABLE", .asciiTable), ("FOREIGN", .other), ("", .other),
        ])
    func kinds(name: String, kind: HDU.Kind) throws {
        var cards = imageCards("X", bitpix: 8, 0, 0)
        cards[0] = "XTENSION= '\(name)'"
        #expect(try all(HeaderReader(bytes: block(emptyPrimary) + block(cards))).last?.kind == kind)
    }

    @Test("Random groups count as the standard says")
    func groups() throws {
        let cards = ["SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 3", "NAXIS1  = 0", "NAXIS2  = 3", "NAXIS3  = 4"]
        let groups = ["GROUPS  = T", "PCOUNT  = 6", "GCOUNT  = 10"]
        func length(_ cards: [String]) throws -> Int64? { try HeaderReader(bytes: block(cards)).next()?.dataLength }
        #expect(try length(cards + groups) == 4 * 10 * (6 + 12))
        #expect(try length(cards) == 0)
        #expect(try length(emptyPrimary + ["PCOUNT  = 6", "GCOUNT  = 10"]) == 0)
    }

    @Test(
        "Names are taken literally",
        arguments: [
            "x.fits[1]", "!x.fits", "x.fits(out.fits)", "x.fits+1", "-", "mem:", "a b'\"\\.fits", "%2e.fits", "*",
            "é.fits",
        ])
    func literalNames(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(
            throws: FITSError(
                .notFound, "there is no such file; names are taken literally", file: folder.path + "/" + name)
        ) { try HeaderReader(path: folder.path + "/" + name) }
        expectFile(try HeaderReader.headers(atPath: folder.write(Self.file, as: name)))
    }

    @Test(
        "Addresses and pipes are names of files that are not there",
        arguments: [
            "http://localhost/x.fits", "ftp://localhost/x.fits", "file:///tmp/x.fits", "| cat x.fits", "", "a\0b",
        ])
    func noAddresses(name: String) {
        #expect { try HeaderReader(path: name) } throws: { ($0 as? FITSError)?.code == .notFound }
    }
}

/// Bytes in memory that do not say how many they are.
private struct EndlessRange: RangeReader {
    let bytes: [UInt8]
    var length: Int64? { nil }

    mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) -> Int {
        guard offset < bytes.count else { return 0 }
        let count = min(buffer.count, bytes.count - Int(offset))
        for index in 0..<count { buffer[index] = bytes[Int(offset) + index] }
        return count
    }
}
