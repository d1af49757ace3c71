import TestSupport
import Testing

@testable import ObsFITS

@Suite("A member of a zip archive")
struct ZipArchiveTests {
    private static let file =
        block(emptyPrimary) + block(imageCards("A", 100, 50)) + padded((0..<10_000).map { UInt8($0 % 7) }, with: 0)

    private func archive(_ change: (inout ZipEntry) -> Void = { _ in }, isDeflated: Bool) -> [UInt8] {
        var entry = ZipEntry("night/a.fits", Self.file, isDeflated: isDeflated)
        change(&entry)
        return zip([ZipEntry("night/", []), entry, ZipEntry("b.txt", Array("text".utf8))])
    }

    /// The number of headers of the first file, and the error behind them.
    private func read(_ bytes: [UInt8]) -> (count: Int, error: FITSError?) {
        var count = 0
        do {
            let archive = try ZipArchive(bytes: bytes, name: "x.zip")
            let reader = try HeaderReader(source: try archive.contents(of: archive.members[1]), name: "member")
            while try reader.next() != nil { count += 1 }
        } catch {
            return (count, error as? FITSError)
        }
        return (count, nil)
    }

    @Test("is read where it stands, stored or deflated, and by its name as a file", arguments: [false, true])
    func members(_ isDeflated: Bool) throws {
        let bytes = archive(isDeflated: isDeflated)
        let zip = try ZipArchive(bytes: bytes, name: "x.zip")
        #expect(zip.members.map(\.name) == ["night/", "night/a.fits", "b.txt"])
        #expect(zip.members.map(\.isFolder) == [true, false, false])
        #expect(zip.path(of: zip.members[1]) == "x.zip#zip-path=night/a.fits")
        #expect(try zip.bytes(of: zip.members[1], limit: 1 << 20) == Self.file)
        #expect(throws: FITSError.self) { try zip.bytes(of: zip.members[1], limit: 1000) }
        #expect(read(bytes).count == 2 && read(bytes).error == nil)
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, as: "x.zip")
        let member = path + "#zip-path=night/a.fits"
        #expect(try HeaderReader.headers(atPath: member).map(\.extensionName) == [nil, "A"])
        #expect(try FileState(path: member) == FileState(path: path))
        // A file of exactly this name comes first.
        let literal = try folder.write(block(emptyPrimary), as: "x.zip#zip-path=b.fits")
        #expect(try HeaderReader.headers(atPath: literal).count == 1)
        let error = #expect(throws: FITSError.self) { try HeaderReader(path: path + "#zip-path=c.fits") }
        #expect(error?.code == .notFound && error?.message == "the zip archive has no such member")
    }

    @Test("that is not what the directory says is told at its end", arguments: [false, true])
    func damaged(_ isDeflated: Bool) throws {
        let sum = read(archive({ $0.checksum = 7 }, isDeflated: isDeflated))
        #expect(sum.count == 2 && sum.error?.code == .corruptStream)
        #expect(sum.error?.message.contains("its CRC-32 is not the one in the directory") == true)
        let length = read(archive({ $0.length = 5000 }, isDeflated: isDeflated))
        #expect(length.error?.code == .corruptStream)
        let longer = read(archive({ $0.length = 1 << 30 }, isDeflated: isDeflated))
        #expect(longer.error?.code == .corruptStream)
    }

    @Test("that cannot be read is refused with the reason")
    func refused() throws {
        let method = read(archive({ $0.method = 14 }, isDeflated: false)).error
        #expect(method?.code == .unsupportedCompression && method?.message.contains("method 14") == true)
        #expect(method?.file == "x.zip#zip-path=night/a.fits")
        let encrypted = read(archive({ $0.flags = 1 }, isDeflated: false)).error
        #expect(encrypted?.code == .unsupportedCompression && encrypted?.message.contains("encrypted") == true)
    }

    @Test("of a damaged archive costs no crash, whatever byte is damaged or missing")
    func hostile() throws {
        let whole = archive(isDeflated: true)
        for length in stride(from: 0, to: whole.count, by: 7) {
            #expect(read(Array(whole[..<length])).error != nil, "\(length)")
        }
        var generator = SeededGenerator(seed: 11)
        let directory = whole.count - 250
        for _ in 0..<3000 {
            var bad = whole
            for _ in 0..<3 {
                bad[Int.random(in: directory..<whole.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            _ = read(bad)
        }
    }
}
