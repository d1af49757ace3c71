import ObsDocuments
import ObsText
import Testing

@testable import ObsGeometry

/// Files that extend others, statements that were withdrawn, and inventories.
struct CameraLayersTests {
    private static let sensors = """
        schema: obskit/sensors/1
        extends: base.yaml
        sensors:
          quad: ~
          pair:
            size_px: [200, 100]
            pixel_size_mm: [0.03, 0.03]
            defaults: {readout_corner: upper-left}
            amplifiers:
              - {name: A, box_px: [0, 0, 100, 100], raw_px: [0, 0, 100, 100], data_px: [0, 0, 100, 100]}
              - {name: B, box_px: [100, 0, 100, 100], raw_px: [100, 0, 100, 100], data_px: [100, 0, 100, 100]}

        """

    private static let focalPlane = """
        schema: obskit/focal-plane/1
        extends: base.yaml
        name: Copy
        edition: ~
        groups:
          north: ~
        devices:
          P-001: {layout: pair, gain: 3}
          Q-001: ~
          Q-002: ~
        slots:
          W2: ~
          E1: ~
          E2: ~
          N1: {id: 20, group: north, position_mm: [9, 9], device: P-002}

        """

    private static func read(sensors: String = sensors, focalPlane: String = focalPlane) throws -> CameraHistory {
        try CameraHistory(
            focalPlane: [
                Document.yaml(text: focalPlane, file: "focal-plane.yaml"),
                Document.yaml(text: SampleCamera.focalPlane, file: "base.yaml"),
            ],
            sensors: [
                Document.yaml(text: sensors, file: "sensors.yaml"),
                Document.yaml(text: SampleCamera.sensors, file: "base.yaml"),
            ])
    }

    @Test("Entries replace those of the same name in the base, a null takes them away, the rest holds")
    func layers() throws {
        let history = try Self.read()
        let camera = try history.camera(at: SampleCamera.date("2020-01-01"))
        #expect(history.name == "Copy" && history.editions.isEmpty)
        #expect(camera.parity == .flipped && camera.parts.frames.map(\.name) == ["actual", "sixtieths"])
        #expect(camera.detectors.map(\.name) == ["W1", "N1"])
        #expect(camera.emptySlots.map(\.name) == ["E3"])
        #expect(camera.detector(1)?.amplifiers.map(\.gain) == [3, 3])
        #expect(camera.detector(1)?.amplifiers.map(\.readNoise) == [nil, nil])
        #expect(camera.detector(1)?.pixelSize == Point(0.03, 0.03))
        #expect(camera.detector(1)?.slot.position == Point(-3.25, 1.5))
        #expect(camera.detector(20)?.group == "north")
    }

    @Test("A mistake in a base is reported there, one in the file that extends it here")
    func places() throws {
        let error = #expect(throws: DiagnosticsError.self) {
            try CameraHistory(
                focalPlane: [
                    Document.yaml(
                        text: Self.focalPlane.replacing("gain: 3", with: "gian: 3"), file: "focal-plane.yaml"),
                    Document.yaml(
                        text: SampleCamera.focalPlane.replacing("serial: G-1", with: "serail: G-1"), file: "base.yaml"),
                ], sensors: [Document.yaml(text: SampleCamera.sensors, file: "sensors.yaml")])
        }
        let texts = try #require(error).diagnostics.filter { $0.code == .unknownKey }.map(\.description)
        #expect(texts.count == 2)
        #expect(
            texts.contains { $0.hasPrefix("focal-plane.yaml:8:") } && texts.contains { $0.hasPrefix("base.yaml:11:") })
    }

    @Test("What a slot needs and a layer took away is missed")
    func takenAway() throws {
        let error = #expect(throws: DiagnosticsError.self) {
            try Self.read(focalPlane: Self.focalPlane.replacing("Q-002: ~", with: "P-002: ~"))
        }
        #expect(try #require(error).diagnostics.contains { $0.code == .unknownDevice })
    }

    @Test("Files that give neither name nor slots are incomplete, however many there are")
    func incomplete() throws {
        let top = try Document.yaml(text: "schema: obskit/focal-plane/1\nextends: a.yaml\n", file: "top.yaml")
        let base = try Document.yaml(text: "schema: obskit/focal-plane/1\n", file: "a.yaml")
        let error = #expect(throws: DiagnosticsError.self) { try CameraHistory(focalPlane: [top, base]) }
        #expect(try #require(error).diagnostics.filter { $0.code == .missingKey }.count == 3)
        #expect(throws: DiagnosticsError.self) { try CameraHistory(focalPlane: [Document]()) }
    }

    @Test("What was withdrawn is in the editions before, not from that day on")
    func withdrawn() throws {
        let history = try SampleCamera.read(
            history: """
                schema: obskit/history/1
                entries:
                  - withdrawn: 2018-05-05
                    reason: it was thought to be mirrored no more
                    source: drawing
                    confidence: stated
                    field_angle: {parity: normal}
                  - edition: 2013-01-01
                    withdrawn: 2014-01-01
                    reason: a rumour
                    source: log book
                    confidence: stated
                    slots:
                      W2: {status: dead}

                """)
        let dates = ["2012-01-01", "2013-01-01", "2014-01-01", "2018-05-05"]
        #expect(try history.editions == dates.map { try SampleCamera.date($0) })
        let night = try SampleCamera.date("2012-06-01")
        func camera(_ edition: String) throws -> Camera {
            try history.camera(at: night, edition: .asOf(SampleCamera.date(edition)))
        }
        #expect(try camera("2018-05-04T23:59:59").parity == .normal)
        #expect(try camera("2018-05-05").parity == .flipped)
        #expect(try history.camera(at: night).parity == .flipped)
        let states = try ["2012-12-31", "2013-01-01", "2013-12-31", "2014-01-01"].map {
            try camera($0).detector(2)?.status
        }
        #expect(states == [.working, .dead, .dead, .working])
        let yaml = history.yaml
        let copy = try SampleCamera.read(sensors: yaml.sensors, focalPlane: yaml.focalPlane, history: yaml.history)
        #expect(copy.yaml == yaml && copy.editions == history.editions)
    }

    @Test("Detectors that overlap are a warning, except in an inventory")
    func arrangement() throws {
        func camera(_ key: String, _ position: String = "[-3, 1.5]") throws -> Camera {
            let text = SampleCamera.focalPlane.replacing("name: Sample", with: "name: Sample\n\(key)")
                .replacing("position_mm: [-3, -1]", with: "position_mm: \(position)")
            return try SampleCamera.read(focalPlane: text, history: nil).camera(at: SampleCamera.date("2020-01-01"))
        }
        let plane = try camera("arrangement: focal-plane")
        let inventory = try camera("arrangement: inventory")
        #expect(plane.arrangementProblems.map(\.code) == [.detectorOverlap])
        #expect(plane.arrangementProblems.first?.description.contains("W1 and W2") == true)
        #expect(inventory.arrangementProblems.isEmpty)
        #expect(try camera("arrangement: inventory", "[-9, -9]").arrangementProblems.map(\.severity) == [.warning])
        #expect(inventory != plane && inventory.differences(from: plane).map(\.what) == ["arrangement"])
        let copy = try CameraHistory(focalPlane: Document.yaml(text: inventory.yaml, file: "copy.yaml"))
        #expect(try copy.camera(at: SampleCamera.date("2020-01-01")) == inventory)
        #expect(inventory.json().contains("\"arrangement\":\"inventory\""))
    }
}
