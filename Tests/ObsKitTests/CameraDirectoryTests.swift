import ObsFITS
import ObsKit
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("Detectors of a package's camera")
struct CameraDirectoryTests {
    private static let sensors = """
        schema: obskit/sensors/1
        sensors:
          chip:
            size_px: [100, 100]
            pixel_size_mm: [0.01, 0.01]
            amplifiers:
              - {name: A, box_px: [0, 0, 100, 100], raw_px: [0, 0, 100, 100], data_px: [0, 0, 100, 100], readout_corner: lower-left}
        """
    private static let focalPlane = """
        schema: obskit/focal-plane/1
        name: Toy
        field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}
        groups: {R1: {}, west: {}}
        devices: {A-1: {layout: chip}, A-2: {layout: chip}}
        slots:
          R1_S0: {id: 3, group: R1, position_mm: [0, 0], device: A-1}
          W: {id: 4, group: west, position_mm: [2, 0], device: A-2}
          E: {id: 5, position_mm: [4, 0], device: none}
        """

    private static func rule(_ fact: String, by key: String, _ card: String) -> String {
        SamplePackage.translation.replacing(
            "observation_id: [{card: OBSID}, null]", with: "observation_id: {detector: \(fact), by: {\(key): \(card)}}")
    }

    private func report(_ files: [String: String?], _ card: Card) throws -> TranslationReport {
        let folder = try TemporaryFolder()
        let package = SamplePackage().replacing(
            ["camera/sensors.yaml": Self.sensors, "camera/focal-plane.yaml": Self.focalPlane]).replacing(files)
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        let header = Header(cards: [Card("INSTRUME", .string("Toy")), card])
        return try #require(try catalog.translate(header: header).report)
    }

    @Test(
        "are found by name, number and serial",
        arguments: [
            ("number", "uniqueName", .string("R1_S0"), "3"), ("group", "serial", .string("A-1"), "R1"),
            ("name", "number", .integer(3), "S0"), ("name", "serial", .string("A-2"), "W"),
            ("serial", "uniqueName", .string("W"), "A-2"), ("uniqueName", "number", .integer(4), "W"),
            ("number", "uniqueName", .string("E"), nil), ("number", "serial", .string("A-9"), nil),
            ("name", "number", .integer(-1), nil),
        ] as [(String, String, HeaderValue, String?)])
    func found(_ fact: String, _ key: String, _ value: HeaderValue, _ result: String?) throws {
        let report = try report(["translation.yaml": Self.rule(fact, by: key, "KEY")], Card("KEY", value))
        #expect(report.info.observationID == result)
        #expect(report.failures.contains { $0.property == "observation_id" } == (result == nil))
    }

    @Test("say why there are none: no camera, or one that cannot be read")
    func reasons() throws {
        let rule: [String: String?] = ["translation.yaml": Self.rule("number", by: "uniqueName", "KEY")]
        let card = Card("KEY", .string("W"))
        let none = try report(rule.merging(["camera/focal-plane.yaml": nil]) { $1 }, card)
        #expect(
            none.failures.first { $0.property == "observation_id" }?.summary
                == "no camera is at hand in which to look a detector up")
        let broken = try report(
            rule.merging(["camera/focal-plane.yaml": Self.focalPlane.replacing("layout: chip", with: "layout: chop")]) {
                $1
            }, card)
        #expect(
            broken.failures.first { $0.property == "observation_id" }?.summary.contains("the camera cannot be read")
                == true)
    }

    @Test("are checked when a package is")
    func validated() throws {
        let package = SamplePackage().replacing([
            "camera/sensors.yaml": Self.sensors,
            "camera/focal-plane.yaml": Self.focalPlane.replacing("layout: chip", with: "layout: chop"),
        ])
        #expect(try diagnostics(of: package).contains { $0.contains("camera/focal-plane.yaml") })
    }

    @Test("may be none, with a reason")
    func noCamera() throws {
        let instrument = SamplePackage.instrument("Toy")
        #expect(
            try messages(
                of: SamplePackage().replacing(["instrument.yaml": instrument + "\ncamera: none\ncamera_reason: no"]))
                == [])
        #expect(
            try diagnostics(of: SamplePackage().replacing(["instrument.yaml": instrument + "\ncamera: none"]))
                == ["error missing-key instrument.yaml:5:9"])
        #expect(
            try diagnostics(of: SamplePackage().replacing(["instrument.yaml": instrument + "\ncamera_reason: no"]))
                == ["error unknown-word instrument.yaml:5:16"])
    }

    @Test("that are missing are doubtful until the package says why, and wrong where it names them")
    func missingCamera() throws {
        func codes(_ more: String, _ files: [String: String?] = [:]) throws -> [String] {
            let folder = try TemporaryFolder()
            let instrument = ["instrument.yaml": SamplePackage.instrument("Toy") + more]
            let path = try SamplePackage().replacing(instrument).replacing(files).write(to: folder)
            return InstrumentCatalog(folders: [path]).validate(package: path).map {
                "\($0)".replacing(path + "/", with: "")
            }
        }
        #expect(
            try codes("") == [
                "instrument.yaml:1:1: warning: Toy has no focal plane (camera/focal-plane.yaml) and does not say that there is none; write camera/, or camera: none with camera_reason: TEXT"
            ])
        #expect(
            try codes("\ncamera: plane") == [
                "instrument.yaml:5:9: error: plane/focal-plane.yaml does not exist; write it, or write camera: none with camera_reason:"
            ])
        #expect(try codes("\ncamera: none\ncamera_reason: It is a toy.") == [])
        #expect(
            try codes("", ["camera/sensors.yaml": Self.sensors, "camera/focal-plane.yaml": Self.focalPlane]) == [])
    }
}
