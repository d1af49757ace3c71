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
            (["LSSTCam", "exposure_id", "day=2019-03-19", "sequence=1", "controller=C"], "3019031900001"),
            (["LSSTCam", "rubin", "day=2022-04-05", "sequence=348", "detector=0", "one_to_one=yes"], "174994840576"),
            (["LSSTCam", "observation", "day=2022-04-05", "sequence=348", "detector=7"], "2022040500348007"),
            (["LSST-TS8", "detector_exposure_id", "day=2025-04-18", "sequence=12", "detector=4"], "2025041800012004"),
            (["LSSTCam", "observing_day_offset", "at=2023-07-01T00:00:00"], "25200"),
            (["LSSTCam", "group_id", "name=a=b"], "4291284336811098903"),
            (["LSSTCam", "detector_exposure_id", "47295119873"], "controller=O day=20250609 sequence=578 detector=1"),
            (["LSSTCam", "rubin", "exposure=2022040500348", "detector=0", "one_to_one=yes"], "174994840576"),
            (["LSSTCam", "group_id", "name=TEST01"], "1123819875881954006"),
            (["LSSTCam", "observing_day", "at=2025-04-16T03:00:00"], "20250415"),
            (
                ["LSSTCam", "observing_day", "20250415"],
                "begin=2025-04-15T12:00:00.000TAI end=2025-04-16T12:00:00.000TAI offset_s=43200"
            ),
            (
                ["LSSTCam", "observing_day", "2025-04-15"],
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
                == #"{"schema":"obskit/identifier/1","instrument":"LSSTCam","identifier":"exposure_id","value":2025041500228,"parts":{"controller":"O","day":20250415,"sequence":228}}"#
                + "\n")
        let packed = try Obskit.run(
            "id", "LSSTCam", "exposure_id", "sequence=228", "day=2025-04-15", "--format", "json")
        #expect(packed.output == json.output)
        let day = try Obskit.run("id", "DECam", "observing_day", "at=2025-04-16T03:00:00 TAI", "--format", "json")
        #expect(
            day.output
                == #"{"schema":"obskit/identifier/1","instrument":"DECam","identifier":"observing_day","value":20250415,"parts":{"at":"2025-04-16T03:00:00.000 TAI"}}"#
                + "\n")
        let span = try Obskit.run("id", "DECam", "observing_day", "20250415", "--format", "json")
        #expect(
            span.output
                == #"{"schema":"obskit/identifier/1","instrument":"DECam","identifier":"observing_day","value":20250415,"begin_tai":"2025-04-15T12:00:00.000","end_tai":"2025-04-16T12:00:00.000","offset_s":43200}"#
                + "\n")
        let group = try Obskit.run("id", "LSSTCam", "group_id", "3247165945650001", "--format", "json")
        #expect(
            group.output
                == #"{"schema":"obskit/identifier/1","instrument":"LSSTCam","identifier":"group_id","value":3247165945650001,"candidates":[{"name":"3247165945650001"},{"name":"2025-04-16T07:03:14.565#1"},{"characters":1,"digest":"001d8865ba27f4"}]}"#
                + "\n")
        let all = try Obskit.run("id", "DECam", "--format", "json")
        #expect(all.output.hasPrefix(#"{"schema":"obskit/identifier-list/1","instrument":"DECam","identifiers":["#))
        #expect(all.output.contains(#"{"name":"detector","values":"0 to 99","has_fallback":false}"#))
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
            (
                ["LSSTCam", "exposure_id", "day=2025-02-30", "sequence=1"], 1,
                "YYYYMMDD or YYYY-MM-DD, 20000101 to 29991231"
            ),
            (
                ["LSSTCam", "exposure_id", "day=20250228", "sequence=-1"], 1,
                "sequence=-1 is out of range; it is 0 to 99999"
            ),
            (["LSSTCam", "exposure_id", "day=20250228", "sequence=1", "controller=X"], 1, "O, C, H, P, Q, S (else O)"),
            (["LSSTCam", "rubin", "exposure=2022040500348", "detector=0", "day=2022-04-05"], 1, "do not go together"),
            (["LSSTCam", "group_id", "name=2025-04-16T07:03:14.565+10000"], 1, "expected a counter from 1 to 9999"),
            (["LSSTCam", "observing_day_offset", "43200"], 1, "an offset cannot be taken apart"),
            (["DECam", "observing_day", "2025-02-30"], 1, "expected a day of the calendar as 20250418 or 2025-04-18"),
            (["DECam", "observing_day"], 2, "Give a day, or a time"),
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
