import ObsTime
import Testing

@testable import ObsGeometry

struct CameraHistoryTests {
    @Test("A change holds from its beginning to just before its end")
    func validTime() throws {
        func status(_ date: String) throws -> PartStatus? { try SampleCamera.camera(at: date).detector(2)?.status }
        #expect(try status("2012-12-31T23:59:59.999") == .working)
        #expect(try status("2013-01-01") == .dead)
        #expect(try status("2013-12-31T23:59:59") == .dead)
        // The end is given in TAI, 35 seconds ahead of UTC: 12:00:00 UTC.
        #expect(try status("2014-01-01T11:59:59.999") == .dead)
        #expect(try status("2014-01-01T12:00:00") == .working)
        let amplifier = try SampleCamera.camera(at: "2013-01-01").detector(2)?.amplifier(named: "B")
        #expect(amplifier?.status == .partial)
    }

    @Test("A chip that was exchanged for a while is the camera's only then")
    func exchangedDevice() throws {
        #expect(try SampleCamera.camera(at: "2013-06-15").detector(1)?.serial == "Q-002")
        #expect(try SampleCamera.camera(at: "2013-06-15").detector(1)?.layout.name == "quad")
        #expect(try SampleCamera.camera(at: "2013-07-01").detector(1)?.serial == "P-001")
    }

    @Test("Slots come and go")
    func slots() throws {
        #expect(try SampleCamera.camera(at: "2014-12-31").detectors.map(\.id) == [1, 2, 11, 12])
        let later = try SampleCamera.camera(at: "2015-01-01")
        #expect(later.detectors.map(\.id) == [1, 11, 12, 14])
        #expect(later.detector(14)?.device?.name == "P-002")
    }

    @Test("What was learnt later is not in an earlier edition, whatever the date")
    func editions() throws {
        let history = try SampleCamera.read()
        let dates = ["2012-01-01", "2020-02-02", "2021-03-03"]
        #expect(try history.editions == dates.map { try SampleCamera.date($0) })
        let night = try SampleCamera.date("2012-06-01")
        let first = try history.camera(at: night, edition: .asOf(SampleCamera.date("2020-02-01T23:59:59")))
        let second = try history.camera(at: night, edition: .asOf(SampleCamera.date("2020-02-02")))
        let third = try history.camera(at: night)
        #expect(first.detector(11)?.amplifiers.map(\.gain) == [1, 2, 3, 4])
        // Gains stay with the amplifiers as they were first listed: C00, C01, C10, C11.
        #expect(second.detector(11)?.amplifiers.map(\.name) == ["C10", "C11", "C00", "C01"])
        #expect(second.detector(11)?.amplifiers.map(\.gain) == [3.1, 4.1, 1.1, 2.1])
        #expect(second.detector(11)?.amplifier(named: "C00")?.channel == 3)
        #expect(second.detector(12)?.amplifiers.map(\.suspectLevel) == [48000, 48000, 48000, 48000])
        #expect(first.parity == .flipped && second.parity == .flipped && third.parity == .normal)
        #expect(first.fieldAngle.map != second.fieldAngle.map && second.fieldAngle.map == third.fieldAngle.map)
        #expect(first.parts.groups["west"]?.serial == "G-1" && second.parts.groups["west"]?.serial == nil)
        #expect(third.detector(2)?.slot.position == Point(-3.5, -1) && third.detector(2)?.type == .focus)
        #expect(third.parts.frames.map(\.unit) == ["px", "arcsec"])
    }

