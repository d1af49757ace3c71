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
        try expectNothingButDecisions("cameras/NightEye", in: folder)
    }

    /// Nothing is found in a draft but that nobody has decided yet; and nothing at all when somebody has.
    private func expectNothingButDecisions(_ package: String, in folder: TemporaryFolder) throws {
        let draft = try Obskit.run(["conformance", package, "--fail-on", "error"], in: folder.path)
        #expect(draft.status == 1)
        let found = draft.output.split(separator: "\n").filter {
            $0.contains(": error: ") || $0.contains(": warning: ")
        }
        let isOpen = { (line: Substring) in
            line.hasSuffix(" [decisions-made]") || line.hasSuffix(" [golden-headers-confirmed]")
        }
        #expect(found.contains { $0.contains("error: a decision is open: ") && isOpen($0) }, "\(draft.output)")
        #expect(found.contains { $0.contains("nobody has confirmed this golden header") && isOpen($0) })
        #expect(found.allSatisfy(isOpen), "\(draft.output)")
        try decide(package, in: folder)
        let run = try Obskit.run(["conformance", package, "--fail-on", "warning"], in: folder.path)
        #expect(run.status == 0, "\(run.output)")
    }

    /// Takes away every question of a draft, as somebody does who believes all that is drafted.
    private func decide(_ package: String, in folder: TemporaryFolder) throws {
        let root = "\(folder.path)/\(package)"
        for case let path as String in try #require(FileManager.default.enumerator(atPath: root))
        where path.hasSuffix(".yaml") {
            let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
            let kept = text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.contains("# DECIDE") && !$0.hasPrefix("unconfirmed: ") }
            try folder.write(kept.joined(separator: "\n"), to: "\(package)/\(path)")
        }
    }

    @Test("drafts no number where no card numbers exposures, and the kit says so even when nothing is open")
    func unnumbered() throws {
        let folder = try TemporaryFolder()
        let header = Self.header.replacingOccurrences(of: "\"OBSID\": \"N20240304-7\", \"FRAMENO\": 7, ", with: "")
        try folder.write(header, to: "one.json")
        #expect(try Obskit.run(["new", "NightEye", "--from-headers", "one.json"], in: folder.path).status == 0)
        try decide("NightEye", in: folder)
        let run = try Obskit.run(["conformance", "NightEye"], in: folder.path)
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "error: NightEye: exposure_id is 0 for every file: its rule reads no card; "
                    + "write a rule with the card that numbers exposures, or with that of the date [identifiers-vary]"),
            "\(run.output)")
    }

    @Test("drafts the cards that all instruments of one observatory share, with HIERARCH names")
    func hierarchical() throws {
        let folder = try TemporaryFolder()
        let header = """
            {"INSTRUME": "XCAM", "TELESCOP": "VISTA", "ARCFILE": "XCAM.2012-11-23.fits", "MJD-OBS": 56254.04876283,
             "EXPTIME": 10.0, "ESO DET EXP NO": 36412,
             "ESO DPR TYPE": "FLAT,TWILIGHT", "ESO INS FILT1 NAME": "Ks", "ESO OBS PROG ID": "179.A-2006(H)",
             "ESO TEL AIRM START": 1.231, "ESO TEL ALT": 54.31, "ESO TEL AZ": 243.33, "ESO TEL GEOELEV": 2530.0,
             "ESO TEL GEOLAT": -24.6157, "ESO TEL GEOLON": -70.3976, "ESO TEL AMBI PRES START": 744.6,
             "ESO TEL AMBI RHUM": 9.0, "ESO TEL AMBI TEMP": 12.56}
            """
        try folder.write(header, to: "one.json")
        let new = try Obskit.run(["new", "Draft", "--from-headers", "one.json"], in: folder.path)
        #expect(new.status == 0, "\(new.diagnostics)")
        let translation = try String(contentsOfFile: "\(folder.path)/Draft/translation.yaml", encoding: .utf8)
        for rule in [
            "physical_filter: {card: ESO INS FILT1 NAME, steps: [trim]}", "observation_type: {card: ESO DPR TYPE,",
            "boresight_airmass: {card: ESO TEL AIRM START}", "science_program: {card: ESO OBS PROG ID}",
            "altaz: {azimuth: {card: ESO TEL AZ, steps: [{offset: 180}]}, altitude: ESO TEL ALT}",
            "longitude: ESO TEL GEOLON, latitude: ESO TEL GEOLAT, height: ESO TEL GEOELEV",
            "temperature: {card: ESO TEL AMBI TEMP, unit: degC}",
            "pressure: {card: ESO TEL AMBI PRES START, unit: hPa}",
            "relative_humidity: {card: ESO TEL AMBI RHUM, unit: percent}",
            "exposure_id: {identifier: exposure_id, with: {exposure: {card: ESO DET EXP NO}}}",
            "observation_kinds: {'flat,twilight': twilightFlat}",
        ] {
            #expect(translation.contains(rule), "\(rule) is not in:\n\(translation)")
        }
        try expectNothingButDecisions("Draft", in: folder)
    }

    @Test(
        "takes a name of what is built in only when that is meant",
        arguments: ["DECam", "decam", "StarTrackers", "LSST-TS8", "Standard"])
    func shadowed(_ name: String) throws {
        let folder = try TemporaryFolder()
        let refused = try Obskit.run(["new", name], in: folder.path)
        #expect(refused.status == 2)
        #expect(refused.diagnostics.contains("--shadow"), "\(refused.diagnostics)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(try Obskit.run(["new", name, "--shadow"], in: folder.path).status == 0)
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
        try expectNothingButDecisions("NightEye", in: folder)
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
