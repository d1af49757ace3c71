@testable import ObsFITS
import TestSupport
import Testing

/// Files that are cut or damaged give every HDU that can be read, and say what is wrong.
@Suite("The chain of HDUs")
struct HeaderChainTests {
    /// A primary and three images of two blocks each: a header of one block at bytes 2880, 11520 and 20160, data behind it.
    private static let file = block(emptyPrimary) + ["A", "B", "C"].flatMap(image)

    private static func image(_ name: String) -> [UInt8] {
        block(imageCards(name, bitpix: 8, 100, 50)) + padded([UInt8](repeating: 0x41, count: 5000), with: 0)
    }

    /// The names and numbers of the HDUs behind the primary, the codes and HDUs of the failures, and the chain.
    private func read(
        _ bytes: [UInt8]
    ) throws -> (hdus: [String], failures: [String], chain: HeaderChain) {
        let pulled = HDUChain(try HeaderReader(bytes: bytes, name: "f"))
        var hdus: [String] = []
        while let hdu = try pulled.next() {
            if hdu.index > 0 { hdus.append("\(hdu.index)\(hdu.extensionName ?? "")") }
        }
        let chain = pulled.state()
        #expect(chain.failures.allSatisfy { $0.file == "f" })
        return (hdus, chain.failures.map { "\($0.code.rawValue) \($0.hdu ?? -1)" }, chain)
    }

    /// The file with other bytes at a place.
    private func changed(at place: Int, _ text: String, in file: [UInt8] = file) -> [UInt8] {
        var bytes = file
        bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        return bytes
    }

    private func expect(
        _ bytes: [UInt8], _ hdus: [String], _ failures: [String], goesOn place: Int? = nil, _ comment: Comment? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws {
        for bytes in [bytes, gzip(bytes)] {
            let found = try read(bytes)
            #expect(found.hdus == hdus, comment, sourceLocation: location)
            #expect(found.failures == failures, comment, sourceLocation: location)
            if let place {
                let text = "(reading goes on with HDU \(hdus.last?.first ?? "0") at byte \(place))"
                #expect(
                    found.chain.failures.last?.message.hasSuffix(text) == true,
                    "\(found.chain.failures.last?.message ?? "")", sourceLocation: location)
            }
        }
    }

    @Test("of a good file is whole")
    func good() throws {
        try expect(Self.file, ["1A", "2B", "3C"], [])
        #expect(try read(Self.file).chain.isWhole)
        let filled = try read(Self.file + [UInt8](repeating: 0x20, count: 5760))
        #expect(filled.chain.isWhole && filled.failures.isEmpty && filled.chain.trailing?.isFill == true)
    }

    @Test("is the same however many bytes a store gives at a time", arguments: [1, 100, 2879])
    func slow(_ step: Int) throws {
        let long = block(emptyPrimary) + [UInt8](repeating: 0x41, count: 80 * 400)
        let files = [
            Self.file, changed(at: 2880, "YTENSION"), changed(at: 2880 + 80 * 7, "E\u{1}D"), changed(at: 11520, "Y"),
            changed(at: 0, "KEY\u{2}", in: long), changed(at: 80 * 300, "KEY\u{2}", in: long),
            Array(long.dropFirst(2880)),
            Array(Self.file.prefix(12_000)), Array(Self.file.prefix(3000)),
        ]
        for (number, file) in files.enumerated() {
            func chain(_ reader: HeaderReader) throws -> (hdus: [Int64], failures: [FITSError]) {
                let chain = HDUChain(reader)
                var hdus: [Int64] = []
                while let hdu = try chain.next() { hdus.append(hdu.headerOffset) }
                return (hdus, chain.state().failures)
            }
            let whole = Result { try chain(HeaderReader(bytes: file, name: "f")) }
            let store = SyntheticRange(length: Int64(file.count), piece: step) { file[Int($0)] }
            let slow = Result { try chain(HeaderReader(source: store, name: "f")) }
            switch (whole, slow) {
            case (.success(let whole), .success(let slow)):
                #expect(whole.hdus == slow.hdus && whole.failures == slow.failures, "file \(number)")
            case (.failure(let whole), .failure(let slow)):
                #expect(whole as? FITSError == slow as? FITSError, "file \(number)")
            default: Issue.record("file \(number) can be read from one of the two")
            }
        }
    }

    @Test("goes on behind a header that is damaged, whose number stays its own")
    func damagedHeader() throws {
        try expect(changed(at: 11_520, "Y"), ["1A", "3C"], ["trailing-bytes 1"], goesOn: 20_160)
        try expect(changed(at: 11_600, "BITPIY"), ["1A", "3C"], ["bad-structure 2"], goesOn: 20_160)
        try expect(changed(at: 11_690, "X"), ["1A", "3C"], ["bad-structure 2"], goesOn: 20_160)
        // PCOUNT, GCOUNT: an image has none, and one.
        try expect(changed(at: 11_930, "8"), ["1A", "3C"], ["bad-structure 2"], goesOn: 20_160)
        try expect(changed(at: 12_010, "3"), ["1A", "3C"], ["bad-structure 2"], goesOn: 20_160)
        try expect(changed(at: 20_160, "Y"), ["1A", "2B"], ["trailing-bytes 2"])
    }

