import Foundation
import TestSupport
import Testing

@Suite("obskit footprint")
struct FootprintCommandTests {
    @Test("prints the detectors of a file and the focal plane")
    func text() throws {
        let folder = try TemporaryFolder()
        let path = try folder.sample("science")
        let run = try Obskit.run("footprint", path)
        #expect(run.status == 0, "\(run.diagnostics)")
        let lines = run.output.split(separator: "\n").map(String.init)
        // The header's telescope: 02:51:16.790 -00:00:05.699 (FK5).
        #expect(lines[0] == "\(path): DECam ct4m20130901t060255 at 42.81995 -0.00158, turned by 90.0000 deg")
        #expect(
            lines.dropFirst(2).map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                "1 S29", "25 S1", "63 FS4", "- focal",
            ])
        let all = try Obskit.run("footprint", path, "--all-detectors")
        #expect(all.output.split(separator: "\n").count == 1 + 1 + 74 + 1)
    }

    // DECam's pixels are 0.2626 arcseconds at the center of the field (Flaugher et al. 2015, AJ 150, 150) and about a percent
    // larger or smaller at its edge; the field is 3 square degrees with its gaps.
    @Test("as JSON has corners and areas")
    func json() throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run("footprint", try folder.sample("science"), "--format", "json")
        let records = try #require(try run.json() as? [[String: Any]])
        let record = try #require(records.first)
        #expect(records.count == 1 && record["exposure_id"] as? Int == 229_388)
        let detectors = try #require(record["detectors"] as? [[String: Any]])
        let chip = try #require(detectors.first { $0["name"] as? String == "S1" })
        let pixel = 0.2626 / 206_264.806
        let area = try #require(chip["area_sr"] as? Double)
        #expect(abs(area / (2048 * 4096 * pixel * pixel) - 1) < 0.03)
        let vertices = try #require(chip["vertices_deg"] as? [[Double]])
        let region = try #require(chip["s_region"] as? String).split(separator: " ")
        #expect(region[..<2] == ["POLYGON", "ICRS"])
        let written = region[2...].compactMap { Double(String($0)) }
        #expect(written.count == 2 * vertices.count)
        #expect(zip(written, vertices.flatMap(\.self)).allSatisfy { abs($0 - $1) < 1e-12 })
        let plane = try #require(record["focal_plane"] as? [String: Any])
        let degrees = try #require(plane["area_sr"] as? Double) * 3282.806_35
        #expect(degrees > 3 && degrees < 4.2)
    }

    @Test("as s_region is a line for each polygon, and as regions of DS9 a file")
    func others() throws {
        let folder = try TemporaryFolder()
        let path = try folder.sample("science")
        let regions = try Obskit.run("footprint", path, "--format", "s_region").output.split(separator: "\n")
        let cells = regions.map { $0.split(separator: "\t").map(String.init) }
        #expect(cells.map { $0[1] } == ["S29", "S1", "FS4", "-"])
        #expect(cells.allSatisfy { $0.count == 3 && $0[0] == path && $0[2].hasPrefix("POLYGON ICRS ") })
        let ds9 = try Obskit.run("footprint", path, "--format", "ds9").output.split(separator: "\n")
        #expect(ds9[..<2] == ["# Region file format: DS9 version 4.1", "icrs"])
        #expect(ds9.count == 6 && ds9[3].hasPrefix("polygon(") && ds9[3].hasSuffix(") # text={S1}"))
    }

    @Test("says where a camera would look, with as many points as are asked for")
    func pointing() throws {
        let call = ["footprint", "--instrument", "LATISS", "--format", "json", "--pointing", "0,90,0"]
        let run = try Obskit.run(call + ["--pointing=359.9,-0.5,-30", "--points", "2"])
        #expect(run.status == 0, "\(run.diagnostics)")
        let records = try #require(try run.json() as? [[String: Any]])
        #expect(records.count == 2)
        for record in records {
            #expect(record["source"] is NSNull && record["points_per_edge"] as? Int == 2)
            let detectors = try #require(record["detectors"] as? [[String: Any]])
            #expect(detectors.count == 1)
            #expect(detectors.allSatisfy { ($0["vertices_deg"] as? [[Double]])?.count == 4 })
        }
    }

    @Test("is padded as the Butler's regions are")
    func padded() throws {
        let sizes = try [[], ["--padded"]].map { (words: [String]) -> Double in
            let run = try Obskit.run(
                ["footprint", "--instrument", "DECam", "--format", "json", "--pointing", "10,20,30"] + words)
            let records = try #require(try run.json() as? [[String: Any]])
            let detectors = try #require(records.first?["detectors"] as? [[String: Any]])
            return try #require(detectors.first?["area_sr"] as? Double)
        }
        // 2048 + 2 * 250 by 4096 + 2 * 250 pixels of about the same size.
        #expect(abs(sizes[1] / sizes[0] - 2548.0 * 4596 / (2048 * 4096)) < 2e-3)
    }

    @Test("is drawn into a file")
    func drawing() throws {
        let folder = try TemporaryFolder()
        let (path, drawing) = (try folder.sample("science"), folder.path + "/sky.svg")
        let run = try Obskit.run("footprint", path, "--svg", drawing)
        #expect(run.status == 0 && run.output == "\(drawing): 4 polygons\n", "\(run.diagnostics)")
        let svg = try String(contentsOfFile: drawing, encoding: .utf8)
        #expect(svg.hasPrefix("<svg") && svg.contains("<title>\(path) S29</title>"))
        #expect(svg.components(separatedBy: "<polygon").count == 5)
        let again = try Obskit.run("footprint", path, "--svg", drawing)
        #expect(again.status == 2 && again.diagnostics.contains("sky.svg exists"))
        let nothing = try Obskit.run("footprint", folder.path + "/missing.fits", "--svg", folder.path + "/none.svg")
        #expect(nothing.status == 1 && nothing.diagnostics.contains("no exposure has a footprint"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.svg"))
    }

    @Test(
        "and wcs say why an exposure has none",
        arguments: [
            ("nowhere", "no-boresight", "has no tracking_radec"),
            ("toy", "no-camera", "Toy has no camera"), ("undated", "no-date", "has no datetime_begin"),
            ("unturned", "no-rotation", "has no boresight_rotation_angle"),
            ("horizon", "rotation-not-on-sky", "measures its rotation angle in 'unknown'"),
            ("elsewhere", "unknown-detector", "has no detector 99"),
        ])
    func reasons(_ name: String, _ code: String, _ words: String) throws {
        var header = """
            {"INSTRUME": "Toy", "OBSID": "x1", "DATE-OBS": "2013-09-01T06:02:55", "TIMESYS": "UTC", "EXPNUM": 7, \
            "EXPTIME": 2.0, "OBSTYPE": "object", "CCDNUM": 25, "TELRA": "02:51:16.790", "TELDEC": "-00:00:05.699", \
            "RADESYS": "FK5"}
            """
        var rule = "object: {card: TARGET}"
        switch name {
        case "nowhere":
            header = header.replacing("\"object\"", with: "\"zero\"").replacing("TELRA", with: "NORA")
        case "undated": header = header.replacing("DATE-OBS", with: "NODATE")
        case "unturned": rule = "boresight_rotation_angle: {constant: null}"
        case "horizon": rule = "boresight_rotation_coord: {constant: unknown}"
        case "elsewhere": header = header.replacing("25", with: "99")
        default: break
        }
        let folder = try TemporaryFolder()
        let translation = "schema: obskit/translation/2\nextends: DECam:translation.yaml\nproperties: {\(rule)}\n"
        let package = try folder.package("Toy", replacing: ["translation.yaml": translation])
        if name != "toy" {
            let own = try String(contentsOfFile: package + "/instrument.yaml", encoding: .utf8)
            try folder.write(
                own.replacing("camera: none\ncamera_reason: It is a toy.\n", with: ""), to: "Toy/instrument.yaml")
            try FileManager.default.copyItem(
                atPath: "\(Repository.root.path)/Cameras/DECam/camera", toPath: package + "/camera")
        }
        let path = try folder.write(header, to: "header.json")
        for command in ["footprint", "wcs"] {
            let run = try Obskit.run([command, "--package", package, path, "--diagnostics", "json"])
            #expect(run.status == 1)
            #expect(run.diagnostics.contains(words) && run.diagnostics.contains("\"\(code)\""), "\(run.diagnostics)")
            #expect(run.output.isEmpty)
        }
    }

    static let refusals: [(words: String, reason: String)] = [
        ("", "Name a file"), ("--pointing 1,2,3", "name it with --instrument"),
        ("--pointing 1,2,3 --instrument HSC x.fits", "not both"),
        ("--pointing 1,2 --instrument HSC", "three numbers"),
        ("--pointing 1,91,0 --instrument HSC", "declination -90 to 90"),
        ("--points 1 x.fits", "from 2 to 10000"), ("--points 9 --padded x.fits", "says nothing"),
    ]

    @Test("refuses a call that says nothing or too much", arguments: refusals)
    func refused(_ words: String, _ reason: String) throws {
        let run = try Obskit.run(["footprint"] + words.split(separator: " ").map(String.init))
        #expect(run.status == 2 && run.diagnostics.contains(reason), "\(run.diagnostics)")
    }
}

