import Foundation
import ObsFITS
import ObsText
import TestSupport
import Testing

@Suite struct HeaderReaderErrorTests {
    /// The error of reading all HDUs, nil when there is none, and how many HDUs came before it.
    private func failure(_ bytes: [UInt8], _ limits: HeaderReader.Limits = .init()) throws -> (FITSError?, Int) {
        var count = 0
        do {
            let reader = try HeaderReader(bytes: bytes, name: "f", limits: limits)
            while try reader.next() != nil { count += 1 }
            return (nil, count)
        } catch let error as FITSError {
            return (error, count)
        }
    }

    @Test(
        "What is not FITS is named",
        arguments: [
            ([], FITSError.Code.empty, "the file has no bytes"),
            (Array("hello".utf8), .notFITS, "not a FITS file: it begins with `hello`, expected `SIMPLE  =`"),
            ([0, 1, 2, 0xFF], .notFITS, "not a FITS file: it begins with `....`, expected `SIMPLE  =`"),
            (Array("<!DOCTYPE html>".utf8), .notFITS, "not a FITS file: it begins as web pages or XML files do"),
            ([0x89] + Array("HDF\r\n".utf8), .notFITS, "not a FITS file: it begins as HDF5 files do"),
            (
                Array("SIMPLE TEXT".utf8), .notFITS,
                "not a FITS file: it begins with `SIMPLE TEXT`, expected `SIMPLE  =`"
            ),
            (
                block(imageCards("A")), .notFITS,
                "the file begins with an extension; a FITS file begins with a primary header"
            ),
            (
                Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n".utf8), .gitLFSPointer,
                "this is a git-LFS pointer, not the file itself: fetch it with `git lfs pull`"
            ),
            (
                gzip(Array("BZh91AY&SY".utf8)), .unsupportedCompression,
                "the file is compressed by bzip2 within gzip: decompress it first"
            ),
            (Array("PK\u{3}\u{4}".utf8), .notFITS, "not a FITS file: it begins as zip archives do"),
            (
                Array("SIMPLE  =                    T\nBITPIX  =                    8\n".utf8), .notFITS,
                "this is a header written as lines of text, not a FITS file"
            ),
            (
                [0x1F, 0x9D, 0x90], .unsupportedCompression,
                "the file is compressed by compress (.Z): decompress it first"
            ),
            (
                gzip(gzip(block(emptyPrimary))), .unsupportedCompression,
                "the file is compressed by gzip within gzip: decompress it first"
            ),
            (gzip([]), .empty, "the gzip file holds nothing"),
            (gzip(Array("hello".utf8)), .notFITS, "not a FITS file: it begins with `hello`, expected `SIMPLE  =`"),
        ] as [([UInt8], FITSError.Code, String)])
    func notFITS(bytes: [UInt8], code: FITSError.Code, message: String) throws {
        let (error, count) = try failure(bytes)
        #expect(error == FITSError(code, message, file: "f"))
        #expect(count == 0)
    }

    @Test("A file that ends within the first header is truncated", arguments: [1, 5, 9, 79, 80, 200, 239])
    func truncatedHeader(length: Int) throws {
        let (error, count) = try failure(Array(block(emptyPrimary).prefix(length)))
        #expect(error?.code == .truncated && error?.hdu == 0 && error?.offset == Int64(length))
        #expect(error?.message == "the file ends within a header: fetch the file again")
        #expect(count == 0)
    }

    @Test("A file that ends within a later header is truncated there")
    func truncatedExtension() throws {
        let bytes = block(emptyPrimary) + block(imageCards("A", 10)).prefix(300)
        let (error, count) = try failure(bytes)
        #expect(error?.code == .truncated && error?.hdu == 1 && error?.offset == 3180)
        #expect(count == 1)
    }

    @Test("A file that ends within data gives the header first", arguments: [2880, 2881, 22_879])
    func truncatedData(length: Int) throws {
        let whole =
            block(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 20000"])
            + padded([UInt8](repeating: 0, count: 20_000), with: 0)
        let (error, count) = try failure(Array(whole.prefix(length)))
        #expect(count == 1)
        #expect(
            error
                == FITSError(
                    .truncated,
                    "the data should go on to byte 22880, but the file ends at byte \(length): fetch the file again",
                    file: "f", hdu: 0))
        #expect(try failure(Array(whole.prefix(22_880))).0 == nil)
    }

