import TestSupport
import Testing

@Suite("obskit id")
struct IDCommandTests {
    @Test(
        "takes identifiers apart and puts them together",
        arguments: [
            (["LSSTCam", "exposure_id", "2025041500228"], "controller=O day=20250415 sequence=228"),
            (["LSSTCam", "exposure_id", "day=20250415", "sequence=228"], "2025041500228"),
            (["LSSTCam", "exposure_id", "day=20190319", "sequence=1", "controller=C"], "3019031900001"),
            (["LSSTCam", "detector_exposure_id", "47295119873"], "controller=O day=20250609 sequence=578 detector=1"),
            (["LSSTCam", "rubin", "exposure=2022040500348", "detector=0", "one_to_one=yes"], "174994840576"),
            (["LSSTCam", "group_id", "name=TEST01"], "1123819875881954006"),
            (["LSSTCam", "observing_day", "at=2025-04-16T03:00:00"], "20250415"),
            (
                ["LSSTCam", "observing_day", "20250415"],
                "begin=2025-04-15T12:00:00.000TAI end=2025-04-16T12:00:00.000TAI offset_s=43200"
            ),
            (["DECam", "detector_exposure_id", "22938825"], "exposure=229388 detector=25"),
            (["DECam", "observation", "exposure=415282", "detector=62"], "41528262"),
            (["SDSS", "detector_exposure_id", "6377141234"], "exposure=6377 filter=g column=4 field=1234"),
            (
                ["LSST-TS3", "exposure_id", "201607220607067"],
                "day=20160722 hour=6 minute=7 second=6 tenth=7"
            ),
        ])
    func answers(_ arguments: [String], _ expected: String) throws {
        let run = try Obskit.run(["id"] + arguments)
        #expect(run.output == expected + "\n")
        #expect(run.status == 0, "\(run.diagnostics)")
    }

    @Test("lists the names that a group of a number may have")
    func groups() throws {
        let run = try Obskit.run("id", "LSSTCam", "group_id", "1123819875881954006")
        #expect(run.status == 0)
        #expect(run.output.contains("name=1123819875881954006\n"))
        #expect(run.output.contains("a name of 6 characters whose hash begins with "))
    }

    @Test("lists what an instrument has, and prints JSON")
    func lists() throws {
        let list = try Obskit.run("id", "DECam")
        #expect(list.status == 0)
        #expect(list.output.hasPrefix("exposure_id  0 to 33554431, 25 bits\n    exposure  0 to 33554431\n"))
        let json = try Obskit.run("id", "LSSTCam", "exposure_id", "2025041500228", "--format", "json")
        #expect(
            json.output
                == #"{"instrument":"LSSTCam","identifier":"exposure_id","value":2025041500228,"parts":{"controller":"O","day":20250415,"sequence":228}}"#
                + "\n")
        let day = try Obskit.run("id", "DECam", "observing_day", "at=2025-04-16T03:00:00", "--format", "json")
        #expect(day.output == #"{"instrument":"DECam","identifier":"observing_day","result":"20250415"}"# + "\n")
    }

    @Test(
        "says what is wrong: 1 for what is no identifier, 2 for a wrong call",
        arguments: [
            (["LSSTCam", "exposure_id", "17"], 1, "17 is no such identifier"),
            (["LSSTCam", "exposure_id", "day=20250230", "sequence=1"], 1, "is no day of the calendar"),
            (["LSSTCam", "exposure_id", "day=20250228"], 1, "sequence must be given as well"),
            (["LSSTCam", "exposure_id", "day=20250228", "sequence=100000"], 1, "sequence=100000 is out of range"),
            (["LSSTCam", "rubin", "exposure=x", "detector=1"], 1, "exposure='x' is no number"),
            (["LSSTCam", "nothing", "17"], 1, "LSSTCam has no identifier 'nothing'; there are exposure_id"),
            (["LSSTCam", "group_id", "-17"], 2, "Unknown option '-17'"),
            (["DECam", "group_id", "17"], 1, "DECam has no groups with numbers"),
            (["DECam", "observing_day", "20250230"], 1, "is not an observing day"),
            (["DECam", "observing_day", "at=soon"], 1, "soon"),
            (["DECam", "exposure_id"], 2, "Give an identifier, or its parts as name=value."),
            (["DECam", "exposure_id", "seventeen"], 2, "is neither a number nor name=value"),
            (["DECam", "exposure_id", "exposure=1", "exposure=2"], 2, "'exposure' is given twice."),
            (["DECam", "exposure_id", "exposure=1", "2"], 2, "not both"),
            (["DECm"], 2, "there is no instrument 'DECm'"),
        ] as [([String], Int32, String)])
    func wrong(_ arguments: [String], _ status: Int32, _ message: String) throws {
        let run = try Obskit.run(["id"] + arguments)
        #expect(run.status == status)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.contains(message), "\(run.diagnostics)")
    }
}
