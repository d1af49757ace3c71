import ObsDocuments
import ObsTime
import Testing

@testable import ObsGeometry

struct CameraReadingTests {
    @Test("Slots, devices and layouts become detectors in the order of their ids")
    func detectors() throws {
        let camera = try SampleCamera.camera()
        #expect(camera.name == "Sample")
        #expect(camera.detectors.map(\.name) == ["W1", "W2", "E1", "E2"])
        #expect(camera.detectors.map(\.serial) == ["P-001", nil, "Q-001", nil])
        #expect(camera.detectors.map(\.type) == [.science, .focus, .guider, .focus])
        #expect(camera.detectors.map(\.physicalType) == ["P2", "spare", "CCD", "CCD"])
        #expect(camera.detectors.map(\.status) == [.working, .working, .working, .unused])
        #expect(camera.emptySlots.map(\.name) == ["E3"])
        #expect(camera.detector(2)?.slot.hdu == 7 && camera.detector(2)?.slot.extensionName == "CCD2")
        #expect(camera.detector(named: "E2")?.device == nil)
        #expect(camera.detector(serial: "Q-001")?.id == 11)
    }

    @Test("A place within a group is turned and shifted with the group")
    func placeInGroup() throws {
        let slot = try #require(try SampleCamera.camera().detector(named: "W1")?.slot)
        // A quarter turn takes (0.5, 0.25) to (-0.25, 0.5).
        #expect(slot.position == Point(-3.25, 1.5) && slot.height == 0.125 && slot.orientation.yaw == 100)
    }

    @Test("Values come from the device, then from its amplifier, then from the defaults of the layout")
    func values() throws {
        let camera = try SampleCamera.camera(edition: .asOf(SampleCamera.date("2019-01-01")))
        let first = try #require(camera.detector(1))
        #expect(first.amplifiers.map(\.gain) == [1.5, 1.6])
        #expect(first.amplifiers.map(\.readNoise) == [4.5, 4.5])
        #expect(first.amplifiers.map(\.saturation) == [60000, 60000])
        #expect(first.amplifiers[0].linearity?.coefficients == [1.5e-8, 0, nil, nil])
        let second = try #require(camera.detector(2))
        #expect(second.amplifiers.map(\.gain) == [nil, 2.5])
        #expect(second.amplifiers.map { $0.linearity?.type } == ["Squared", "None"])
        #expect(second.amplifiers.map { $0.linearity?.coefficients } == [[1.0e-8, nil], []])
        #expect(second.amplifiers.map { $0.linearity?.threshold } == [1, 2])
        #expect(second.amplifiers.map { $0.linearity?.maximum } == [nil, nil])
        #expect(second.amplifiers.map { $0.linearity?.units } == ["ADU", "ADU"])
        let third = try #require(camera.detector(11))
        #expect(third.amplifiers.map(\.saturation) == [1000, nil, 3000, 4000])
        #expect(third.amplifiers.map(\.suspectLevel) == [900, 900, 900, 900])
    }

    @Test("Crosstalk rows are the disturbed amplifiers, of the device before those of the layout")
    func crosstalk() throws {
        let camera = try SampleCamera.camera()
        #expect(camera.detector(1)?.crosstalk?[victim: 0, source: 1] == 1.0e-4)
        #expect(camera.detector(1)?.crosstalk?[victim: 1, source: 0] == 2.0e-4)
        #expect(camera.detector(2)?.crosstalk?[victim: 1, source: 0] == 0.001)
        #expect(camera.detector(11)?.crosstalk == nil)
    }

    @Test("Where the raw file holds an amplifier is part of the layout")
    func rawFile() throws {
        let camera = try SampleCamera.camera(edition: .asOf(SampleCamera.date("2019-01-01")))
        let detector = try #require(camera.detector(11))
        #expect(detector.layout.fileFlips == Flips(x: true, y: false))
        #expect(detector.amplifiers.map(\.hdu) == [1, 2, 3, 4])
        #expect(detector.amplifiers[0].extensionName == "SEG00" && detector.amplifiers[0].channel == 4)
        #expect(detector.amplifiers[3].flips == Flips(x: true, y: true))
        #expect(detector.amplifiers[0].rawParallelPrescanBox == Box(x: 5, y: 0, width: 80, height: 4))
        #expect(detector.amplifier(at: Point(79.4, 39.4))?.name == "C00")
        #expect(detector.amplifier(at: Point(79.5, 39.4))?.name == "C01")
        #expect(detector.amplifier(at: Point(199.5, 0)) == nil)
    }

    @Test("Sensors may stand in the focal plane's own file")
    func oneFile() throws {
        let sensors = SampleCamera.sensors.split(separator: "\n").dropFirst().joined(separator: "\n")
        let history = try CameraHistory(
            focalPlane: .yaml(text: SampleCamera.focalPlane + sensors, file: "focal-plane.yaml"))
        let date = try SampleCamera.date("2012-06-01")
        let other = try SampleCamera.read(history: nil).camera(at: date)
        #expect(try history.camera(at: date) == other)
    }
}
