import Foundation
import ObsFITS
import ObsGeometry
import ObsKit
import ObsText
import ObsTime
import PackageSupport
import TestSupport
import Testing

/// A package with a camera of two chips: one whose amplifiers have an HDU each, one with both in the detector's image.
struct CameraSample {
    static let sensors = """
        schema: obskit/sensors/1
        sensors:
          apart:
            size_px: [20, 10]
            pixel_size_mm: [0.01, 0.01]
            amplifiers:
              - {name: A, hdu: 1, extension: Seg_A, box_px: [0, 0, 10, 10], raw_px: [0, 0, 14, 10], data_px: [2, 0, 10, 10], readout_corner: lower-left}
              - {name: B, hdu: 2, box_px: [10, 0, 10, 10], raw_px: [0, 0, 14, 10], data_px: [2, 0, 10, 10], raw_offset_px: [14, 0], readout_corner: lower-left}
          together:
            size_px: [20, 10]
            pixel_size_mm: [0.01, 0.01]
            file_flip: x
            amplifiers:
              - {name: A, channel: 2, box_px: [0, 0, 10, 10], raw_px: [0, 0, 14, 10], data_px: [0, 0, 10, 10], serial_overscan_px: [10, 0, 4, 10], readout_corner: lower-left}
              - {name: B, channel: 1, box_px: [10, 0, 10, 10], raw_px: [14, 0, 14, 10], data_px: [14, 0, 10, 10], serial_overscan_px: [24, 0, 4, 10], readout_corner: lower-left}
        """

    static let focalPlane = """
        schema: obskit/focal-plane/1
        name: Toy
        field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}
        devices:
          P-0: {layout: apart}
          P-1: {layout: apart}
          P-2: {layout: together}
          nameless: {layout: apart, serial: ~}
        slots:
          S0: {id: 0, position_mm: [0, 0], device: P-1}
          S1: {id: 1, position_mm: [1, 0], device: P-2}
          S2: {id: 2, position_mm: [2, 0], device: unknown, layout: apart}
          S3: {id: 3, position_mm: [3, 0], device: nameless}
        """

    static let history = """
        schema: obskit/history/1
        entries:
          - end: 2015-01-01
            reason: The chip was exchanged.
            source: the log of the night
            confidence: stated
            slots: {S0: {device: P-0}}
        """

    static func package(_ more: String = "") -> SamplePackage {
        SamplePackage().replacing([
            "camera/sensors.yaml": sensors, "camera/focal-plane.yaml": focalPlane, "camera/history.yaml": history,
            "instrument.yaml": SamplePackage.instrument("Toy") + "\n" + more,
            "translation.yaml": SamplePackage.translation.replacing(
                "detector_serial: null", with: "detector_serial: [{card: CHIP}, null]"),
        ])
    }

    static let sections = """
        raw_sections:
          data: DATA{amplifier}
          serial_overscan: {first: 'MN{channel}{axis}', last: 'MX{channel}{axis}'}
        """

    static func cards(_ detector: Int, chip: String?, date: String = "2020-01-02T03:04:05") -> [(Keyword, HeaderValue)]
    {
        [
            ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(2.5)), ("FILTER", .string("red")),
            ("DATE-OBS", .string(date)), ("TELESCOP", .string("T1")), ("CCD", .integer(detector)),
            ("CHIP", chip.map(HeaderValue.string) ?? .undefined),
        ]
    }

    static func segment(_ name: String, data: String = "[3:12,1:10]", width: Int = 14) -> [(Keyword, HeaderValue)] {
        [
            ("EXTNAME", .string(name)), ("NAXIS1", .integer(width)), ("NAXIS2", .integer(10)),
            ("DATASEC", .string(data)),
        ]
    }

    /// The image of the second chip as its file has it, mirrored.
    static let image: [(Keyword, HeaderValue)] = [
        ("NAXIS1", .integer(28)), ("NAXIS2", .integer(10)), ("DATAA", .string("[19:28,1:10]")),
        ("DATAB", .string("[5:14,1:10]")), ("MN21", .integer(15)), ("MX21", .integer(18)), ("MN22", .integer(1)),
        ("MX22", .integer(10)), ("MN11", .integer(1)), ("MX11", .integer(4)), ("MN12", .integer(1)),
        ("MX12", .integer(10)),
    ]
}

