import ObsCalibrations
import ObsFITS
import ObsText
import ObsTime
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

/// Exposures of files, of reports and of plans, and the calibrations that go with them.
@Suite("Exposure")
struct ExposureTests {
    private typealias Sample = ExposureSample

    @Test("says what its file says: detectors, interval, filter, type, day, pointing, camera of the date")
    func file() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(1))
        #expect(exposure.diagnostics == [])
        #expect(exposure.instrument == "Toy")
        #expect(exposure.id == 7)
        #expect(exposure.observationID == "toy-7")
        #expect(exposure.detectors == [0, 1])
        #expect(exposure.observations.map(\.hdu) == [1, 2])
        #expect(
            exposure.observations.map(\.source) == ["\(sample.folder.path)/one.fits", "\(sample.folder.path)/one.fits"])
        let begin = try Instant("2020-01-02T03:04:05 TAI")
        #expect(exposure.interval == (try Validity(begin: begin, end: Instant("2020-01-02T03:04:35 TAI"))))
        #expect(exposure.physicalFilter == "red")
        #expect(exposure.observationType == "science")
        #expect(exposure.kind == .science)
        #expect(exposure.observingDay == 20_200_102)
        #expect(exposure.pointing?.rotation == 90)
        #expect(exposure.camera == (try sample.instrument.camera(at: begin)))
        #expect(exposure.observations.allSatisfy { !$0.report.keepsHeaders })
    }

    @Test("is put together of several files, and of reports")
    func several() throws {
        let sample = try Sample()
        let paths = [
            try sample.file("a.fits", Sample.primary, Sample.chip(1)),
            try sample.file("b.fits", Sample.primary, Sample.chip(0)),
        ]
        let exposure = try sample.catalog.exposure(files: paths)
        #expect(exposure.detectors == [1, 0])
        #expect(exposure.diagnostics == [])
        let reports = try paths.flatMap { try sample.catalog.open(file: $0).translate().observations.map(\.report) }
        let same = try sample.instrument.exposure(of: reports)
        #expect(same.detectors == [1, 0])
        #expect(same.interval == exposure.interval)
        #expect(throws: DiagnosticsError.self) {
            try sample.instrument.exposure(of: reports.map { $0.withoutHeaders() })
        }
    }

    @Test("is one of several that files hold, by instrument and exposure id")
    func grouped() throws {
        let sample = try Sample()
        let files = try [
            sample.file("a.fits", Sample.primary, Sample.chip(0)),
            sample.file("b.fits", Sample.primary(("EXPNUM", .integer(8))), Sample.chip(0)),
            sample.file("c.fits", Sample.primary, Sample.chip(1)),
        ].map { try sample.catalog.open(file: $0).translate() }
        let exposures = try sample.catalog.exposures(of: files)
        #expect(exposures.map(\.id) == [7, 8])
        #expect(exposures.map(\.detectors) == [[0, 1], [0]])
        #expect(exposures.allSatisfy { $0.diagnostics.isEmpty })
    }

    @Test("has the footprint of its camera and pointing, and the sky of each detector")
    func sky() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(1))
        let camera = try #require(exposure.camera)
        let pointing = try #require(exposure.pointing)
        #expect(pointing.boresight == SkyPosition(rightAscension: 10, declination: -30))
        #expect(try exposure.footprint() == camera.footprint(pointing))
        #expect(try exposure.footprint(outline: .butler) == camera.footprint(pointing, outline: .butler))
        let one = try exposure.sky(of: 3)
        #expect(one.center == camera.sky(pointing)[3].center)
        #expect(try exposure.footprint()[detector: 3] == one.footprint())
        #expect(
            throws: SkyError(
                .unknownDetector, "camera Toy has no detector 9; 'obskit camera Toy' lists those that there are")
        ) {
            try exposure.sky(of: 9)
        }
    }

    @Test(
        "without a pointing, a date or a camera has no footprint, and says which is missing",
        arguments: [("RA", "no-boresight"), ("ROTANG", "no-rotation"), ("DATE-OBS", "no-date")] as [(Keyword, String)])
    func noSky(_ card: Keyword, _ code: String) throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary((card, nil)), Sample.chip(0))
        #expect(#expect(throws: SkyError.self) { try exposure.footprint() }?.code.rawValue == code)
        let folder = try TemporaryFolder()
        let bare = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let night = try Validity(begin: Instant("2020-01-02T03:04:05"), end: nil)
        for (instrument, code) in [
            (try bare.instrument(named: "Toy"), "no-camera"), (try sample.instrument, "no-boresight"),
        ] {
            let planned = try Exposure(planned: instrument, during: night, detectors: [0])
            #expect(#expect(throws: SkyError.self) { try planned.footprint() }?.code.rawValue == code)
        }
    }

    @Test("is a visit beside others, by instrument")
    func visits() throws {
        let sample = try Sample()
        let files = try [
            sample.file("a.fits", Sample.primary, Sample.chip(0), Sample.chip(1)),
            sample.file(
                "b.fits", Sample.primary(("EXPNUM", .integer(8)), ("OBSID", .string("toy-8"))), Sample.chip(0)),
            sample.file("c.fits", Sample.primary(("EXPNUM", .integer(9)), ("RA", nil)), Sample.chip(0)),
        ].map { try sample.catalog.open(file: $0).translate() }
        let exposures = try sample.catalog.exposures(of: files)
        let visits = try sample.catalog.visits(of: exposures)
        #expect(visits.map(\.instrument) == ["Toy"])
        #expect(visits[0].visits.map(\.name) == ["toy-7", "toy-8"])
        #expect(visits[0].unvisited.map(\.exposure.exposureID) == [9])
        #expect(visits[0].unvisited.map(\.reason) == [.noBoresight])
        #expect(try sample.catalog.visits(of: []).isEmpty)
    }

    @Test("is refused of a file without an observation, with the reason")
    func none() throws {
        let sample = try Sample()
        let path = try sample.file("a.fits", [("INSTRUME", .string("Nobody"))])
        let error = #expect(throws: DiagnosticsError.self) { try sample.catalog.exposure(file: path) }
        #expect(error?.code.rawValue == "unknown-instrument")
        #expect(error?.message.hasPrefix("\(path): ") == true)
        #expect(throws: DiagnosticsError.self) { try sample.catalog.exposure(files: []) }
    }

    @Test("gets one calibration by one call, by its header alone, and all that it needs by another")
    func answers() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(3, ("CCDTEMP", .real(-91.5))))
        let index = try CalibrationIndex(try sample.calibrations(), searching: ["c"])
        #expect(try index.answer("flat", for: exposure, detector: 3).dataset.uri == "flat 3 red")
        #expect(try index.answer("curve", for: exposure).dataset.uri == "curve red")
        let answers = try index.answers(for: exposure, tracing: true)
        #expect(
            answers.map { $0.answer?.dataset.uri } == [
                "bias 0", "bias 3", "dark 0 -100", "dark 3 -90", "flat 0 red", "flat 3 red",
            ])
        #expect(answers.allSatisfy { $0.trace != nil && $0.failure == nil })
        #expect(answers[3].query == (try CalibrationQuery("dark", for: exposure, detector: 3)))
        let context = try PinnedContext(
            packages: [PinnedContext.Package](), editions: [String: Instant](), calibrations: try sample.calibrations(),
            searching: ["c"])
        #expect(
            try context.answers(for: exposure, kinds: ["curve"]).map { $0.answer?.context } == [context.hash])
        #expect(
            try context.answers(for: exposure).map { $0.answer?.dataset.uri } == answers.map { $0.answer?.dataset.uri })
    }

    @Test("says of each kind and detector why there is no calibration, with the trace of a miss")
    func failures() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(
            Sample.primary(("CCDTEMP", nil)), Sample.chip(0), Sample.chip(1, ("CCDTEMP", .real(-60))))
        let index = try CalibrationIndex(try sample.calibrations(), searching: ["c"])
        let answers = try index.answers(for: exposure, kinds: ["dark"])
        #expect(
            answers.map { $0.failure?.diagnostics[0].code.rawValue } == ["missing-calibration-key", "calibration-miss"])
        #expect(answers[0].failure?.message.contains("there is no CCDTEMP card") == true)
        #expect(answers[0].query == nil)
        #expect(answers[1].trace?.searches.count == 1)
        #expect(throws: CalibrationError.self) { try index.answers(for: exposure, kinds: ["drak"]) }
    }

    @Test("of another instrument gets nothing from a context")
    func otherInstrument() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0))
        let set = CalibrationSet(kinds: try sample.instrument.calibrationKinds, instrument: "Other")
        let context = try PinnedContext(
            packages: [PinnedContext.Package](), editions: [String: Instant](), calibrations: set, searching: [])
        #expect(throws: CalibrationError.self) { try context.answers(for: exposure) }
    }

    @Test(
        "needs no flat as a bias or dark without a filter, and misses it as anything else",
        arguments: [
            ("bias", HeaderValue?.none, ["bias", "dark"]), ("bias", .string("red"), ["bias", "dark", "flat"]),
            ("science", nil, ["bias", "dark", "flat"]),
        ] as [(String, HeaderValue?, [String])])
    func needed(_ type: String, _ filter: HeaderValue?, _ names: [String]) throws {
        let sample = try Sample()
        let exposure = try sample.exposure(
            Sample.primary(("IMGTYPE", .string(type)), ("FILTER", filter)), Sample.chip(0))
        #expect(exposure.kindsNeeded(of: exposure.kinds).map(\.name) == names)
        let index = try CalibrationIndex(try sample.calibrations(), searching: ["c"])
        let flat = try index.answers(for: exposure).last
        #expect((flat?.kind == "flat" && flat?.answer == nil) == (type == "science"))
    }

    @Test("that is planned asks as the exposure of the file will, for every detector unless some are named")
    func planned() throws {
        let sample = try Sample()
        let real = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(1))
        let plan = try Exposure(
            planned: sample.instrument, during: try #require(real.interval), filter: "red", detectors: [0, 1],
            state: ["temperature": .number(-100), "sequencer": .text("v2.seq")])
        for kind in ["bias", "dark", "flat"] {
            for detector in [0, 1] {
                #expect(
                    try CalibrationQuery(kind, for: plan, detector: detector)
                        == CalibrationQuery(kind, for: real, detector: detector))
            }
        }
        let all = try Exposure(planned: sample.instrument, during: try #require(real.interval), filter: "red")
        #expect(all.detectors == [0, 1, 2, 3])
        let error = #expect(throws: CalibrationError.self) { try CalibrationQuery("dark", for: all, detector: 0) }
        #expect(error?.message.contains("the planned exposure has no value of it") == true)
    }

    @Test(
        "that is planned refuses a filter and detectors that there are not",
        arguments: [("rde", [0], "unknown-filter"), ("R", [0], "unknown-filter"), ("red", [9], "unknown-detector")])
    func plannedWrong(_ filter: String, _ detectors: [Int], _ code: String) throws {
        let sample = try Sample()
        let error = #expect(throws: DiagnosticsError.self) {
            try Exposure(
                planned: sample.instrument, during: Validity(begin: Instant("2020-01-02"), end: nil), filter: filter,
                detectors: detectors)
        }
        #expect(error?.code.rawValue == code)
    }

    @Test("knows its detectors by name, and says which name it does not know")
    func names() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(3))
        #expect(try exposure.detectors(named: ["S3", "0"]) == [3, 0])
        let error = #expect(throws: DiagnosticsError.self) { try exposure.detectors(named: ["S9"]) }
        #expect(error?.message == "camera Toy has no detector 'S9'")
    }
}
