import ObsFITS
import ObsHeaderFiles
import ObsText
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("Raws in a zip archive")
struct RawZipTests {
    private static func index(_ names: String...) -> ZipEntry {
        let entries = names.map { ", \"\($0)\": {}" }.joined()
        return ZipEntry(
            "_metadata_index.json", Array("{\"__CONTENT__\": \"metadata\", \"__COMMON__\": {}\(entries)}".utf8),
            isDeflated: true)
    }

    private static let butler = ZipEntry("_butler_zip_index.json", Array("{}".utf8), isDeflated: true)
    private static let raws = [
        ZipEntry("a.fits", fits(HeaderFileSamples.toy(7))),
        ZipEntry("n/b.fits", fits(HeaderFileSamples.toy(8)), isDeflated: true),
    ]

    @Test("are observations as files are, and so is each by its name")
    func raws() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.folder.write(
            zip(Self.raws + [Self.index("a.fits", "n/b.fits"), Self.butler]), to: "x.zip")
        let found = try HeaderSources(path: path)
        #expect(found.diagnostics.isEmpty)
        #expect(found.sources.map(\.name) == ["\(path)#zip-path=a.fits", "\(path)#zip-path=n/b.fits"])
        #expect(try found.sources.flatMap { try samples.infos($0) }.map(\.exposureID) == [7, 8])
        // A source gives the same headers again.
        #expect(try found.sources.flatMap { try samples.infos($0) }.map(\.exposureID) == [7, 8])
        #expect(HeaderSources.files(at: path) == found.sources.map(\.name))
        for (name, number) in zip(found.sources.map(\.name), [7, 8]) {
            let file = try samples.catalog.open(file: name).translate()
            #expect(file.observations.map(\.report.info.exposureID) == [number])
            let record = HeaderRecord(reading: name, named: "r", content: .translated, catalog: samples.catalog)
            let state = try RecordedState(path: path)
            #expect(record.status == .ok && record.state == state)
        }
        #expect(codes { _ = try samples.catalog.open(file: path).translate() } == ["several-headers"])
    }

    @Test("are read without an index too, and what does not fit is told")
    func incomplete() throws {
        func codes(_ entries: [ZipEntry]) throws -> [String] {
            let found = try HeaderSources(bytes: zip(entries), name: "x.zip")
            #expect(found.sources.count == 2)
            return found.diagnostics.map(\.code.rawValue)
        }
        #expect(try codes(Self.raws) == ["incomplete-zip", "incomplete-zip"])
        #expect(try codes(Self.raws + [Self.butler]) == ["incomplete-zip"])
        #expect(
            try codes(Self.raws + [ZipEntry("_metadata_index.json", Array("{}".utf8)), Self.butler]) == [
                "incomplete-zip"
            ])
        #expect(
            try codes(
                Self.raws + [
                    ZipEntry("README", Array("text".utf8)), Self.index("a.fits", "n/b.fits", "c"), Self.butler,
                ])
                == ["unused-member", "unused-member"])
        #expect(try codes(Self.raws + [Self.index("a.fits"), Self.butler]) == ["unused-member"])
    }

    @Test("of a zip without any are an error")
    func none() throws {
        let error = codes { _ = try HeaderSources(bytes: zip([ZipEntry("README", [65])]), name: "x.zip") }
        #expect(error.contains("incomplete-zip"))
        #expect(codes { _ = try HeaderSources(bytes: Array("PK\u{3}\u{4}junk".utf8), name: "x.zip") } == ["truncated"])
    }
}
