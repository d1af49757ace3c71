import CalibrationSupport
import ObsCalibrations
import ObsFITS
import ObsTime
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

/// The peer's scenarios, asked through exposures instead of queries by hand.
@Suite("Scenarios of the peer, through exposures")
struct ExposureScenarioTests {
    @Test(
        "Every look-up ends as by a query that is written by hand",
        .enabled(if: Corpus.isThere, Comment(rawValue: Corpus.need)))
    func scenarios() throws {
        let path = try #require(PeerScenarios.path)
        let replay = try PeerScenarios(path, on: ExposureBackend.self)
        #expect(replay.deviations == Set(try PeerScenarios.known().keys))
        #expect(replay.sameCount == (try PeerScenarios(path, on: CalibrationSet.self)).sameCount)
        #expect(replay.sameCount > 300)
    }
}

/// A set that answers the question of an exposure: one that was translated where it has begin and end, else a planned one.
private struct ExposureBackend: CalibrationBackend {
    private static let instrument = Result {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        return try catalog.instrument(named: "Toy")
    }

    private var set: CalibrationSet

    init(kinds: CalibrationKinds) throws { set = CalibrationSet(kinds: kinds) }

    mutating func add(_ collection: CalibrationCollection) throws { try set.add(collection) }
    mutating func add(_ dataset: CalibrationDataset) throws { try set.add(dataset) }
    mutating func certify(_ rows: [Certification], sharing: Bool) throws -> CertificationChange {
        try set.certify(rows, sharing: sharing)
    }
    mutating func supersede(with rows: [Certification]) throws -> CertificationChange { try set.supersede(with: rows) }
    mutating func decertify(
        _ kind: String, in collection: String, during validity: Validity, where isSelected: (Certification) -> Bool
    ) throws -> CertificationChange {
        try set.decertify(kind, in: collection, during: validity, where: isSelected)
    }
    mutating func retire(_ dataset: DatasetID, in collection: String, at instant: Instant) throws -> CertificationChange
    {
        try set.retire(dataset, in: collection, at: instant)
    }
    mutating func extend(_ dataset: DatasetID, in collection: String, to end: Instant?) throws -> CertificationChange {
        try set.extend(dataset, in: collection, to: end)
    }
    func allCertifications() throws -> [Certification] { set.certifications }

    func answer(_ query: CalibrationQuery, searching collections: [String]) throws -> CalibrationAnswer {
        let exposure = try Self.exposure(query, set.kinds)
        #expect(exposure.interval == query.interval)
        return try CalibrationIndex(set, searching: collections)
            .answer(query.kind, for: exposure, detector: query.detector, tracing: true)
    }

    private static func exposure(_ query: CalibrationQuery, _ kinds: CalibrationKinds) throws -> Exposure {
        let instrument = try instrument.get()
        guard let begin = query.interval.begin, let end = query.interval.end else {
            return try Exposure(
                planned: instrument, during: query.interval, detectors: query.detector.map { [$0] } ?? [], kinds: kinds)
        }
        let cards = header(
            ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(5)), ("FILTER", .string("red")),
            ("TIMESYS", .string("TAI")), ("DATE-BEG", .string(begin.isoText(scale: .tai, fractionDigits: 9))),
            ("DATE-END", .string(end.isoText(scale: .tai, fractionDigits: 9))),
            ("CCD", query.detector.map { .integer($0) } ?? .undefined))
        return try instrument.exposure(of: [instrument.translator.translate(cards)], kinds: kinds)
    }
}
