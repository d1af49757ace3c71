import Foundation
import ObsCalibrations
import ObsKit
import ObsText
import ObsTime
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

/// Kinds of calibration, curated files and rules for other pipelines' files of the reference cameras.
@Suite("Calibrations of the reference cameras")
struct CalibrationTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    private static let folders = InstrumentCatalog(folders: [Repository.root.appendingPathComponent("Cameras").path])

    @Test(
        "Kinds are those that the pipelines of each camera use",
        arguments: [
            ("DECam", 18, "linearity", "linearizer"), ("HSC", 20, "bfKernel", "bfKernel"),
            ("LSSTCam", 24, "manual_defects", "manual_defects"), ("LSST-TS8", 24, "ptc", "ptc"),
            ("MegaPrime", 19, "mask", "mask"),
        ])
    func kinds(_ name: String, _ count: Int, _ alias: String, _ kind: String) throws {
        let instrument = try Self.catalog.instrument(named: name)
        #expect(instrument.calibrationKinds.all.count == count)
        #expect(instrument.calibrationKinds[alias]?.name == kind)
        #expect(instrument.calibrationKinds == (try Self.folders.instrument(named: name).calibrationKinds))
    }

    @Test("A camera without kinds.yaml has none")
    func none() throws {
        #expect(try Self.catalog.instrument(named: "SDSS").calibrationKinds == CalibrationKinds.none)
    }

    @Test("Curated files of a package are looked up without a registry, in the program's copy too")
    func curated() throws {
        for catalog in [Self.catalog, Self.folders] {
            let latiss = try catalog.instrument(named: "LATISS")
            let index = try latiss.curatedIndex()
            let query = try CalibrationQuery("defects", detector: 0, at: Instant("2021-02-10T06:00:00"))
            let answer = try index.answer(query)
            #expect(answer.dataset.uri == "defects/rxx_s00/19700101T000000.yaml")
            #expect(answer.certification.collection == "LATISS/calib/curated")
            let folder = try latiss.curatedCalibrations(problems: Problems())
            guard case .defects(let defects) = folder[answer.dataset.id]?.content else { return #expect(Bool(false)) }
            #expect(defects.pixelCount == 509 * 2000)
        }
    }

    @Test(
        "Every curated file of the corpus agrees with the cameras: detectors, filters, sizes",
        .enabled(if: Corpus.isThere, Comment(rawValue: Corpus.need)),
        arguments: [
            ("decam", "DECam", 22), ("hsc", "HSC", 24), ("imsim", "LSSTCam-imSim", 1), ("latiss", "LATISS", 13),
            ("lsstCam", "LSSTCam", 11),
        ])
    func corpus(_ folder: String, _ name: String, _ count: Int) throws {
        let path = try #require(Corpus.folder).appendingPathComponent("curated/\(folder)").path
        let problems = Problems()
        let instrument = try Self.catalog.instrument(named: name)
        let found = try instrument.curatedCalibrations(in: CalibrationFiles(folder: path), problems: problems)
        #expect(problems.sorted.filter { $0.severity == .error }.map(\.description) == [])
        #expect(found.files.count == count)
        let set = try found.set(in: "curated")
        #expect(set.certifications.count == count)
    }

    @Test(
        "Name, serial and raft of a detector, day and number of an exposure lead to one answer; unknown ones are errors"
    )
    func otherNames() throws {
        let instrument = try Self.catalog.instrument(named: "LSSTCam")
        let date = try Instant("2025-04-15T23:10:00")
        let camera = try instrument.camera(at: date, edition: .newest)
        let detector = try #require(camera.detector(94))
        #expect(camera.detector(named: "R22_S11")?.id == 94)
        #expect(camera.detector(serial: try #require(detector.serial))?.id == 94)
        #expect(camera.detectors(inGroup: "R22").first { $0.name.hasSuffix("_S11") }?.id == 94)
        #expect(camera.detector(named: "R22_S99") == nil)

        var set = CalibrationSet(kinds: instrument.calibrationKinds)
        try set.add(CalibrationCollection("calib", .validityRanged))
        for id in [93, 94] {
            let dataset = CalibrationDataset(
                id: DatasetID(high: 0, low: UInt64(id)), kind: "bias", keys: CalibrationKeys(detector: id), uri: "\(id)"
            )
            try set.add(dataset)
            try set.certify([dataset.id], in: "calib", during: .always)
        }
        let index = try CalibrationIndex(set, searching: ["calib"])
        for found in [camera.detector(94), camera.detector(named: "R22_S11")] {
            let query = try CalibrationQuery("bias", detector: found?.id, at: date)
            #expect(try index.answer(query).dataset.uri == "94")
        }
        let unknown = try CalibrationQuery("bias", detector: camera.detector(named: "R22_S99")?.id, at: date)
        #expect(#expect(throws: CalibrationError.self) { try index.answer(unknown) }?.code == .missingKey)

        let scheme = instrument.identifiers
        let parts: [String: IdentifierValue] = ["day": 20_250_415, "sequence": 228, "controller": "O"]
        let exposure = try scheme.exposureID(parts)
        let read = try scheme.parts(ofExposureID: exposure)
        for (name, value) in parts { #expect(read[name] == value) }
        let packed = try scheme.detectorExposureID(exposure: exposure, detector: 94)
        #expect(try scheme.exposureAndDetector(ofDetectorExposureID: packed) == (exposure, 94))
        #expect(throws: IdentifierError.self) { try scheme.exposureID(["day": 20_250_415, "night": 1]) }
    }

    private func context(_ change: (inout CalibrationSet) throws -> Void = { _ in }) throws -> PinnedContext {
        let kinds = try CalibrationKinds([
            CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)]),
            CalibrationKind(name: "flat", keys: [KeyRule("detector", .exact), KeyRule("filter", .exact)]),
        ])
        var set = CalibrationSet(kinds: kinds)
        try set.add(CalibrationCollection("calib", .validityRanged))
        for (number, detector) in [(1, 3), (2, 3), (3, 4)] {
            let dataset = CalibrationDataset(
                id: DatasetID(high: 0, low: UInt64(number)), kind: "bias", keys: CalibrationKeys(detector: detector),
                uri: "\(number)")
            try set.add(dataset)
            let begin = try Instant(number == 2 ? "2020-02-01" : "2020-01-01")
            let end = try number == 1 ? Instant("2020-02-01") : nil
            try set.certify([dataset.id], in: "calib", during: Validity(begin: begin, end: end))
        }
        try change(&set)
        return try PinnedContext(
            packages: Self.catalog.packages.filter { $0.name == "DECam" },
            editions: ["DECam": .asOf(Instant("2024-01-01"))],
            calibrations: set, searching: ["calib"])
    }

    @Test("A context has one hash over packages, editions and calibrations, and its answers carry it")
    func contextHash() throws {
        let one = try context()
        #expect(try context().hash == one.hash)
        let query = try CalibrationQuery("bias", detector: 3, at: Instant("2020-01-05"))
        #expect(try one.answer(query).context == one.hash)
        #expect(one.edition(of: "DECam") == .asOf(try Instant("2024-01-01")) && one.edition(of: "HSC") == .newest)
        let folders = try PinnedContext(
            packages: Self.folders.packages.filter { $0.name == "DECam" },
            editions: ["DECam": .asOf(Instant("2024-01-01"))],
            calibrations: one.calibrations, searching: ["calib"])
        #expect(folders.hash == one.hash, "the folder and the program's copy have one content")
        let newest = try PinnedContext(
            packages: Self.catalog.packages.filter { $0.name == "DECam" }, calibrations: one.calibrations,
            searching: ["calib"])
        #expect(newest.hash != one.hash)
        #expect(newest.difference(from: one).editions == ["DECam"])
        let more = try PinnedContext(
            packages: Self.catalog.packages.filter { ["DECam", "HSC"].contains($0.name) },
            editions: ["DECam": .asOf(Instant("2024-01-01"))], calibrations: one.calibrations, searching: ["calib"])
        #expect(more.difference(from: one).packages.map(\.name) == ["HSC"])
    }

    @Test("Two contexts differ in what was certified; the exposures whose answers change are listed")
    func difference() throws {
        let old = try context()
        let new = try context { set in
            try set.retire(DatasetID(high: 0, low: 1), in: "calib", at: Instant("2020-01-10"))
        }
        #expect(new.hash != old.hash && old.difference(from: old).isEmpty)
        let difference = new.difference(from: old)
        #expect(difference.removed.count == 1 && difference.added.count == 1 && difference.packages.isEmpty)
        let exposures = try ["2020-01-05", "2020-01-15", "2020-02-15"].map { text in
            CalibrationExposure(during: try CalibrationDates.interval(of: try Instant(text)))
        }
        let changes = try new.changedAnswers(since: old, exposures: exposures, detectors: [3, 4])
        let change = try #require(changes.first)
        #expect(changes.count == 1 && change.exposure == 1 && change.kind == "bias" && change.detector == 3)
        #expect(change.before == DatasetID(high: 0, low: 1) && change.after == nil)
        #expect(throws: CalibrationError.self) {
            try new.changedAnswers(since: old, exposures: exposures, detectors: [3], kinds: ["flat"])
        }
    }

    /// A FITS file of headers alone.
    private func fits(_ headers: [[String]]) -> [UInt8] {
        headers.enumerated().flatMap { place, cards -> [UInt8] in
            let start = place == 0 ? ["SIMPLE  =                    T"] : ["XTENSION= 'IMAGE   '"]
            let rest = ["BITPIX  =                    8", "NAXIS   =                    0"]
            let end = place == 0 ? [] : ["PCOUNT  =                    0", "GCOUNT  =                    1"]
            let lines = start + rest + end + cards + ["END"]
            var bytes = lines.flatMap { line in Array(line.utf8) + [UInt8](repeating: 0x20, count: 80 - line.utf8.count)
            }
            bytes += [UInt8](repeating: 0x20, count: (2880 - bytes.count % 2880) % 2880)
            return bytes
        }
    }

    @Test("Masters of the DECam Community Pipeline are registered from their headers, one for each chip")
    func communityPipeline() throws {
        let folder = try TemporaryFolder()
        let primary = [
            "PROCTYPE= 'MasterCal'", "OBSTYPE = 'zero    '", "DATE-OBS= '2013-02-10T20:00:00'", "PLVER   = 'V2.1    '",
        ]
        let bytes = fits([primary, ["CCDNUM  =                    1"], ["CCDNUM  =                   62"]])
        let path = try folder.write(bytes, to: "c4d_130210_zci.fits")
        let decam = try Self.catalog.instrument(named: "DECam")
        let found = try decam.externalCalibrations(atPath: path)
        #expect(found.map(\.dataset.keys.detector) == [1, 62])
        #expect(found.map(\.product) == ["community-pipeline-bias", "community-pipeline-bias"])
        #expect(found.first?.dataset.producer == "DECam Community Pipeline V2.1")
        #expect(found.first?.validity.begin == (try Instant("2013-02-10T20:00:00")))
        #expect(found.first?.dataset.checksum == ContentHash(of: bytes))
        var set = CalibrationSet(kinds: decam.calibrationKinds)
        try set.add(CalibrationCollection("cp", .validityRanged))
        for one in found {
            try set.add(one.dataset)
            try set.certify([Certification(of: one.dataset, in: "cp", validity: one.validity)])
        }
        #expect(set.certifications.count == 2)
    }

    @Test("Elixir's masks hold from and to the days that the package lists, one for each chip")
    func elixirMasks() throws {
        let folder = try TemporaryFolder()
        let bytes = fits([[], ["EXTNAME = 'ccd00   '"], ["EXTNAME = 'ccd35   '"]])
        let path = try folder.write(bytes, to: "2004B.mask.0.36.00.fits")
        let mega = try Self.catalog.instrument(named: "MegaPrime")
        let found = try mega.externalCalibrations(atPath: path)
        #expect(found.map(\.dataset.keys.detector) == [0, 35])
        #expect(found.first?.validity.description == "[2004-08-05T00:00:00Z, 2004-08-15T00:00:00Z)")
        let other = try folder.write(bytes, to: "2009A.mask.0.36.00.fits")
        let error = #expect(throws: CalibrationError.self) { try mega.externalCalibrations(atPath: other) }
        #expect(error?.code == .noDate)
        let raw = try folder.write(bytes, to: "1234567o.fits")
        #expect(try mega.externalCalibrations(atPath: raw).isEmpty)
    }
}
