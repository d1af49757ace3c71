import Foundation
import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("FileTranslation")
struct FileTranslationTests {
    static let cards: [(Keyword, HeaderValue)] = [
        ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(2.5)), ("FILTER", .string("red")),
        ("OBJECT", .string("M 31")), ("DATE-OBS", .string("2020-01-02T03:04:05")), ("OBSID", .undefined),
        ("TELESCOP", .string("T1")),
    ]

    static let json = """
        {"INSTRUME": "Toy", "EXPNUM": 7, "EXPTIME": 2.5, "FILTER": "red", "OBJECT": "M 31",
         "DATE-OBS": "2020-01-02T03:04:05", "OBSID": null, "TELESCOP": "T1", "MJD": NaN}
        """

    static let yaml = """
        INSTRUME: Toy
        EXPNUM: 7
        EXPTIME: 2.5
        FILTER: red
        OBJECT: M 31
        DATE-OBS: 2020-01-02T03:04:05
        OBSID: null
        TELESCOP: T1
        """

    private func catalog(_ folder: TemporaryFolder) throws -> InstrumentCatalog {
        InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
    }

    private func expect(_ translation: FileTranslation, isFrom name: String) throws {
        #expect(translation.path == name)
        #expect(translation.identification.instrument == "Toy")
        #expect(translation.diagnostics.isEmpty)
        let one = try #require(translation.observations.first)
        #expect(translation.observations.count == 1)
        #expect(one.instrument == "Toy")
        #expect(one.report.failures.isEmpty)
        #expect(one.report.info.exposureID == 7)
        #expect(one.report.info.exposureTime == 2.5)
        #expect(one.report.info.object == "M 31")
        #expect(one.report.info.observingDay == 20_200_102)
    }

    @Test(
        "is the same of FITS, gzip, JSON and YAML, by content",
        arguments: [
            ("plain.fits", fits(cards)), ("packed.fits", gzip(fits(cards))), ("packed.fits.gz", gzip(fits(cards))),
            ("named.txt", fits(cards)), ("dump.json", Array(json.utf8)), ("dump.yaml", Array(yaml.utf8)),
            ("dump.YML", Array(yaml.utf8)), ("dump.hdr", Array(json.utf8)), ("x.fits[1]", fits(cards)),
        ] as [(String, [UInt8])])
    func files(_ name: String, _ bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: name)
        try expect(try catalog(folder).open(file: path).translate(), isFrom: path)
    }

    @Test("is the same of bytes in memory", arguments: [fits(cards), gzip(fits(cards)), Array(json.utf8)])
    func memory(_ bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        try expect(try catalog(folder).open(bytes: bytes, named: "memory").translate(), isFrom: "memory")
    }

    /// A store that gives its bytes in small pieces.
    private struct Store: RangeReader {
        let bytes: [UInt8]
        var length: Int64? { nil }

        mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) -> Int {
            let from = Int(min(offset, Int64(bytes.count)))
            let piece = bytes[from..<min(bytes.count, from + min(buffer.count, 700))]
            for (place, byte) in piece.enumerated() { buffer[place] = byte }
            return piece.count
        }
    }

    @Test("is the same of any store of ranges")
    func ranges() throws {
        let folder = try TemporaryFolder()
        let store = Store(bytes: fits(Self.cards))
        try expect(try catalog(folder).open(RangeSource(ranges: store, name: "store")).translate(), isFrom: "store")
    }

    @Test("computes the properties that are asked for")
    func subset() throws {
        let folder = try TemporaryFolder()
        let found = try catalog(folder).open(bytes: fits(Self.cards), named: "x").translate([.object, .exposureID])
        let info = try #require(found.observations.first?.report.info)
        #expect(ObservationProperty.allCases.filter { info[$0] != nil } == [.exposureID, .object])
    }

    @Test("takes the instrument that is named, whatever the header says")
    func named() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let other = fits([("INSTRUME", .string("Other")), ("EXPNUM", .integer(3))])
        #expect(try catalog.open(bytes: other, named: "x").translate().observations.isEmpty)
        let forced = try catalog.open(bytes: other, named: "x", as: "Toy").translate()
        #expect(forced.observations.first?.report.info.exposureID == 3)
        #expect(forced.identification.names == ["Toy"])
        #expect(throws: DiagnosticsError.self) { try catalog.open(bytes: other, named: "x", as: "Nothing").translate() }
    }

    @Test("looks at the first extension when the primary does not say the instrument")
    func firstExtension() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let file = fits([("EXPNUM", .integer(3))], [("INSTRUME", .string("Toy"))])
        #expect(try catalog.open(bytes: file, named: "x", reading: .instrument).identification.instrument == "Toy")
        #expect(try catalog.open(bytes: file, named: "x").translate().observations.first?.report.info.exposureID == 3)
    }

    @Test(
        "fails with the reason",
        arguments: [
            ("empty.fits", [], "empty"), ("text.fits", Array("hello".utf8), "not-fits"),
            (
                "pointer.fits", Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".utf8),
                "git-lfs-pointer"
            ),
            ("short.fits", Array(fits(cards).prefix(700)), "truncated"),
            ("noend.fits", Array(fits(cards).prefix(800)) + [UInt8](repeating: 0x20, count: 2080), "missing-end"),
            ("list.json", Array("[1, 2]".utf8), "no-header"),
            ("deep.json", [UInt8](repeating: 0x5B, count: 200_000), "limit-exceeded"),
            ("broken.json", Array("{\"A\": ".utf8), "syntax"), ("map.json", Array("{\"A\": {}}".utf8), "wrong-type"),
            ("twice.yaml", Array("A: [[1]]".utf8), "wrong-type"),
        ] as [(String, [UInt8], String)])
    func failures(_ name: String, _ bytes: [UInt8], _ code: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: name)
        do {
            _ = try catalog(folder).open(file: path).translate()
            Issue.record("\(name) was read")
        } catch let error as FITSError {
            #expect(error.code.rawValue == code)
            #expect(error.description.contains(name))
        } catch let error as DiagnosticsError {
            #expect(error.diagnostics.first?.code.rawValue == code)
            #expect(error.description.contains(name))
        }
    }

    @Test(
        "opens the literal name and nothing else",
        arguments: ["x.fits[1]", "!x.fits", "http://localhost/x.fits", "x.fits\0", ""])
    func literalNames(_ name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(fits(Self.cards), to: "x.fits")
        let error = #expect(throws: FITSError.self) {
            try catalog(folder).open(file: "\(folder.path)/none/\(name)").translate()
        }
        #expect(error?.code == .notFound || error?.code == .unreadable)
    }

    @Test("has failures and no crash when any one card is missing", arguments: cards.indices)
    func missingCard(_ index: Int) throws {
        let folder = try TemporaryFolder()
        var cards = Self.cards
        cards.remove(at: index)
        let found = try catalog(folder).open(bytes: fits(cards), named: "x", as: "Toy").translate()
        let report = try #require(found.observations.first?.report)
        for failure in report.failures { #expect(!failure.summary.isEmpty) }
    }

    @Test(
        "refuses values that are not finite or of another type",
        arguments: [
            HeaderValue.string("many"), .logical(true), .undefined, .complex(1, 2),
        ])
    func wrongValues(_ value: HeaderValue) throws {
        let folder = try TemporaryFolder()
        let cards = Self.cards.map { $0.0 == "EXPTIME" ? ($0.0, value) : $0 }
        let found = try catalog(folder).open(bytes: fits(cards), named: "x").translate()
        let report = try #require(found.observations.first?.report)
        #expect(report.info.exposureTime == nil)
        #expect(report.failures.map(\.property).contains("exposure_time"))
        let failure = report.failures.first { $0.property == "exposure_time" }
        #expect(failure?.cards == ["EXPTIME"])
        #expect(failure?.rule?.line == 8)
    }
}
