import Foundation
import TestSupport
import Testing

/// A camera by itself, of two chips.
private enum SmallCamera {
    static let text = """
        schema: obskit/focal-plane/1
        name: Small
        field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}
        sensors:
          chip:
            size_px: [20, 10]
            pixel_size_mm: [0.01, 0.01]
            amplifiers: [{name: A, hdu: 0, box_px: [0, 0, 20, 10], raw_px: [0, 0, 20, 10], data_px: [0, 0, 20, 10], readout_corner: lower-left}]
        devices: {P-0: {layout: chip, gain: [2]}, P-1: {layout: chip, gain: [3]}}
        slots:
          S0: {id: 0, position_mm: [0, 0], device: P-0}
          S1: {id: 1, type: guider, position_mm: [1, 0.25], yaw_deg: 90, device: P-1}

        """

    static let history = """
        schema: obskit/history/1
        entries:
          - begin: 2015-01-01
            edition: 2016-01-01
            reason: It went dark.
            source: the log
            confidence: stated
            slots: {S1: {status: dead}}

        """

    /// Writes the camera with its history, and returns its folder.
    static func write(to folder: TemporaryFolder) throws -> String {
        try folder.write(text, to: "camera/focal-plane.yaml")
        try folder.write(history, to: "camera/history.yaml")
        return folder.path + "/camera"
    }
}

@Suite("obskit camera")
struct CameraCommandTests {
    @Test("prints the camera as it is described last, and how it came to be so")
    func text() throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run("camera", try SmallCamera.write(to: folder))
        #expect(run.status == 0 && run.diagnostics.isEmpty)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "camera       Small")
        #expect(lines.contains("detectors    2 (1 science, 1 guider), 2 amplifiers"))
        #expect(lines.contains("plate scale  20.000000 arcsec/mm"))
        #expect(
            lines.contains(
                "change       2015-01-01 to now: slot S1: status: It went dark. (the log; stated, edition 2016-01-01)"))
        #expect(
            lines.suffix(3) == [
                "id  name  type     group  layout  serial    x mm    y mm  yaw deg  status",
                " 0  S0    science  -      chip    P-0     0.0000  0.0000   0.0000  working",
                " 1  S1    guider   -      chip    P-1     1.0000  0.2500  90.0000  dead",
            ])
    }

    @Test("is that of a date and an edition")
    func dates() throws {
        let folder = try TemporaryFolder()
        let path = try SmallCamera.write(to: folder)
        #expect(try Obskit.run("camera", path, "--at", "2014-12-31").output.contains("90.0000  working"))
        #expect(try Obskit.run("camera", path, "--at", "2015-01-01").output.contains("90.0000  dead"))
        #expect(
            try Obskit.run("camera", path, "--at", "2015-01-01", "--as-of", "2015-06-01").output.contains(
                "90.0000  working"))
        #expect(
            try Obskit.run("camera", "show", path, "--at", "2015-01-01T00:00:00TAI").output.contains("90.0000  working")
        )
    }

    @Test(
        "as YAML is a camera by itself, which validate accepts and which says the same",
        arguments: ["DECam", "LATISS", "HSC"])
    func yaml(_ name: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(try Obskit.run("camera", name, "--format", "yaml").output, to: "one.yaml")
        let validated = try Obskit.run("validate", path)
        #expect(validated.status == 0, "\(validated.diagnostics)")
        #expect(validated.output.hasSuffix("0 errors, 0 warnings\n"))
        let (own, again) = (
            try Obskit.run("camera", name, "--format", "json"), try Obskit.run("camera", path, "--format", "json")
        )
        #expect(own.output == again.output)
        #expect(
            try Obskit.run("camera", path, "--format", "yaml").output
                == (try Obskit.run("camera", name, "--format", "yaml").output))
    }

    @Test("as JSON has every detector")
    func json() throws {
        let camera = try #require(try Obskit.run("camera", "DECam", "--format", "json").json() as? [String: Any])
        #expect(camera["name"] as? String == "DECam")
        #expect((camera["detectors"] as? [[String: Any]])?.count == 74)
    }

    @Test("is drawn into a file")
    func plot() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/plots/small.svg"
        let run = try Obskit.run("camera", try SmallCamera.write(to: folder), "--plot", path)
        #expect(run.status == 0)
        #expect(run.output == "\(path): Small, 2 detectors\n")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("<svg") || text.hasPrefix("<?xml"))
        #expect(text.contains(">S1<"))
    }

    @Test("says what is wrong with the call, and ends with status 2")
    func wrongCalls() throws {
        let unknown = try Obskit.run("camera", "DECan")
        #expect(unknown.status == 2)
        #expect(unknown.diagnostics == "obskit: error: there is no instrument 'DECan'; did you mean 'DECam'?\n")
        let date = try Obskit.run("camera", "DECam", "--at", "yesterday")
        #expect(date.status == 2)
        #expect(date.diagnostics.contains("'yesterday'"))
        #expect(try Obskit.run("camera", "DECam", "--format", "xml").status == 2)
        #expect(try Obskit.run("camera").status == 2)
    }

    @Test("says that an instrument has no camera, and ends with status 3")
    func noCamera() throws {
        let run = try Obskit.run("camera", "SDSS")
        #expect(run.status == 3)
        #expect(run.diagnostics.hasPrefix("obskit: error: SDSS has no camera"))
    }

    @Test("places everything that is wrong with a camera by itself")
    func broken() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            SmallCamera.text.replacingOccurrences(of: "device: P-1", with: "device: P-2"), to: "one.yaml")
        let run = try Obskit.run("camera", path)
        #expect(run.status == 1)
        #expect(run.diagnostics.hasPrefix("\(path):12:"))
        let validated = try Obskit.run("validate", path)
        #expect(validated.status == 1)
        #expect(validated.output == "1 error, 0 warnings\n")
        #expect(validated.diagnostics == run.diagnostics)
    }
}

