import ObsText
import Testing

@testable import ObsGeometry

struct PackagedHSCTests {
    @Test("Amplifiers are channels 4 to 1, of the four chips at the sides 1 to 4")
    func channels() throws {
        let camera = try PackagedCamera.hsc.camera()
        for detector in camera.detectors {
            let isAtSide = (100...103).contains(detector.id)
            #expect(detector.amplifiers.map(\.channel) == (isAtSide ? [1, 2, 3, 4] : [4, 3, 2, 1]))
            #expect(detector.layout.fileFlips == (isAtSide ? Flips(x: false, y: true) : Flips(x: true, y: false)))
        }
        #expect(
            (104...111).map { camera.detector($0)?.name } == [
                "1_48", "1_51", "1_52", "1_57", "0_57", "0_52", "0_51", "0_48",
            ])
        #expect(camera.detector(37)?.serial == "061" && camera.detector(50)?.serial == "120")
        #expect(camera.detector(0)?.serial == nil)
    }

    @Test("Sections are those of the headers; noise is in electrons")
    func sections() throws {
        let camera = try PackagedCamera.hsc.camera()
        var raw = RawStatement(detector: 50, serial: "120", serialCard: "T_CCDSN")
        raw.sizes = [.init(amplifier: nil, width: 2144, height: 4241)]
        // The cards of channels 1 to 4 count in the image as the file has it, as the camera's check does.
        for (channel, columns) in [(1, "9:520"), (2, "553:1064"), (3, "1081:1592"), (4, "1625:2136")] {
            raw.sections.append(
                .init(
                    card: "T_EFMN\(channel)1", amplifier: "\(4 - channel)", region: .data, text: "[\(columns),50:4225]")
            )
        }
        #expect(camera.problems(with: raw).map(\.description) == [])
        let first = try #require(camera.detector(0)?.amplifiers.first)
        #expect(first.gain == 3.5118 && first.readNoise == 5.478 && first.suspectLevel == 50000)
        #expect(first.rawSerialPrescanBox == Box(x: 0, y: 49, width: 8, height: 4176))
        #expect(first.rawParallelPrescanBox == Box(x: 8, y: 0, width: 512, height: 49))
        let noise = camera.detectors.flatMap(\.amplifiers).compactMap(\.readNoise)
        #expect(noise.allSatisfy { (3.7...10.1).contains($0) })
    }

    /// A channel that went bad: the detector, the channel, the day before and the day.
    struct BadChannel: Sendable {
        let detector: Int
        let channel: Int
        let last: String
        let first: String
    }

    @Test(
        "Channels go bad on their days",
        arguments: [
            BadChannel(detector: 94, channel: 2, last: "2014-03-23", first: "2014-03-24"),
            BadChannel(detector: 9, channel: 1, last: "2014-04-02", first: "2014-04-03"),
            BadChannel(detector: 9, channel: 2, last: "2014-06-29", first: "2014-06-30"),
            BadChannel(detector: 9, channel: 3, last: "2017-04-01", first: "2017-04-02"),
            BadChannel(detector: 9, channel: 4, last: "2017-04-01", first: "2017-04-02"),
            BadChannel(detector: 0, channel: 3, last: "2014-06-23", first: "2014-06-24"),
            BadChannel(detector: 43, channel: 4, last: "2016-03-31", first: "2016-04-01"),
            BadChannel(detector: 33, channel: 4, last: "2016-11-21", first: "2016-11-22"),
            BadChannel(detector: 33, channel: 3, last: "2016-12-22", first: "2016-12-23"),
            BadChannel(detector: 21, channel: 1, last: "2025-04-25", first: "2025-04-26"),
        ])
    func badChannels(_ bad: BadChannel) throws {
        let history = try PackagedCamera.hsc.read()
        func status(_ date: String) throws -> PartStatus? {
            let camera = try history.camera(at: PackagedCamera.date(date))
            return camera.detector(bad.detector)?.amplifiers.first { $0.channel == bad.channel }?.status
        }
        #expect(try status("\(bad.last)T23:59:59.999") == .working)
        #expect(try status(bad.first) == .dead)
        #expect(try status("2026-01-01") == .dead)
    }

    @Test("A chip without a working channel is dead")
    func deadChips() throws {
        let camera = try PackagedCamera.hsc.camera()
        #expect(camera.detectors.filter { $0.status == .dead }.map(\.name) == ["1_47", "1_34"])
        #expect(try PackagedCamera.hsc.camera(at: "2017-04-01").detector(9)?.status == .working)
    }
}