    @Test("An edition before the first is an error that names the first")
    func earlyEdition() throws {
        let history = try SampleCamera.read()
        let error = #expect(throws: GeometryError.self) {
            try history.camera(at: SampleCamera.date("2020-01-01"), edition: .asOf(SampleCamera.date("2011-12-31")))
        }
        #expect(error?.code == .unknownEdition && error?.message.contains("2012-01-01") == true)
    }

    @Test("Versions follow each other without gaps, and neighbours differ")
    func versions() throws {
        let history = try SampleCamera.read()
        let versions = try history.versions()
        #expect(versions.count == 6)
        #expect(versions.first?.validity.begin == nil && versions.last?.validity.end == nil)
        for (earlier, later) in zip(versions, versions.dropFirst()) {
            #expect(earlier.validity.end == later.validity.begin)
            #expect(earlier.camera != later.camera)
        }
        #expect(versions.map { $0.beginning.map(\.reason) }[1] == ["it got no light"])
        for version in versions {
            guard let begin = version.validity.begin else { continue }
            #expect(try history.camera(at: begin) === version.camera)
        }
    }

    @Test("A version that changes nothing is part of its neighbour")
    func joinedVersions() throws {
        let history = try SampleCamera.read(
            history: """
                schema: obskit/history/1
                entries:
                  - {begin: 2013-01-01, reason: none, source: none, confidence: stated, slots: {W1: {status: working}}}
                """)
        #expect(try history.versions().count == 1)
    }

    @Test("A camera is made once and kept")
    func cached() throws {
        let history = try SampleCamera.read()
        let first = try history.camera(at: SampleCamera.date("2016-01-01"))
        #expect(try history.camera(at: SampleCamera.date("2017-01-01")) === first)
    }

    @Test("Many threads get the same cameras")
    func threads() async throws {
        let history = try SampleCamera.read()
        let dates = try ["2012-06-01", "2013-06-15", "2014-06-01", "2016-01-01"].map { try SampleCamera.date($0) }
        let cameras = try await withThrowingTaskGroup(of: [Camera].self) { group in
            for _ in 0..<16 { group.addTask { try dates.map { try history.camera(at: $0) } } }
            return try await group.reduce(into: [[Camera]]()) { $0.append($1) }
        }
        for list in cameras { #expect(zip(list, cameras[0]).allSatisfy { $0 === $1 }) }
    }

    @Test("The changes that make a camera say why, whence and how surely")
    func explained() throws {
        let history = try SampleCamera.read()
        let entries = try history.entries(at: SampleCamera.date("2013-06-15"))
        #expect(entries.map(\.confidence) == [.stated, .verified, .fromMemory, .verified])
        #expect(entries[0].changes == ["slot W2: status, amplifier_status B"])
        #expect(entries[1].changes == ["slot W1: device"])
        #expect(entries[2].source == "laboratory")
        #expect(history.entries.count == 5)
    }

    @Test("Differences name what changed, before and after")
    func differences() throws {
        let history = try SampleCamera.read()
        let (before, during) = (try SampleCamera.date("2012-06-01"), try SampleCamera.date("2013-03-01"))
        #expect(
            try history.differences(from: before, to: during).map(\.description) == [
                "slot W2: status: working -> dead", "slot W2, amplifier B: status: working -> partial",
            ])
        let later = try history.differences(from: during, to: SampleCamera.date("2015-03-01")).map(\.description)
        #expect(later == ["slot E4: absent -> id 14", "slot W2: id 2 -> absent"])
        #expect(try history.differences(from: before, to: before).isEmpty)
        let edition = try history.camera(at: before, edition: .asOf(SampleCamera.date("2019-01-01")))
        let all = try history.camera(at: before).differences(from: edition).map(\.what)
        #expect(all.contains("parity") && all.contains("field angle") && all.contains("group west: serial"))
        #expect(all.contains("slot E1: amplifier order") && all.contains("slot E1, amplifier C10: gain, electron/ADU"))
    }

    @Test(
        "Dates may be given in TAI and with a time",
        arguments: [
            ("2013-11-30", "2013-11-30"), ("2013-11-30T20:19:00Z", "2013-11-30T20:19:00Z"),
            ("2013-11-30T00:00:35 TAI", "2013-11-30"), ("2013-11-30T00:00:35TAI", "2013-11-30"),
        ])
    func dates(_ text: String, _ short: String) throws {
        let instant = try Instant(describing: text)
        #expect(instant.shortText == short)
        #expect(try Instant(describing: instant.shortText) == instant)
    }
}