@Suite("Header check")
struct HeaderCheckTests {
    /// The severity, code and message of every problem that a file has.
    private func check(
        _ hdus: [[(Keyword, HeaderValue)]], more: String = "", at date: Instant? = nil
    ) throws -> [Diagnostic] {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try CameraSample.package(more).write(to: folder)])
        #expect(catalog.diagnostics.isEmpty)
        let path = try folder.write(file(hdus), to: "raw.fits")
        return try catalog.open(file: path).checkCamera(at: date).flatMap(\.diagnostics)
    }

    private func file(_ hdus: [[(Keyword, HeaderValue)]]) -> [UInt8] {
        switch hdus.count {
        case 1: fits(hdus[0])
        case 2: fits(hdus[0], hdus[1])
        default: fits(hdus[0], hdus[1], hdus[2])
        }
    }

    @Test("finds nothing where header and camera agree")
    func agrees() throws {
        let segments = [CameraSample.segment("SEG_A"), CameraSample.segment("whatever")]
        #expect(try check([CameraSample.cards(0, chip: "P-1")] + segments).isEmpty)
        let image = CameraSample.cards(1, chip: "P-2") + CameraSample.image
        #expect(try check([image], more: CameraSample.sections).isEmpty)
    }

    @Test("knows the chip of the date")
    func chipOfDate() throws {
        let segments = [CameraSample.segment("SEG_A"), CameraSample.segment("whatever")]
        let early = CameraSample.cards(0, chip: "P-0", date: "2014-06-01T00:00:00")
        #expect(try check([early] + segments).isEmpty)
        let problems = try check([early] + segments, at: Instant("2020-01-01"))
        #expect(problems.map(\.code) == [.serialMismatch])
        #expect(
            problems.first?.message
                == "CHIP says that the chip is P-0, and P-1 is in slot S0 (detector 0) of camera Toy")
    }

    @Test("warns of a chip where none is known, and notes one whose serial number is not")
    func unknownChip() throws {
        let segments = [CameraSample.segment("SEG_A"), CameraSample.segment("whatever")]
        let unknown = try check([CameraSample.cards(2, chip: "X")] + segments)
        #expect(unknown.map(\.code) == [.unknownDevice] && unknown.map(\.severity) == [.warning])
        let nameless = try check([CameraSample.cards(3, chip: "X")] + segments)
        #expect(nameless.map(\.code) == [.unknownDevice] && nameless.map(\.severity) == [.note])
    }

    @Test("names a detector that the camera does not have, and a header that cannot be compared")
    func noDetector() throws {
        #expect(try check([CameraSample.cards(9, chip: nil)]).map(\.code) == [.unknownSlot])
        let dateless = CameraSample.cards(0, chip: nil).filter { $0.0 != "DATE-OBS" }
        let problem = try #require(try check([dateless]).first)
        #expect(problem.code == .noCamera && problem.message.contains("no date (datetime_begin)"))
        let anonymous = CameraSample.cards(0, chip: nil).filter { $0.0 != "CCD" }
        #expect(try check([anonymous]).first?.message.contains("no detector (detector_num)") == true)
    }

    @Test("compares sections and sizes of amplifiers in HDUs of their own")
    func segments() throws {
        let problems = try check([
            CameraSample.cards(0, chip: "P-1"), CameraSample.segment("SEG_A", data: "[1:10,1:10]"),
            CameraSample.segment("whatever", width: 15),
        ])
        #expect(problems.map(\.code) == [.sectionMismatch, .sizeMismatch])
        #expect(
            problems.first?.message
                == "DATASEC of HDU SEG_A says [1:10,1:10] for the data of amplifier A of detector S0, and camera Toy says [3:12,1:10]"
        )
        #expect(
            problems.last?.message
                == "the image of amplifier B of detector S0 has 15 by 10 pixels, and camera Toy says 14 by 10")
    }

    @Test("misses HDUs")
    func missingHDU() throws {
        let problems = try check([CameraSample.cards(0, chip: "P-1"), CameraSample.segment("whatever")])
        #expect(problems.map(\.code) == [.missingHDU, .missingHDU])
        #expect(problems.map(\.message).first?.contains("no HDU SEG_A, which holds amplifier A of detector S0") == true)
        #expect(problems.map(\.message).last?.contains("no HDU 2, which holds amplifier B") == true)
    }

    @Test("compares sections of an image that is mirrored in the file")
    func image() throws {
        let wrong: [Keyword: HeaderValue] = [
            "DATAA": .string("[1:10,1:10]"), "MX11": .integer(5), "NAXIS2": .integer(11),
        ]
        let cards = (CameraSample.cards(1, chip: "P-2") + CameraSample.image).map { ($0.0, wrong[$0.0] ?? $0.1) }
        let messages = try check([cards], more: CameraSample.sections).map(\.message)
        #expect(
            messages == [
                "DATAA says [1:10,1:10] for the data of amplifier A of detector S1, and camera Toy says [19:28,1:10]",
                "MN11…MX12 says [1:5,1:10] for the serial overscan of amplifier B of detector S1, and camera Toy says [1:4,1:10]",
                "the image of detector S1 has 28 by 11 pixels, and camera Toy says 28 by 10",
            ])
    }

    @Test("leaves a processed image alone, which states no sections")
    func processed() throws {
        let cards = CameraSample.cards(1, chip: "P-2") + [("NAXIS1", .integer(20)), ("NAXIS2", .integer(10))]
        #expect(try check([cards], more: CameraSample.sections).isEmpty)
    }

    @Test(
        "compares the size of an image that states no sections: as it is read, or as the detector is",
        arguments: [(28, 10, true), (20, 10, true), (27, 10, false), (20, 11, false), (14, 5, false)])
    func sizeAlone(_ width: Int, _ height: Int, _ agrees: Bool) throws {
        let cards = CameraSample.cards(1, chip: "P-2") + [("NAXIS1", .integer(width)), ("NAXIS2", .integer(height))]
        #expect(try check([cards], more: CameraSample.sections).map(\.code) == (agrees ? [] : [.sizeMismatch]))
        #expect(try check([cards]).map(\.code) == (agrees ? [] : [.sizeMismatch]))
    }

    @Test("says that nothing was compared where header and camera say nothing of the same thing")
    func nothing() throws {
        let bare = CameraSample.cards(1, chip: nil)
        #expect(try check([bare]).map(\.code) == [.nothingCompared])
        #expect(try check([CameraSample.cards(1, chip: "P-2")]).isEmpty, "the serial number was compared")
    }

    /// A camera of one chip with one amplifier, alone in the image of HDU 0.
    private func single(_ cards: [(Keyword, HeaderValue)]) throws -> [Diagnostic] {
        let alone = CameraSample.sensors.split(separator: "\n").filter { !$0.contains("channel: 1,") }.joined(
            separator: "\n"
        )
        .replacing("  together:\n    size_px: [20, 10]", with: "  together:\n    size_px: [10, 10]")
        let package = CameraSample.package().replacing(["camera/sensors.yaml": alone])
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        let path = try folder.write(fits(cards), to: "raw.fits")
        return try catalog.open(file: path).checkCamera().flatMap(\.diagnostics)
    }

    @Test(
        "compares DATASEC of an amplifier that is alone in the image of its detector; backwards it is the same section",
        arguments: [
            ("[5:14,1:10]", ""), ("[14:5,1:10]", ""), ("[5:14:1,10:1:-1]", ""), ("[4:13,0:9]", "counts from 0"),
            ("[6:14,1:10]", "says [6:14,1:10] for the data"), ("[5:14:2,1:10]", "has a step of 2"),
            ("[5:14]", "is no section"), ("[5:14,1:99999999999]", "goes beyond"),
        ])
    func dataSection(_ text: String, _ words: String) throws {
        let cards =
            CameraSample.cards(1, chip: "P-2") + [
                ("NAXIS1", .integer(14)), ("NAXIS2", .integer(10)), ("DATASEC", .string(text)),
            ]
        let found = try single(cards)
        #expect(found.map(\.code) == (words.isEmpty ? [] : [.sectionMismatch]), "\(found)")
        #expect(words.isEmpty || found.first?.message.contains(words) == true, "\(found)")
    }

    @Test("names the HDU that holds a detector where the camera says another")
    func otherHDU() throws {
        let plane = CameraSample.focalPlane.replacing(
            "device: P-2}", with: "device: P-2, hdu: 2, extension: OTHER}")
        let package = CameraSample.package().replacing(["camera/focal-plane.yaml": plane])
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        func codes(_ name: String) throws -> [Diagnostic.Code] {
            let cards = CameraSample.cards(1, chip: "P-2") + [("EXTNAME", .string(name))]
            let path = try folder.write(fits(cards), to: "raw.fits")
            return try catalog.open(file: path).checkCamera().flatMap(\.diagnostics).map(\.code)
        }
        #expect(try codes("other").isEmpty)
        #expect(try codes("S1") == [.hduMismatch])
        #expect(try codes("S0") == [.detectorMismatch], "a name of another slot is told once")
    }

    @Test("is part of translating a file, but for notes")
    func translation() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try CameraSample.package().write(to: folder)])
        func codes(_ detector: Int, _ chip: String) throws -> [Diagnostic.Code] {
            let bytes = fits(CameraSample.cards(detector, chip: chip))
            let file = try catalog.open(bytes: bytes, named: "raw").translate()
            return try #require(file.observations.first).report.diagnostics.map(\.code)
        }
        #expect(try codes(0, "P-1").isEmpty)
        #expect(try codes(0, "P-0") == [.serialMismatch])
        #expect(try codes(2, "X") == [.unknownDevice])
        #expect(try codes(3, "X").isEmpty)
    }

    @Test(
        "of the corpus: the chip of the date passes, another one is named, on either side",
        .enabled(if: Corpus.folder != nil, "OBSKIT_CORPUS names the corpus"))
    func corpus() throws {
        let folder = try #require(Corpus.folder)
        let catalog = InstrumentCatalog(folders: [Repository.root.appendingPathComponent("Cameras").path])
        let latiss = folder.appendingPathComponent("raw/latiss-3018092000065-det000.fits").path
        #expect(try catalog.open(file: latiss).checkCamera().flatMap(\.diagnostics).isEmpty)
        let later = try catalog.open(file: latiss).checkCamera(at: Instant("2020-06-01")).flatMap(\.diagnostics)
        #expect(later.map(\.code) == [.serialMismatch])
        #expect(later.first?.message.contains("ITL-3800C-098") == true)
        #expect(later.first?.message.contains("ITL-3800C-068") == true)
        let raft = folder.appendingPathComponent("raw/lsstCam-3019031900001-R10-S02-det029.fits").path
        let other = try catalog.open(file: raft).checkCamera().flatMap(\.diagnostics)
        #expect(other.contains { $0.code == .serialMismatch || $0.code == .unknownDevice })
        #expect(other.first?.message.contains("ITL-3800C-041") == true)
    }

    /// What translation says of the camera, header by header.
    private func translated(_ cards: [(Keyword, HeaderValue)], more: String = "") throws -> [Diagnostic] {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try CameraSample.package(more).write(to: folder)])
        #expect(catalog.diagnostics.isEmpty)
        return try catalog.open(bytes: fits(cards), named: "raw.fits").translate().observations.flatMap(
            \.report.diagnostics)
    }

    @Test("finds a name that is that of another slot, in translation and by itself")
    func nameOfAnother() throws {
        let cards = CameraSample.cards(0, chip: nil) + [("EXTNAME", .string("S1"))]
        let found = try translated(cards)
        #expect(found.map(\.code) == [.detectorMismatch] && found.map(\.severity) == [.error])
        #expect(
            found.first?.message
                == "CCD says that the file is of detector 0, slot S0 of camera Toy, and EXTNAME says 'S1', which is slot S1 "
                + "(detector 1)")
        #expect(try check([cards]).map(\.code).contains(.detectorMismatch))
        #expect(try translated(CameraSample.cards(0, chip: nil) + [("EXTNAME", .string("S0"))]).isEmpty)
        #expect(try translated(CameraSample.cards(0, chip: nil) + [("EXTNAME", .string("IMAGE"))]).isEmpty)
    }

    @Test("takes a serial number for a contradiction only where nothing explains it")
    func explainedSerial() throws {
        let another = try translated(CameraSample.cards(0, chip: "P-2"))
        #expect(another.map(\.code) == [.serialMismatch] && another.map(\.severity) == [.error])
        #expect(another.first?.hint == "the camera has that chip in slot S1")
        // With other hyphens it is the same chip.
        #expect(try translated(CameraSample.cards(0, chip: "P2")).map(\.severity) == [.error])
        let nameless = try translated(CameraSample.cards(3, chip: "P-2"))
        #expect(nameless.map(\.code) == [.serialMismatch] && nameless.map(\.severity) == [.error])
        #expect(
            nameless.first?.message
                == "CHIP says that the chip is P-2, which is in slot S1 (detector 1) of camera Toy, and the file is of slot S3 "
                + "(detector 3)")
        #expect(try translated(CameraSample.cards(3, chip: "Q-9")).isEmpty)
        let former = try translated(CameraSample.cards(0, chip: "P-0"))
        #expect(former.map(\.code) == [.serialMismatch] && former.map(\.severity) == [.warning])
        #expect(former.first?.hint?.hasPrefix("the chip was in that slot") == true)
        let unknown = try translated(CameraSample.cards(0, chip: "Q-9"))
        #expect(unknown.map(\.code) == [.serialMismatch] && unknown.map(\.severity) == [.warning])
    }

    @Test("compares no serial number where the package says that the card is none")
    func noSerial() throws {
        #expect(try translated(CameraSample.cards(0, chip: "P-2"), more: "consistency: {detector_serial: off}").isEmpty)
        #expect(
            try translated(CameraSample.cards(0, chip: "P-2"), more: "consistency: {detector_serial: compared}")
                .map(\.code) == [.serialMismatch])
    }
}