@Suite("obskit wcs")
struct WCSCommandTests {
    @Test("writes cards that obskit and others read as headers")
    func text() throws {
        let folder = try TemporaryFolder()
        let path = try folder.sample("science")
        let run = try Obskit.run("wcs", path)
        #expect(run.status == 0, "\(run.diagnostics)")
        let chips = run.output.components(separatedBy: "\n\n").dropLast()
        #expect(chips.count == 3)
        let lines = try #require(chips.first).split(separator: "\n").map(String.init)
        #expect(lines[0] == "# HDU 1 in \(path):")
        #expect(lines.contains("CTYPE1  = 'RA---TAN-SIP'"))
        #expect(lines.contains("RADESYS = 'ICRS    '"))
        #expect(lines.contains("CRPIX1  =               1024.5"))
        #expect(lines.dropFirst().allSatisfy { $0.utf8.count <= 80 })
        #expect(lines.contains { $0.hasPrefix("COMMENT Sky of pointing and camera, within ") })
    }

    @Test("says as JSON what the polynomials leave over, and warns where it is more than was asked for")
    func json() throws {
        let folder = try TemporaryFolder()
        let path = try folder.sample("science")
        let run = try Obskit.run("wcs", path, "--format", "json", "--tolerance", "0.01")
        let records = try #require(try run.json() as? [[String: Any]])
        #expect(records.compactMap { $0["detector"] as? Int } == [25, 1, 63])
        #expect(records.compactMap { $0["residual_pixels"] as? Double }.allSatisfy { $0 <= 0.01 })
        let exact = try Obskit.run("wcs", path, "--tolerance", "0", "--fail-on", "warning")
        #expect(exact.status == 1 && exact.diagnostics.contains("0.0 was asked for"))
    }
}