@Suite("obskit camera diff")
struct CameraDiffCommandTests {
    @Test("says what differs, and the changes with their reasons")
    func text() throws {
        let folder = try TemporaryFolder()
        let path = try SmallCamera.write(to: folder)
        let run = try Obskit.run("camera", "diff", path, "2014-01-01", "2020-01-01")
        #expect(run.status == 0)
        #expect(
            run.output == """
                slot S1: status: working -> dead
                Small: 1 difference
                since: 2015-01-01 to now: slot S1: status: It went dark. (the log; stated, edition 2016-01-01)

                """)
        let back = try Obskit.run("camera", "diff", path, "2020-01-01", "2014-01-01")
        #expect(back.output.contains("slot S1: status: dead -> working\n"))
        #expect(back.output.contains("no longer: 2015-01-01 to now"))
    }

    @Test("compares editions too, and as JSON")
    func json() throws {
        let folder = try TemporaryFolder()
        let path = try SmallCamera.write(to: folder)
        let run = try Obskit.run(
            "camera", "diff", path, "2020-01-01", "2020-01-01", "--as-of", "2015-06-01", "--to-edition", "2017-01-01",
            "--format", "json")
        #expect(run.status == 0)
        let list = try #require(try run.json() as? [[String: String]])
        #expect(
            list == [
                [
                    "schema": "obskit/camera-difference/1", "what": "slot S1: status", "before": "working",
                    "after": "dead",
                ]
            ])
    }

    @Test("finds nothing between equal cameras")
    func equal() throws {
        let run = try Obskit.run("camera", "diff", "DECam", "2018-01-01", "2018-01-02")
        #expect(run.status == 0 && run.output == "DECam: 0 differences\n")
    }
}

@Suite("obskit camera check")
struct CameraCheckCommandTests {
    private static let latiss = "latiss-3018092000065-det000.fits"

    private func raw(_ name: String) throws -> String {
        try #require(Corpus.folder).appendingPathComponent("raw/\(name)").path
    }

    @Test("passes the chip of its date", .enabled(if: Corpus.isThere, "needs OBSKIT_CORPUS"))
    func passes() throws {
        let path = try raw(Self.latiss)
        let run = try Obskit.run("camera", "check", path)
        #expect(run.status == 0, "\(run.diagnostics)")
        #expect(run.output == "\(path): agrees (camera LATISS, 1 detector)\n")
    }

    @Test("names both chips when they differ", .enabled(if: Corpus.isThere, "needs OBSKIT_CORPUS"))
    func differs() throws {
        let run = try Obskit.run("camera", "check", try raw(Self.latiss), "--at", "2020-06-01")
        #expect(run.status == 1)
        #expect(run.diagnostics.contains("ITL-3800C-098") && run.diagnostics.contains("ITL-3800C-068"))
        let unknown = try Obskit.run("camera", "check", try raw("lsstCam-3019031900001-R10-S02-det029.fits"))
        #expect(unknown.status == 1)
        #expect(unknown.diagnostics.contains("ITL-3800C-041"))
    }

    @Test("says what cannot be compared, and goes on")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run(
            "camera", "check", folder.path + "/none.fits", try folder.write("nothing", to: "x.txt"))
        #expect(run.status == 1)
        #expect(run.diagnostics.split(separator: "\n").count == 2)
    }
}
