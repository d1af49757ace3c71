import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

/// What the observations of one file contradict in each other, and files that are cut, damaged or not whole.
@Suite("FileContradictions")
struct FileContradictionsTests {
    private typealias Cards = [(Keyword, HeaderValue)]

    /// An instrument with an observation in each HDU that has a CCD, and a camera of four slots.
    private func catalog(
        _ folder: TemporaryFolder, headers: String = "", consistency: String = ""
    ) throws -> InstrumentCatalog {
        let layout = "headers: {from: each, where: {card: CCD, is: defined}, inherit: primary\(headers)}"
        let package = CameraSample.package(consistency)
        let instrument = try #require(package.files["instrument.yaml"])
        let translation = try #require(package.files["translation.yaml"])
        let changed = package.replacing([
            "instrument.yaml": instrument.replacing("headers: {from: primary}", with: layout),
            "translation.yaml": translation.replacing(
                "detector_exposure_id: null", with: "detector_exposure_id: [{card: PACKED}, null]"),
        ])
        let catalog = InstrumentCatalog(folders: [try changed.write(to: folder)])
        #expect(catalog.diagnostics.isEmpty)
        return catalog
    }

    private let primary: Cards = [
        ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(2.5)), ("FILTER", .string("red")),
        ("DATE-OBS", .string("2020-01-02T03:04:05")), ("TELESCOP", .string("T1")),
    ]

    private func chip(_ number: Int, _ name: String, _ more: Cards = []) -> Cards {
        [("EXTNAME", .string(name)), ("CCD", .integer(number))] + more
    }

    /// A file whose HDUs have a block of pixels each.
    private func file(_ hdus: [Cards]) -> [UInt8] {
        hdus.enumerated().flatMap { index, cards in
            let structure: [Card] = [
                index == 0 ? Card("SIMPLE", .logical(true)) : Card("XTENSION", .string("IMAGE")),
                Card("BITPIX", .integer(8)), Card("NAXIS", .integer(1)), Card("NAXIS1", .integer(2880)),
                Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1)),
            ]
            let header = Header(cards: structure + cards.map { Card($0.0, $0.1) })
            return header.cardImages + [UInt8](repeating: 7, count: 2880)
        }
    }

    private func codes(_ diagnostics: [Diagnostic]) -> [String] {
        diagnostics.map { "\($0.severity.rawValue) \($0.code.rawValue)" }
    }

    @Test("has nothing to say of a file in which every detector is once")
    func sound() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(file([primary, chip(0, "S0"), chip(1, "S1")]), to: "a.fits")
        let found = try catalog(folder).open(file: path).translate()
        #expect(found.diagnostics.isEmpty)
        #expect(found.observations.map(\.report.hasErrors) == [false, false])
    }

    @Test("finds a detector that is twice in a file: an error of the file and of both observations")
    func twice() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let bytes = file([primary, chip(0, "X"), chip(1, "S1"), chip(0, "Y")])
        let found = try catalog.open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == ["error detector-twice"])
        #expect(
            found.diagnostics.first?.message
                == "HDU 1 (X) and HDU 3 (Y) are each detector 0 of exposure 7: a file holds a detector once")
        #expect(found.observations.map(\.report.hasErrors) == [true, false, true])
        let checks = try catalog.open(file: try folder.write(bytes, to: "a.fits")).checkCamera()
        #expect(checks.map { $0.diagnostics.contains { $0.code == .detectorTwice } } == [true, false, true])
    }

    @Test("finds one detector_exposure_id of two detectors")
    func packed() throws {
        let folder = try TemporaryFolder()
        let packed: Cards = [("PACKED", .integer(70))]
        let bytes = file([primary, chip(0, "S0", packed), chip(1, "S1", packed)])
        let found = try catalog(folder).open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == ["error detector-twice"])
        #expect(found.diagnostics.first?.message.contains("detector_exposure_id 70") == true)
    }

    @Test("lets a detector be once in each of several exposures")
    func exposures() throws {
        let folder = try TemporaryFolder()
        let bytes = file([primary, chip(0, "S0"), chip(0, "S0", [("EXPNUM", .integer(8))])])
        let found = try catalog(folder, consistency: "consistency: {may_differ: [exposure_id]}")
            .open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == [])
    }

    @Test(
        "warns where the observations of a file differ in what they share, unless they may",
        arguments: [
            ("exposure_id", [("EXPNUM", HeaderValue.integer(8))], "7 in HDU 1 (S0), 8 in HDU 2 (S1) and 1 more"),
            ("physical_filter", [("FILTER", .string("blue"))], "red in HDU 1 (S0), blue in HDU 2 (S1) and 1 more"),
            ("datetime_begin", [("DATE-OBS", .string("2020-01-02T03:04:07"))], "03:04:07"),
        ] as [(String, [(Keyword, HeaderValue)], String)])
    func differs(_ property: String, _ other: [(Keyword, HeaderValue)], _ words: String) throws {
        let bytes = file([primary, chip(0, "S0"), chip(1, "S1", other), chip(3, "S3", other)])
        let folder = try TemporaryFolder()
        let found = try catalog(folder).open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == ["warning file-disagrees"])
        #expect(found.diagnostics.first?.message.contains("differ in \(property): ") == true)
        #expect(found.diagnostics.first?.message.contains(words) == true)
        let second = try TemporaryFolder()
        let lax = try catalog(second, consistency: "consistency: {may_differ: [\(property)]}")
        #expect(try lax.open(bytes: bytes, named: "a.fits").translate().diagnostics.isEmpty)
    }

    @Test("lets the clocks of two controllers be a second apart")
    func clocks() throws {
        let folder = try TemporaryFolder()
        let late: Cards = [("DATE-OBS", .string("2020-01-02T03:04:05.9"))]
        let found = try catalog(folder).open(
            bytes: file([primary, chip(0, "S0"), chip(1, "S1", late)]), named: "a.fits"
        ).translate()
        #expect(found.diagnostics.isEmpty)
    }

    @Test("names the HDU whose data is cut, and translates the others")
    func cut() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let bytes = file([primary, chip(0, "S0"), chip(1, "S1")])
        let path = try folder.write(Array(bytes.dropLast(1000)), to: "cut.fits")
        let found = try catalog.open(file: path).translate()
        #expect(codes(found.diagnostics) == ["error truncated"])
        #expect(found.diagnostics.first?.message.hasPrefix("HDU 2: the data should go on to byte 17280") == true)
        #expect(found.observations.map(\.report.info.detectorNum) == [0, 1])
        #expect(found.observations.map(\.report.hasErrors) == [false, true])
        let header = try catalog.open(bytes: Array(bytes.dropLast(2880 + 2500)), named: "cut.fits").translate()
        #expect(codes(header.diagnostics) == ["error truncated"])
        #expect(header.diagnostics.first?.message.contains("HDU 2, byte") == true)
        #expect(header.observations.map(\.report.info.detectorNum) == [0])
        #expect(header.observations.map(\.report.hasErrors) == [false])
    }

    @Test("fails where the cut leaves no observation")
    func nothingLeft() throws {
        let folder = try TemporaryFolder()
        let bytes = file([primary, chip(0, "S0")])
        let error = #expect(throws: FITSError.self) {
            try catalog(folder).open(bytes: Array(bytes.prefix(2 * 2880 + 500)), named: "cut.fits").translate()
        }
        #expect(error?.code == .truncated && error?.hdu == 1)
    }

    @Test("tells a cut of the only HDU that is read, but not of bytes in memory, which may end with the headers")
    func cutOfPrimary() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try CameraSample.package().write(to: folder)])
        let bytes = Array(file([primary + [("CCD", .integer(0))]]).dropLast(10))
        let path = try folder.write(bytes, to: "cut.fits")
        #expect(try codes(catalog.open(file: path).translate().diagnostics) == ["error truncated"])
        #expect(try catalog.open(file: path).translate().observations.map(\.report.hasErrors) == [true])
        #expect(try catalog.open(bytes: bytes, named: "x").translate().diagnostics.isEmpty)
    }

    @Test("warns of headers without their data, which are whole by themselves")
    func headersOnly() throws {
        let folder = try TemporaryFolder()
        let bytes = file([primary + [("CCD", .integer(0))]]).prefix(2880)
        let path = try folder.write(Array(bytes), to: "header.fits")
        let found = try catalog(folder).open(file: path).translate()
        #expect(codes(found.diagnostics) == ["warning headers-only"])
        #expect(found.observations.map(\.report.hasErrors) == [false])
    }

    @Test("tells bytes behind the last HDU that are none, but not the fill of a tape")
    func trailing() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        var bytes = file([primary, chip(0, "S0"), chip(1, "S1")])
        let fill = bytes + [UInt8](repeating: 0, count: 5760)
        #expect(try catalog.open(bytes: fill, named: "a.fits").translate().diagnostics.isEmpty)
        // The X of the last XTENSION.
        bytes[2 * 5760] = 0x59
        let found = try catalog.open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == ["error trailing-bytes"])
        #expect(
            found.diagnostics.first?.message
                == "HDU 1, byte 11520: the HDU is followed by 5760 bytes that are no HDU: an extension begins with XTENSION. "
                + "The file is damaged there, or the size of the HDU is wrong, and HDUs may be lost: fetch the file again"
        )
        #expect(found.observations.map(\.report.info.detectorNum) == [0])
    }

    @Test("translates the HDUs behind a damaged one")
    func damagedBetween() throws {
        let folder = try TemporaryFolder()
        var bytes = file([primary, chip(0, "S0"), chip(1, "S1"), chip(3, "S3")])
        bytes[2 * 5760] = 0x59
        let found = try catalog(folder).open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == ["error trailing-bytes"])
        #expect(found.observations.map(\.report.info.detectorNum) == [0, 3])
        #expect(found.observations.map(\.hdu) == [1, 3])
        #expect(found.observations.map(\.report.hasErrors) == [false, false])
    }

    @Test("warns of an image that is a detector's by its name, and no observation")
    func unrecognized() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        for (name, isTold) in [("S1", true), ("MASK", false), ("S0", false)] {
            let image: [Card] = [
                Card("XTENSION", .string("IMAGE")), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(2)),
                Card("NAXIS1", .integer(60)), Card("NAXIS2", .integer(48)), Card("PCOUNT", .integer(0)),
                Card("GCOUNT", .integer(1)), Card("EXTNAME", .string(name)), Card("CCE", .integer(1)),
            ]
            let other = Header(cards: image).cardImages + [UInt8](repeating: 7, count: 2880)
            let found = try catalog.open(bytes: file([primary, chip(0, "S0")]) + other, named: "a.fits").translate()
            #expect(codes(found.diagnostics) == (isTold ? ["warning unrecognized-hdu"] : []))
            guard isTold else { continue }
            #expect(
                found.diagnostics.first?.message
                    == "HDU 2 (S1) has an image where camera Toy has detector S1, and holds no observation: what "
                    + "instrument.yaml demands of it does not hold: CCD is defined")
        }
    }

    @Test("warns of extensions that NEXTEND promises", arguments: [1, 2, 3])
    func promised(_ count: Int) throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let bytes = file([primary + [("NEXTEND", .integer(count))], chip(0, "S0"), chip(1, "S1")])
        let found = try catalog.open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == (count > 2 ? ["warning missing-extensions"] : []))
        // A header by itself has none of the extensions, and is no file.
        let dump = Array(#"{"INSTRUME": "Toy", "NEXTEND": 70, "CCD": 0, "DATE-OBS": "2020-01-02T03:04:05"}"#.utf8)
        #expect(try catalog.open(bytes: dump, named: "a.json").translate().diagnostics.isEmpty)
    }

    @Test("counts detectors where the package says of which types a file is whole")
    func whole() throws {
        let bytes = file([primary, chip(0, "S0"), chip(1, "S1")])
        let folder = try TemporaryFolder()
        let found = try catalog(folder, headers: ", whole: [science]").open(bytes: bytes, named: "a.fits").translate()
        #expect(codes(found.diagnostics) == ["warning missing-detectors"])
        #expect(
            found.diagnostics.first?.message
                == "the file holds 2 of the 4 detectors that camera Toy has: S2 (detector 2), S3 (detector 3) are missing"
        )
        // What is cut says so by itself, and a header that was dumped is no file.
        let third = try TemporaryFolder()
        let cut = try catalog(third, headers: ", whole: [science]")
            .open(bytes: Array(bytes.dropLast(100)), named: "a.fits").translate()
        #expect(!codes(cut.diagnostics).contains("warning missing-detectors"))
        let second = try TemporaryFolder()
        let guiders = try catalog(second, headers: ", whole: [guider]").open(bytes: bytes, named: "a.fits").translate()
        #expect(guiders.diagnostics.isEmpty)
    }

    @Test("warns where the day inside exposure_id is not the observing day")
    func dayOfIdentifier() throws {
        let folder = try TemporaryFolder()
        let identifiers = """
            identifiers:
              exposure_id: [{part: sequence, size: 100}, {part: day, size: 100000000, calendar: true, range: [20000101, 20991231]}]
              detector_exposure_id: [{part: detector, size: 10}, {part: exposure, size: 10000000000}]
            """
        let catalog = try catalog(folder, consistency: identifiers)
        func found(_ exposure: Int) throws -> [String] {
            let header = primary + [("EXPNUM", .integer(exposure)), ("CCD", .integer(0))]
            return codes(
                try catalog.open(bytes: file([header]), named: "x").translate().observations[0].report.diagnostics)
        }
        #expect(try found(2_020_010_207) == [])
        #expect(try found(2_020_010_307) == ["warning id-day-disagrees"])
    }
}