    @Test("goes on behind a header without END, also where that of the next HDU is found")
    func missingEND() throws {
        // Eight cards precede END.
        let place = 2880 + 8 * 80
        try expect(changed(at: place, "ENE"), ["2B", "3C"], ["missing-end 1"])
        try expect(changed(at: 20_160 + 8 * 80, "ENE"), ["1A", "2B"], ["missing-end 3"])
        // Far from the next header, so that it is not read along.
        let large =
            block(emptyPrimary) + block(imageCards("L", bitpix: 8, 100_800)) + [UInt8](repeating: 1, count: 100_800)
        try expect(
            changed(at: 2880 + 7 * 80, "ENE", in: large + Self.image("B")), ["2B"], ["missing-end 1"], goesOn: 106_560)
        let primary = try HeaderReader(bytes: changed(at: 240, "ENE"), name: "f")
        let error = #expect(throws: FITSError.self) { try primary.next() }
        #expect(error?.message == "the header has no END card: another header follows within it")
    }

    @Test("finds the next HDU where the size of one is wrong")
    func wrongSize() throws {
        // NAXIS2 of B: 50 rows become 90, 10, and more than the file has.
        let place = 11_520 + 4 * 80 + 10
        try expect(changed(at: place, "90"), ["1A", "2B", "3C"], ["trailing-bytes 2"], goesOn: 20_160)
        try expect(changed(at: place, "10"), ["1A", "2B", "3C"], ["trailing-bytes 2"], goesOn: 20_160)
        try expect(changed(at: place, "99999"), ["1A", "2B", "3C"], ["truncated 2"], goesOn: 20_160)
    }

    @Test("finds HDUs that bytes too many or too few have displaced")
    func displaced() throws {
        let more = Array(Self.file[..<7000]) + [1, 2, 3] + Self.file[7000...]
        try expect(more, ["1A", "2B", "3C"], ["trailing-bytes 1", "partial-block 3"])
        let fewer = Array(Self.file[..<7000]) + Self.file[7003...]
        try expect(fewer, ["1A", "2B", "3C"], ["trailing-bytes 1", "partial-block 3"])
        // A block of zeros in the place of a header is no fill.
        let zeros = changed(at: 11_520, String(repeating: "\0", count: 2880))
        try expect(zeros, ["1A", "2C"], ["trailing-bytes 1"], goesOn: 20_160)
    }

    @Test("ends with what is cut, in data, in a header and in padding")
    func cut() throws {
        try expect(Array(Self.file[..<23_100]), ["1A", "2B", "3C"], ["truncated 3"])
        try expect(Array(Self.file[..<20_300]), ["1A", "2B"], ["truncated 3"])
        try expect(Array(Self.file[..<(23_040 + 5000)]), ["1A", "2B", "3C"], ["partial-block 3"])
        try expect(Self.file + [0, 0, 0], ["1A", "2B", "3C"], ["partial-block 3"])
        #expect(try read(Self.file + [0]).chain.isWhole, "nothing is lost")
    }

    @Test("has all headers of a file that has nothing else")
    func headersAlone() throws {
        let headers = ["A", "B", "C"].map { block(imageCards($0, bitpix: 8, 100, 5000)) }
        try expect(block(emptyPrimary) + headers.flatMap { $0 }, ["1A", "2B", "3C"], ["headers-only 1"])
        let many = (0..<40).flatMap { _ in headers[0] }
        #expect(try read(block(emptyPrimary) + many).hdus.count == 40)
    }

    @Test("is not searched beyond the sixteenth damage")
    func manyDamages() throws {
        var bytes = block(emptyPrimary) + (0..<30).flatMap { Self.image("\($0)") }
        for number in stride(from: 1, to: 30, by: 2) { bytes[2880 + 8640 * number] = 0x59 }
        #expect(try read(bytes).hdus.count == 15)
        for number in 1..<30 where number % 3 > 0 { bytes[2880 + 8640 * number] = 0x59 }
        let reader = try HeaderReader(bytes: bytes)
        while try reader.next() != nil || reader.resume() {}
        #expect(reader.resumptions <= 16)
    }

    @Test("does not go on where nothing is damaged, nor in a gzip stream that is")
    func nothingToResume() throws {
        let reader = try HeaderReader(bytes: Self.file)
        #expect(try reader.resume() == false)
        while try reader.next() != nil {}
        #expect(try reader.resume() == false)
        var packed = gzip(Self.file)
        packed[packed.count - 6] ^= 1
        #expect(try read(packed).failures == ["corrupt-gzip 3"])
        packed.removeLast(5)
        #expect(try read(packed).failures == ["truncated 3"])
    }

    @Test("ends with the sums of the gzip stream, also where it is not read for headers")
    func gzipSums() throws {
        // What follows the last HDU is part of the stream.
        let noise = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        var packed = gzip(Self.file + noise)
        packed[packed.count - 6] ^= 1
        #expect(try read(packed).failures.contains { $0.hasPrefix("corrupt-gzip") })
        // A walk that has enough inflates no more, and says nothing of the rest.
        let stream = try FITSSource(bytes: packed, name: "f").open()
        #expect(try stream.next()?.hdu == 0)
        #expect(try stream.next()?.hdu == 1)
        #expect(stream.chain.failures.isEmpty)
        #expect(stream.chain.isWhole == false)
    }

    @Test("tells what follows the last gzip member and is none, but for zeros")
    func gzipGarbage() throws {
        #expect(try read(gzip(Self.file) + [0, 0, 0]).chain.isWhole)
        for garbage in [[0, 0, 7], Array("text".utf8), [0x1F], [0x1E, 0x8B, 8]] as [[UInt8]] {
            let members = gzip(Array(Self.file[..<11_520])) + gzip(Array(Self.file[11_520...]))
            let found = try read(members + garbage)
            #expect(found.hdus == ["1A", "2B", "3C"])
            #expect(found.failures == ["corrupt-gzip 3"])
            #expect(found.chain.failures.first?.message.contains("bytes that are no gzip") == true)
        }
    }
}
