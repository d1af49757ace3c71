import Foundation
import TestSupport
import Testing

@Suite("obskit new")
struct NewCommandTests {
    @Test("makes a package in which nothing is found")
    func conforms() throws {
        let folder = try TemporaryFolder()
        let new = try Obskit.run(["new", "Four-Chip_2"], in: folder.path)
        #expect(new.status == 0)
        #expect(new.output.hasSuffix("\nnext: obskit conformance Four-Chip_2\n"))
        let run = try Obskit.run(["conformance", "Four-Chip_2", "--fail-on", "advice"], in: folder.path)
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("0 errors, 0 warnings, 0 advice"))
    }

    @Test(
        "refuses names that cannot be names, and folders that exist", arguments: ["2Cam", "My Cam", "Ünder", "no", ""])
    func refused(_ name: String) throws {
        let folder = try TemporaryFolder()
        let run = try Obskit.run(["new", name], in: folder.path)
        #expect(run.status == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("does not touch a folder that exists")
    func exists() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "MyCam/package.yaml")
        let run = try Obskit.run(["new", "MyCam"], in: folder.path)
        #expect(run.status == 2)
        #expect(run.diagnostics.contains("MyCam exists"))
        #expect(try String(contentsOfFile: "\(folder.path)/MyCam/package.yaml", encoding: .utf8) == "mine")
    }

    /// Headers as a camera that nobody knows writes them.
    private static let header = """
        {"INSTRUME": "NightEye", "TELESCOP": "Mayall", "OBSID": "N20240304-7", "FRAMENO": 7, "IMAGETYP": "object",
         "FILTER": "r", "DATE-OBS": "2024-03-04", "UT-STR": "05:06:07.5", "EXPTIME": 12.5, "RA": "10:20:30", "DEC": "-05:06:07",
         "RADESYS": "FK5", "AIRMASS": 1.2, "OBJECT": "field 7", "CCDNUM": 3, "OUTTEMP": 283.0}
        """

    @Test("drafts a package from headers, that passes and says what must be decided")
    func drafted() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.header, to: "seven.json")
        let bias = Self.header.replacingOccurrences(of: "\"object\"", with: "\"zero\"")
            .replacingOccurrences(of: "N20240304-7", with: "N20240304-8").replacingOccurrences(of: ": 7,", with: ": 8,")
            .replacingOccurrences(of: "\"r\"", with: "\"dark slide\"")
        try folder.write(bias, to: "eight.json")
        let new = try Obskit.run(
            ["new", "NightEye", "--from-headers", "seven.json", "eight.json", "--directory", "cameras"], in: folder.path
        )
        #expect(new.status == 0, "\(new.diagnostics)")
        #expect(new.output.contains("cameras/NightEye/conformance/headers/science.yaml\n"))
        #expect(new.output.contains("cameras/NightEye/conformance/headers/zero.yaml\n"))
        #expect(new.output.contains(" things to decide:\n"))
        #expect(new.output.contains("decide: is FRAMENO a number that no other exposure ever has?"))
        #expect(new.output.contains("decide: band and wavelength of dark slide"))
        let translation = try String(
            contentsOfFile: "\(folder.path)/cameras/NightEye/translation.yaml", encoding: .utf8)
        for rule in [
            "exposure_id: {identifier: exposure_id, with: {exposure: {card: FRAMENO}}}",
            "detector_exposure_id: {identifier: detector_exposure_id}",
            "datetime_begin: {time: {date: DATE-OBS, time_of_day: UT-STR, scale: utc}}",
            "exposure_time: {card: EXPTIME, unit: s}", "physical_filter: {card: FILTER, steps: [trim]}",
            "right_ascension: RA, declination: DEC, right_ascension_unit: hourangle, frame: RADESYS",
            "detector_num: {card: CCDNUM}", "temperature: {card: OUTTEMP, unit: K}",
            "location: {location: {site: kpno}}",
            "observation_kinds: {science: science, zero: bias}",
        ] {
            #expect(translation.contains(rule), "\(rule)")
        }
        let run = try Obskit.run(["conformance", "cameras/NightEye", "--fail-on", "warning"], in: folder.path)
        #expect(run.status == 0, "\(run.output)")
    }

    @Test("drafts a card that says NaN as one that may say nothing")
    func notANumber() throws {
        let folder = try TemporaryFolder()
        let weather = Self.header.replacingOccurrences(
            of: "\"OUTTEMP\": 283.0", with: "\"OUTTEMP\": 283.0, \"HUMIDITY\": NaN")
        try folder.write(weather, to: "seven.json")
        let new = try Obskit.run(["new", "NightEye", "--from-headers", "seven.json"], in: folder.path)
        #expect(new.status == 0, "\(new.diagnostics)")
        let translation = try String(contentsOfFile: "\(folder.path)/NightEye/translation.yaml", encoding: .utf8)
        #expect(
            translation.contains(
                "relative_humidity: [{card: HUMIDITY, unit: percent, steps: [{missing: [nan]}]}, null]"))
        let run = try Obskit.run(["conformance", "NightEye", "--fail-on", "warning"], in: folder.path)
        #expect(run.status == 0, "\(run.output)")
    }

    @Test("drafts one observation for each extension that numbers a chip")
    func extensions() throws {
        let folder = try TemporaryFolder()
        let golden = Repository.root.appendingPathComponent("Cameras/DECam/conformance/headers/science.yaml").path
        #expect(try Obskit.run(["sample", golden, "decam.fits"], in: folder.path).status == 0)
        let new = try Obskit.run(["new", "Other", "--from-headers", "decam.fits"], in: folder.path)
        #expect(new.status == 0, "\(new.diagnostics)")
        let text = try String(contentsOfFile: "\(folder.path)/Other/instrument.yaml", encoding: .utf8)
        #expect(text.contains("{when: {card: INSTRUME, equals: DECam}, weight: 100}"))
    }

    @Test("ends with status 1 when a file is no header, and leaves nothing behind")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try folder.write("no header", to: "text.json")
        let run = try Obskit.run(["new", "MyCam", "--from-headers", "text.json"], in: folder.path)
        #expect(run.status == 1)
        #expect(run.diagnostics.contains("text.json"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/MyCam"))
    }
}
