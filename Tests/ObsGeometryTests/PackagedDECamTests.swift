import ObsText
import Testing

@testable import ObsGeometry

struct PackagedDECamTests {
    @Test("Chips are in the HDUs of raw files, guide chips in none")
    func rawFile() throws {
        let camera = try PackagedCamera.decam.camera()
        for (id, hdu) in [
            (25, 1), (26, 2), (39, 13), (1, 34), (62, 62), (72, 63), (63, 66), (69, 70), (3, 36), (35, 37),
        ] {
            #expect(camera.detector(id)?.slot.hdu == hdu, "detector \(id)")
        }
        #expect(Set(camera.detectors.compactMap(\.slot.hdu)) == Set(1...70))
        #expect(camera.detectors.filter { $0.slot.hdu == nil }.map(\.name) == ["GS2", "GS1", "GN1", "GN2"])
        #expect(camera.detector(25)?.slot.extensionName == "S1")
        #expect(camera.detectors(inGroup: "F").map(\.id) == [63, 64, 69, 70, 71, 72, 73, 74])
        #expect(camera.detector(named: "FS1")?.slot.position == Point(-151.998, 144.025))
        #expect(camera.detector(named: "GN2")?.slot.position == Point(185.592, -112.148))
    }

    @Test("The sections are those of the headers, with the prescan")
    func sections() throws {
        let camera = try PackagedCamera.decam.camera()
        var raw = RawStatement(detector: 25, serial: "S3-111_107419-8-3", serialCard: "DETECTOR")
        raw.sizes = [.init(amplifier: nil, width: 2160, height: 4146)]
        for (card, amplifier, region, text) in [
            ("DATASECA", "A", RawStatement.Region.data, "[1081:2104,51:4146]"),
            ("BIASSECA", "A", .serialOverscan, "[2105:2154,51:4146]"),
            ("PRESECA", "A", .serialPrescan, "[2155:2160,51:4146]"),
            ("POSTSECA", "A", .parallelOverscan, "[1081:2104,1:50]"),
            ("DATASECB", "B", .data, "[57:1080,51:4146]"),
            ("BIASSECB", "B", .serialOverscan, "[7:56,51:4146]"),
            ("PRESECB", "B", .serialPrescan, "[1:6,51:4146]"),
            ("POSTSECB", "B", .parallelOverscan, "[57:1080,1:50]"),
        ] { raw.sections.append(.init(card: card, amplifier: amplifier, region: region, text: text)) }
        #expect(camera.problems(with: raw).isEmpty)
        raw.serial = "S3-06_123195-15-3"
        #expect(camera.problems(with: raw).first?.hint?.contains("S29") == true)
        let unknown = RawStatement(detector: 26, serial: "S3-99_999999-9-9", serialCard: "DETECTOR")
        #expect(camera.problems(with: unknown).map(\.severity) == [.note])
        let another = RawStatement(detector: 26, serial: "S3-06_123195-15-3", serialCard: "DETECTOR")
        #expect(camera.problems(with: another).map(\.code) == [.serialMismatch])
    }

    @Test(
        "Chips die and come back on their days",
        arguments: [
            ("N30", "2012-11-07T10:30:00", PartStatus.working), ("N30", "2012-11-07T11:59:59.999", .working),
            ("N30", "2012-11-07T12:00:00", .dead), ("N30", "2012-11-07T20:19:00", .dead), ("N30", "2025-01-01", .dead),
            ("S30", "2013-11-29T23:59:59.999", .working), ("S30", "2013-11-30", .dead),
            ("S30", "2016-11-30T23:59:59", .dead),
            ("S30", "2016-12-01", .dead), ("S30", "2016-12-28T23:59:59.999", .dead), ("S30", "2016-12-29", .working),
        ])
    func status(_ name: String, _ date: String, _ status: PartStatus) throws {
        #expect(try PackagedCamera.decam.camera(at: date).detector(named: name)?.status == status)
    }

    @Test("Amplifier A of S7 is never used, and what rests on memory says so")
    func unusedAmplifier() throws {
        let history = try PackagedCamera.decam.read()
        for date in ["2012-09-12", "2025-01-01"] {
            let camera = try history.camera(at: PackagedCamera.date(date))
            #expect(camera.detector(31)?.amplifiers.map(\.status) == [.unused, .working])
            #expect(camera.detector(31)?.name == "S7")
        }
        let memories = history.entries.filter { $0.confidence == .fromMemory }
        #expect(memories.map(\.changes) == [["slot S30: status"]])
    }

    @Test("The mirror is in the description since 2025-06-18, and was at the telescope always")
    func parity() throws {
        #expect(try PackagedCamera.decam.camera(at: "2013-01-01").parity == .flipped)
        #expect(try PackagedCamera.decam.camera(at: "2013-01-01", asOf: "2025-06-18").parity == .flipped)
        #expect(try PackagedCamera.decam.camera(at: "2026-01-01", asOf: "2025-06-17T23:59:59").parity == .normal)
    }
}