@Suite("Camera of an instrument")
struct InstrumentCameraTests {
    @Test("is that of the instant and the edition")
    func instants() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try CameraSample.package().write(to: folder)])
        let instrument = try catalog.instrument(named: "Toy")
        let (early, late) = (try Instant("2014-01-01"), try Instant("2016-01-01"))
        #expect(try instrument.camera(at: early).detector(0)?.serial == "P-0")
        #expect(try instrument.camera(at: late, edition: .newest).detector(0)?.serial == "P-1")
        #expect(try instrument.camera(at: late) === instrument.camera(at: Instant("2017-01-01")))
        #expect(try instrument.cameraHistory().versions().count == 2)
    }

    @Test("is missing where a package describes none")
    func none() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let instrument = try catalog.instrument(named: "Toy")
        let error = try #require(throws: DiagnosticsError.self) { try instrument.camera(at: Instant("2020-01-01")) }
        #expect(error.diagnostics.map(\.code) == [.noCamera])
    }

    @Test("is validated with its package, with places")
    func validation() throws {
        let package = CameraSample.package().replacing([
            "camera/focal-plane.yaml": CameraSample.focalPlane.replacing(
                "P-2: {layout: together}", with: "P-2: {layout: ▸apar}")
        ])
        #expect(try diagnostics(of: package) == ["error unknown-layout \(package.marks[0])"])
    }

    @Test(
        "needs names of cards in which only amplifier, channel and axis stand",
        arguments: [
            "data: ▸'D{amp}'", "data: ▸'D{amplifier'", "data: ▸'D}'", "data: {first: ▸'A{x}', last: B}",
            "data: ▸'D{axis}'",
        ])
    func sectionCards(_ entry: String) throws {
        let package = CameraSample.package("raw_sections:\n  \(entry)\n")
        #expect(try diagnostics(of: package) == ["error unknown-word \(package.marks[0])"])
    }
}

@Suite("Camera by itself")
struct CameraFilesTests {
    @Test("is read from a folder or from one file")
    func reading() throws {
        let folder = try TemporaryFolder()
        let package = try CameraSample.package().write(to: folder)
        let history = try CameraHistory(path: package + "/camera")
        let camera = try history.camera(at: Instant("2020-01-01"))
        let file = try folder.write(camera.yaml, to: "one.yaml")
        #expect(try CameraHistory(path: file).camera(at: Instant("1990-01-01")) == camera)
        #expect(CameraHistory.isCamera(file) && CameraHistory.isCamera(package + "/camera"))
        #expect(!CameraHistory.isCamera(package))
    }

    @Test("extends nothing")
    func base() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("schema: obskit/focal-plane/1\nextends: other.yaml\nname: X\n", to: "one.yaml")
        let error = try #require(throws: DiagnosticsError.self) { try CameraHistory(path: path) }
        #expect(error.diagnostics.map(\.code.rawValue) == ["missing-base"])
        #expect(error.diagnostics.first?.place?.line == 2)
    }
}
