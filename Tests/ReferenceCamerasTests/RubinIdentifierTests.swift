import ObsFITS
import ObsKit
import ObsTranslation
import ReferenceCameras
import Testing

/// Identifiers of the Rubin cameras, with numbers computed independently.
@Suite("Rubin identifiers")
struct RubinIdentifierTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    private func translate(_ cards: [String: HeaderValue]) throws -> TranslationReport {
        var all: [String: HeaderValue] = [
            "INSTRUME": .string("lsstCam"), "OBSID": .string("X"), "IMGTYPE": .string("BIAS"), "EXPTIME": .real(0),
            "RAFTBAY": .string("R22"), "CCDSLOT": .string("S11"), "TSTAND": .string("BOT"),
            "MJD-OBS": .real(60_000), "DATE": .string("x"), "SEQNUM": .integer(1),
        ]
        all.merge(cards) { $1 }
        let header = Header(cards: all.map { Card(Keyword($0.key), $0.value) })
        return try #require(try Self.catalog.translate(header: header).report)
    }

    @Test(
        "The exposure id is day and number, the day shifted by who commanded it",
        arguments: [
            ("20231004", 1, "C", 3_023_100_400_001), ("20231005", 1, "C", 2_023_100_500_001),
            ("20250417", 42, "S", 7_025_041_700_042), ("20250418", 42, "S", 2_025_041_800_042),
            ("20190101", 99_999, "O", 2_019_010_199_999), ("2019-01-01", 0, "Q", 6_019_010_100_000),
            ("20190101T00:00", 7, "P", 5_019_010_100_007), ("20190101", 7, "H", 4_019_010_100_007),
        ])
    func exposureID(_ day: String, _ number: Int, _ controller: String, _ id: Int) throws {
        let report = try translate([
            "DAYOBS": .string(day), "SEQNUM": .integer(number), "CONTRLLR": .string(controller),
        ])
        #expect(report.info.exposureID == id)
        #expect(report.info.exposureGroup == String(id))
    }

    @Test("A number or a day that the id has no room for, and an unknown controller, are failures, not other ids")
    func refused() throws {
        let cases: [[String: HeaderValue]] = [
            ["DAYOBS": .string("20190101"), "SEQNUM": .integer(100_000)],
            ["DAYOBS": .string("20190101"), "SEQNUM": .integer(-1)],
            ["DAYOBS": .string("2019011"), "SEQNUM": .integer(1)],
            ["DAYOBS": .string("20190101"), "CONTRLLR": .string("X")],
        ]
        for cards in cases {
            let report = try translate(cards)
            #expect(report.info.exposureID == nil)
            #expect(report.failures.contains { $0.property == "exposure_id" })
        }
    }

    @Test("A calibration made of many exposures has no exposure id, and that is no failure")
    func calibration() throws {
        let report = try translate(["DAYOBS": .string("20190101"), "CALIB_ID": .string("x")])
        #expect(report.info.exposureID == nil)
        #expect(!report.failures.contains { $0.property == "exposure_id" })
    }

    @Test(
        "The visit id is the group's number, its time, or a hash of its name",
        arguments: [
            ("1234", 1234), ("2025-04-16T00:53:10.143", 3_246_943_901_430_000),
            ("2025-04-16T00:53:10.143#1", 3_246_943_901_430_001), ("2025-04-16T00:53:10.143+12", 3_246_943_901_430_012),
            ("TEST01", 1_123_819_875_881_954_006), ("bias_0027_0100", 3_575_576_933_793_566_714),
        ])
    func visitID(_ group: String, _ id: Int) throws {
        let report = try translate(["DAYOBS": .string("20250415"), "GROUPID": .string(group)])
        #expect(report.info.visitID == id)
    }

    @Test("An exposure whose group has no name, or a blank one, is a visit of its own", arguments: [nil, "", "  "])
    func noGroup(_ group: String?) throws {
        var cards: [String: HeaderValue] = ["DAYOBS": .string("20250415")]
        cards["GROUPID"] = group.map { .string($0) } ?? .undefined
        let report = try translate(cards)
        #expect(report.info.exposureGroup == report.info.exposureID.map { "\($0)" })
        #expect(report.info.visitID == report.info.exposureID && report.info.visitID != nil)
    }

    @Test(
        "The detector's exposure id packs detector, number, day and controller, and is taken apart again",
        arguments: [
            ("R01", "S01", 1, "20250609", 578, "O", 47_295_119_873),
            ("R22", "S11", 94, "20240321", 720, "S", 730_756_993_118),
        ])
    func packed(
        _ raft: String, _ slot: String, _ detector: Int, _ day: String, _ number: Int, _ controller: String, _ id: Int
    ) throws {
        let report = try translate([
            "RAFTBAY": .string(raft), "CCDSLOT": .string(slot), "DAYOBS": .string(day), "SEQNUM": .integer(number),
            "CONTRLLR": .string(controller),
        ])
        #expect(report.info.detectorNum == detector)
        #expect(report.info.detectorExposureID == id)
        #expect(id % 256 == detector)
        #expect(id / 256 % 32_768 == number)
        #expect(id / 256 / 32_768 / 16_384 == ["O": 0, "S": 5][controller])
    }

    @Test("A number beyond the packer's, and a day before its first, are failures")
    func packerLimits() throws {
        for (day, number) in [("20250609", 32_768), ("20091231", 1)] {
            let report = try translate(["DAYOBS": .string(day), "SEQNUM": .integer(number)])
            #expect(report.info.exposureID != nil)
            #expect(report.info.detectorExposureID == nil)
            #expect(report.failures.contains { $0.property == "detector_exposure_id" })
        }
    }
}