    @Test("A header without END is told from a truncated one")
    func missingEND() throws {
        let cards = emptyPrimary.flatMap(image)
        let padded = padded(cards, with: 0x20)
        #expect(
            try failure(padded).0 == FITSError(.missingEND, "the header has no END card", file: "f", hdu: 0, offset: 0))
        let binary = try failure(padded + [UInt8](repeating: 0xFF, count: 5760)).0
        #expect(binary?.code == .missingEND && binary?.offset == 2880)
        #expect(binary?.message == "the header has no END card: here begins something else")
    }

    @Test("A header that never ends is given up at the limit", .timeLimit(.minutes(1)))
    func endless() throws {
        let start = emptyPrimary.flatMap(image)
        let card = image("GARBAGE = 'x'")
        for length in [1 << 30, nil] as [Int64?] {
            let source = SyntheticRange(length: length) { $0 < 240 ? start[Int($0)] : card[Int($0 % 80)] }
            let reader = try HeaderReader(source: source, name: "f", limits: .init(headerBytes: 1 << 20))
            #expect(
                throws: FITSError(
                    .headerTooLarge, "no END card within 1048576 bytes; if the header is meant, raise the limit",
                    file: "f", hdu: 0, offset: 0)
            ) { try reader.next() }
        }
    }

    @Test("The default limit of a header is 64 MiB, and a gzip bomb of cards stops there", .timeLimit(.minutes(1)))
    func bombOfCards() throws {
        #expect(HeaderReader.Limits() == HeaderReader.Limits(headerBytes: 67_108_864, inflatedBytes: 17_179_869_184))
        let bomb = gzip(emptyPrimary.flatMap(image) + [UInt8](repeating: 0x20, count: 8 << 20))
        #expect(bomb.count < 20_000)
        let (error, _) = try failure(bomb, .init(headerBytes: 4 << 20))
        #expect(error?.code == .headerTooLarge)
    }

    @Test("A gzip bomb of data stops at the limit", .timeLimit(.minutes(1)))
    func bombOfData() throws {
        let head = block(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 1000000000000"])
        let bomb = gzip(head + [UInt8](repeating: 0, count: 4 << 20))
        let (error, count) = try failure(bomb, .init(inflatedBytes: 1 << 20))
        #expect(count == 1 && error?.code == .inflatedTooLarge && error?.hdu == 0)
        #expect(error?.message == "the file inflates to more than 1048576 bytes; raise the limit to read it")
        #expect(try failure(bomb).0?.code == .truncated)
    }

    @Test("A damaged gzip stream gives what came before the damage")
    func damagedGzip() throws {
        var random = SeededGenerator(seed: 3)
        let data = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let head = block(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 100000"])
        let whole = gzip(head + padded(data, with: 0) + block(imageCards("LAST")))
        #expect(try failure(whole).1 == 2)

        let cut = try failure(Array(whole.prefix(50_000)))
        #expect(cut.0?.code == .truncated && cut.0?.hdu == 0 && cut.1 == 1)
        #expect(cut.0?.message == "the gzip stream ends too early: fetch the file again")

        var damaged = whole
        for index in 60_000..<60_100 { damaged[index] = 0xFF }
        let error = try failure(damaged)
        #expect(error.0?.code == .corruptGzip && error.1 >= 1)

        var badSum = whole
        badSum[whole.count - 6] ^= 1
        #expect(try failure(badSum).0?.code == .corruptGzip)
    }

    @Test("A gzip stream damaged at its start is said to be so", arguments: [2, 3, 10, 15])
    func damagedStart(length: Int) throws {
        let whole = gzip(block(emptyPrimary))
        #expect(try failure(Array(whole.prefix(length))).0?.code == .truncated)
        #expect(try failure(whole.prefix(2) + [0x55, 0x55] + whole.dropFirst(4)).0?.code == .corruptGzip)
    }

    @Test("Several gzip members are one file, what is no member is ignored")
    func members() throws {
        let parts = [block(emptyPrimary), block(imageCards("A")), block(imageCards("B"))]
        #expect(try failure(parts.flatMap(gzip)).1 == 3)
        #expect(try failure(parts.flatMap(gzip) + [0, 0, 0]).1 == 3)
        #expect(try failure(gzip(parts[0]) + gzip([]) + gzip(parts[1])).1 == 2)
        #expect(try failure(gzip(parts[0]) + gzip(parts[1]).dropLast(9)).0?.code == .truncated)
    }

    @Test(
        "Impossible structure is an error that names the card",
        arguments: [
            (
                ["BITPIX  = 7", "NAXIS   = 0"],
                "BITPIX = 7, expected 8, 16, 32, 64, -32 or -64: where the data end is not known"
            ),
            (["BITPIX  = 8", "NAXIS   = -1"], "NAXIS = -1, expected 0 to 999: where the data end is not known"),
            (
                ["BITPIX  = 8", "NAXIS   = 1000"],
                "NAXIS = 1000, expected 0 to 999: where the data end is not known"
            ),
            (["NAXIS   = 0"], "BITPIX is missing: where the data end is not known"),
            (["BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 5"], "NAXIS2 is missing: where the data end is not known"),
            (["BITPIX  = '8'", "NAXIS   = 0"], "BITPIX is not an integer: where the data end is not known"),
            (
                ["BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 5.0"],
                "NAXIS1 is not an integer: where the data end is not known"
            ),
            (
                ["BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = -5"],
                "NAXIS1 = -5, expected a number that is not negative: where the data end is not known"
            ),
            (
                ["BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 4294967296", "NAXIS2  = 4294967296"],
                "an array of 4294967296 x 4294967296 has more bytes than a file can hold"
            ),
            (
                ["BITPIX  = 64", "NAXIS   = 1", "NAXIS1  = 9223372036854775807"],
                "an array of 9223372036854775807 has more bytes than a file can hold"
            ),
            (
                ["BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 9223372036854775807"],
                "9223372036854775807 bytes of data are more than a file can hold"
            ),
        ])
    func structure(cards: [String], message: String) throws {
        let (error, _) = try failure(block(["SIMPLE  = T"] + cards))
        #expect(error == FITSError(.badStructure, message, file: "f", hdu: 0, offset: 0))
        let (later, count) = try failure(block(emptyPrimary) + block(["XTENSION= 'IMAGE'"] + cards))
        #expect(later?.code == .badStructure && later?.hdu == 1 && later?.offset == 2880 && count == 1)
    }

    @Test(
        "Negative or huge PCOUNT and GCOUNT are errors",
        arguments: [
            "PCOUNT  = -1", "GCOUNT  = -1", "PCOUNT  = 9223372036854775807", "GCOUNT  = 9223372036854775807",
            "PCOUNT  = T",
        ])
    func counts(card: String) throws {
        let cards = ["XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 8", "NAXIS2  = 3", card]
        let (error, count) = try failure(block(emptyPrimary) + block(cards))
        #expect(error?.code == .badStructure && count == 1)
    }

    @Test("An axis of no pixels makes no data, however large the others")
    func emptyAxis() throws {
        let cards = [
            "SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 3", "NAXIS1  = 4294967296", "NAXIS2  = 4294967296", "NAXIS3  = 0",
        ]
        #expect(try HeaderReader(bytes: block(cards)).next()?.dataLength == 0)
    }

    @Test("An error is thrown again at each call")
    func again() throws {
        let reader = try HeaderReader(bytes: Array(block(emptyPrimary).prefix(100)))
        for _ in 0..<3 { #expect(throws: FITSError.self) { try reader.next() } }
    }

    @Test("What a source throws comes out as it is")
    func foreignErrors() throws {
        struct Refused: Error {}
        struct Refusing: RangeReader {
            let length: Int64? = nil
            let good: [UInt8]
            mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
                guard offset < good.count else { throw Refused() }
                buffer[0] = good[Int(offset)]
                return 1
            }
        }
        #expect(throws: Refused.self) { try HeaderReader(source: Refusing(good: []), name: "r") }
        let reader = try HeaderReader(source: Refusing(good: block(emptyPrimary)), name: "r")
        #expect(try reader.next() != nil)
        #expect(throws: Refused.self) { try reader.next() }
        #expect(throws: Refused.self) { try reader.next() }
    }

    @Test("Folders, pipes and devices are refused")
    func otherFiles() throws {
        let folder = try TemporaryFolder()
        #expect(throws: FITSError(.isDirectory, "this is a folder; give the files in it", file: folder.path)) {
            try HeaderReader(path: folder.path)
        }
        unsafe mkfifo(folder.path + "/pipe", 0o600)
        for path in [folder.path + "/pipe", "/dev/zero"] {
            #expect { try HeaderReader(path: path) } throws: { ($0 as? FITSError)?.code == .unreadable }
        }
        let inside = try folder.write([], as: "empty") + "/x"
        #expect { try HeaderReader(path: inside) } throws: { ($0 as? FITSError)?.code == .notFound }
        let long = folder.path + "/" + String(repeating: "x", count: 5_000)
        #expect { try HeaderReader(path: long) } throws: { ($0 as? FITSError)?.code == .unreadable }
    }

    @Test("An error says file, HDU, byte and what is wrong")
    func description() {
        #expect(
            "\(FITSError(.truncated, "it ends", file: "a.fits", hdu: 2, offset: 80))"
                == "a.fits: HDU 2, byte 80: it ends")
        #expect("\(FITSError(.empty, "nothing", file: "a.fits"))" == "a.fits: nothing")
        #expect("\(FITSError(.badStructure, "bad", hdu: 1))" == "HDU 1: bad")
        let one = FITSError(.truncated, "it ends", file: "a.fits", hdu: 2, offset: 80).diagnostics
        #expect(
            one == [
                Diagnostic(.error, .init(rawValue: "truncated"), at: nil, hdu: 2, byte: 80, "HDU 2, byte 80: it ends")
            ])
        #expect(FITSError(.empty, "nothing", file: "a.fits").diagnostics.map(\.message) == ["nothing"])
        #expect(FITSError.Code.gitLFSPointer.rawValue == "git-lfs-pointer")
    }
}
