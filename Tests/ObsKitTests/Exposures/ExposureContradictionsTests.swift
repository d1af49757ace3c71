import ObsCalibrations
import ObsFITS
import ObsText
import ObsTime
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

/// What the detectors of one exposure contradict in each other, and what none of them says.
@Suite("ExposureContradictions")
struct ExposureContradictionsTests {
    private typealias Sample = ExposureSample

    private func codes(_ exposure: Exposure) -> [String] {
        exposure.diagnostics.map { "\($0.severity.rawValue) \($0.code.rawValue)" }
    }

    @Test(
        "says in what the detectors of a file differ, with the values and their HDUs",
        arguments: [
            (("EXPNUM", .integer(8)), ["error exposure-ids-differ"], "exposure_id: 7 in HDU 1 (S0), 8 in HDU 2 (S1)"),
            (("FILTER", .string("blue")), ["warning filters-differ"], "red in HDU 1 (S0), blue in HDU 2 (S1)"),
            (("DATE-END", .string("2020-01-02T03:04:37")), ["warning intervals-differ"], "datetime_end"),
            (("DATE-OBS", .string("2020-01-02T03:04:01")), ["warning intervals-differ"], "datetime_begin"),
            (
                ("DATE-OBS", .string("2020-01-01T23:04:05")), ["warning intervals-differ", "warning days-differ"],
                "20200101"
            ),
        ] as [((Keyword, HeaderValue), [String], String)])
    func differ(_ other: (Keyword, HeaderValue), _ expected: [String], _ words: String) throws {
        let exposure = try Sample().exposure(Sample.primary, Sample.chip(0), Sample.chip(1, other))
        #expect(codes(exposure) == expected)
        #expect(exposure.diagnostics.contains { $0.message.contains(words) }, "\(exposure.diagnostics)")
    }

    @Test("lets clocks be a second apart, and lets differ what the instrument says may")
    func mayDiffer() throws {
        let second = ("DATE-OBS", HeaderValue.string("2020-01-02T03:04:06")) as (Keyword, HeaderValue)
        #expect(codes(try Sample().exposure(Sample.primary, Sample.chip(0), Sample.chip(1, second))) == [])
        let lax = try Sample(consistency: "consistency: {may_differ: [physical_filter]}")
        let exposure = try lax.exposure(
            Sample.primary, Sample.chip(0), Sample.chip(1, ("FILTER", .string("blue"))))
        #expect(codes(exposure) == [])
        // Each detector has the flat of its own filter then.
        let index = try CalibrationIndex(try lax.calibrations(), searching: ["c"])
        #expect(
            try index.answers(for: exposure, kinds: ["flat"]).map { $0.answer?.dataset.uri }
                == ["flat 0 red", "flat 1 blue"])
    }

    @Test("lasts from the earliest begin to the latest end")
    func hull() throws {
        let exposure = try Sample().exposure(
            Sample.primary, Sample.chip(0, ("DATE-END", .string("2020-01-02T03:04:37"))),
            Sample.chip(1, ("DATE-OBS", .string("2020-01-02T03:04:01"))))
        let (begin, end) = (try Instant("2020-01-02T03:04:01 TAI"), try Instant("2020-01-02T03:04:37 TAI"))
        #expect(exposure.interval == (try Validity(begin: begin, end: end)))
    }

    @Test("finds a detector twice, in one file and in two")
    func twice() throws {
        let sample = try Sample()
        let one = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(1), Sample.chip(0))
        #expect(codes(one) == ["error detector-twice"])
        #expect(one.hasErrors)
        #expect(one.detectors == [0, 1])
        let a = try sample.file("a.fits", Sample.primary, Sample.chip(1))
        let b = try sample.file("b.fits", Sample.primary, Sample.chip(1))
        let two = try sample.catalog.exposure(files: [a, b])
        #expect(codes(two) == ["error detector-twice"])
        #expect(two.diagnostics[0].message.hasPrefix("\(a), HDU 1 (S1) and \(b), HDU 1 (S1) are each detector 1"))
    }

    @Test("finds files of two instruments")
    func instruments() throws {
        let sample = try Sample()
        let other = try SamplePackage("Other").write(to: sample.folder, as: "Other")
        let catalog = InstrumentCatalog(folders: ["\(sample.folder.path)/Toy", other])
        let a = try sample.file("a.fits", Sample.primary, Sample.chip(1))
        let b = try sample.file("b.fits", Sample.primary(("INSTRUME", .string("Other")), ("CCD", .integer(2))))
        let exposure = try catalog.exposure(files: [a, b])
        #expect(codes(exposure) == ["error instruments-differ"])
        #expect(exposure.diagnostics[0].message.contains("Toy in \(a), HDU 1 (S1), Other in \(b), HDU 0"))
        let both = try catalog.exposures(of: [a, b].map { try catalog.open(file: $0).translate() })
        #expect(both.map(\.instrument) == ["Toy", "Other"])
    }

    @Test("finds files of two days, wherever exposures are made of them")
    func days() async throws {
        let sample = try Sample()
        let a = try sample.file("a.fits", Sample.primary, Sample.chip(1))
        let b = try sample.file(
            "b.fits", Sample.primary(("DATE-OBS", .string("2020-01-05T03:04:05")), ("DATE-END", nil)), Sample.chip(2))
        let exposure = try sample.catalog.exposure(files: [a, b])
        #expect(codes(exposure).contains("warning days-differ"))
        let problem = try #require(exposure.diagnostics.first { $0.code == .daysDiffer })
        #expect(problem.message.contains("20200102 in \(a), HDU 1 (S1), 20200105 in \(b), HDU 1 (S2)"))
        let together = try sample.catalog.exposures(of: [a, b].map { try sample.catalog.open(file: $0).translate() })
        #expect(together.count == 1 && together[0].diagnostics == exposure.diagnostics)
        let visits = try sample.catalog.visits(of: together)
        #expect(visits[0].diagnostics.map(\.code).contains(.daysDiffer))
        var parts: [Exposure] = []
        for await outcome in sample.catalog.exposures(files: [a, b], jobs: 1) { parts += try outcome.result.get() }
        #expect(parts.map { $0.diagnostics.contains { $0.code == .daysDiffer } } == [false, true])
    }

    @Test("finds observations of two instruments where visits are asked for of one")
    func visitsOfTwo() throws {
        let sample = try Sample()
        var infos = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(1)).observations.map(\.info)
        infos[1].instrument = "Other"
        let visits = try sample.instrument.visits(of: infos)
        #expect(visits.diagnostics.map(\.code) == [.instrumentsDiffer])
    }

    @Test("says which header names no detector")
    func nameless() throws {
        let sample = try Sample()
        let whole = try sample.exposure(Sample.primary, Sample.chip(0))
        let report = try #require(whole.observations.first?.report)
        #expect(report.info.detectorNum == 0)
        let headers = try [0, 1].map { number in
            try sample.catalog.open(
                file: sample.file(
                    "\(number).fits", Sample.primary, Sample.chip(number, ("CHIP", .string("P-\(number + 1)"))))
            ).translate().observations[0].report
        }
        let bare = try sample.instrument.translator.translate(header(("INSTRUME", .string("Toy"))))
        let exposure = try sample.instrument.exposure(of: [headers[0], bare])
        #expect(bare.info.detectorNum == nil)
        #expect(codes(exposure).contains("warning no-detector"))
        #expect(!codes(try sample.instrument.exposure(of: headers)).contains("warning no-detector"))
    }

    @Test("says that a header has no exposure id, by which its files would be put together")
    func numberless() throws {
        let sample = try Sample()
        let nameless = Sample.primary(("EXPNUM", nil))
        let files = try [
            ("a.fits", Sample.primary, 0), ("b.fits", nameless, 1), ("c.fits", nameless, 2),
        ].map { name, primary, chip in
            try sample.catalog.open(file: sample.file(name, primary, Sample.chip(chip))).translate()
        }
        let exposures = try sample.catalog.exposures(of: files)
        #expect(exposures.map(\.id) == [7, nil, nil])
        #expect(exposures.map { codes($0).contains("warning no-exposure-id") } == [false, true, true])
        let together = try sample.instrument.exposure(of: files)
        let said = try #require(together.diagnostics.first { $0.code.rawValue == "no-exposure-id" })
        #expect(said.message.contains("b.fits, HDU 1 (S1) and 1 more: the header has no exposure id"))
    }

    @Test("says of a part that came after another part which file holds that one")
    func split() async throws {
        let sample = try Sample()
        let other = Sample.primary(("EXPNUM", .integer(8)))
        let paths = [
            try sample.file("a.fits", Sample.primary, Sample.chip(1)), try sample.file("b.fits", other, Sample.chip(1)),
            try sample.file("c.fits", Sample.primary, Sample.chip(2)),
        ]
        for jobs in [1, 3] {
            var found: [Exposure] = []
            for await outcome in sample.catalog.exposures(files: paths, jobs: jobs) {
                found += try outcome.result.get()
            }
            #expect(found.map(\.id) == [7, 8, 7])
            #expect(found.map { codes($0) } == [[], [], ["warning exposure-split"]])
            #expect(
                found.last?.diagnostics.first?.message
                    == "\(paths[2]) holds a part of exposure 7 of Toy, and \(paths[0]) another, which came before")
        }
    }

    @Test("asks for the kinds of an instrument once, and an exposure that cannot be made costs no other")
    func kindsOnce() throws {
        struct NoKinds: Error {}
        let sample = try Sample()
        let files = try (0..<4).map { number in
            try sample.catalog.open(
                file: sample.file(
                    "\(number).fits", Sample.primary(("EXPNUM", .integer(number))), Sample.chip(number))
            ).translate()
        }
        var asked: [String] = []
        _ = try sample.catalog.exposures(of: files) { instrument in
            asked.append(instrument.name)
            return nil
        }
        #expect(asked == ["Toy"])
        let gone = files[1].withoutHeaders()
        let groups = sample.catalog.groups(of: [files[0], gone, files[2]])
        #expect(groups.map { (try? $0.result.get())?.id } == [0, nil, 2])
        #expect(groups.map(\.paths) == [[files[0].path], [gone.path], [files[2].path]])
        let none = sample.catalog.groups(of: files) { _ in throw NoKinds() }
        #expect(none.allSatisfy { (try? $0.result.get()) == nil })
    }

    @Test("of another instrument than the calibrations are of gets none of them")
    func otherCalibrations() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0))
        let other = try CalibrationIndex(
            CalibrationSet(kinds: try sample.instrument.calibrationKinds, instrument: "Other"), searching: [])
        let words = "the calibrations are of Other, and the exposure is of Toy; ask for calibrations of Toy"
        #expect(throws: CalibrationError(.badKeys, words)) { try other.answers(for: exposure) }
        #expect(throws: CalibrationError(.badKeys, words)) { try other.answer("bias", for: exposure, detector: 0) }
    }

    @Test("counts detectors where the package says of which types a file is whole, over all files")
    func missing() throws {
        let sample = try Sample(headers: ", whole: [science]")
        let a = try sample.file("a.fits", Sample.primary, Sample.chip(0), Sample.chip(1))
        let b = try sample.file("b.fits", Sample.primary, Sample.chip(3))
        let c = try sample.file("c.fits", Sample.primary, Sample.chip(2))
        let two = try sample.catalog.exposure(files: [a, b])
        #expect(codes(two) == ["warning missing-detectors"])
        #expect(
            two.diagnostics[0].message.contains("3 of the 4 detectors that camera Toy has: S2 (detector 2) is missing"))
        #expect(codes(try sample.catalog.exposure(files: [a, b, c])) == [])
    }

    @Test(
        "misses pointing and rotation of what was taken of the sky alone",
        arguments: [
            ("RA", "science", ["warning no-boresight"]), ("ROTANG", "science", ["warning no-rotation"]),
            ("RA", "bias", []), ("ROTANG", "dark", []), ("ROTANG", "flat", []),
        ] as [(String, String, [String])])
    func pointing(_ card: String, _ type: String, _ expected: [String]) throws {
        let exposure = try Sample().exposure(
            Sample.primary((Keyword(card), nil), ("IMGTYPE", .string(type))), Sample.chip(0))
        #expect(codes(exposure) == expected)
        #expect(exposure.pointing == nil)
    }

    @Test("says that nothing tells when it was, or when it ended, and asks for an instant then")
    func interval() throws {
        let sample = try Sample()
        let endless = try sample.exposure(Sample.primary(("DATE-END", nil)), Sample.chip(0))
        #expect(codes(endless) == ["warning no-end"])
        #expect(endless.interval?.end?.nanoseconds == endless.interval?.begin.map { $0.nanoseconds + 1 })
        let timeless = try sample.exposure(Sample.primary(("DATE-END", nil), ("DATE-OBS", nil)), Sample.chip(0))
        #expect(codes(timeless).contains("error no-interval"))
        #expect(timeless.interval == nil && timeless.camera == nil)
        #expect(throws: CalibrationError.self) { try CalibrationQuery("bias", for: timeless, detector: 0) }
    }
}
