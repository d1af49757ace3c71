import ObsDocuments
import ObsText
import ObsTime
import Testing

@testable import ObsCalibrations

struct CuratedSchemaTests {
    @Test("Every key that the reader of absences asks for is in its JSON Schema, and no other")
    func absences() throws {
        let text = """
            schema: obskit/calibration-absences/1
            absences: [{detector: A, filter: g, begin: 2020-01-01, end: 2020-01-02, reason: All keys.}]
            """
        let problems = Problems(recordingKeys: true)
        #expect(CuratedAbsence.read(try Document.yaml(text: text, file: "absences.yaml").root, problems).count == 1)
        #expect(problems.isEmpty)
        try SchemaShapes.expect(problems.keys, in: ["calibration-absences"])
    }

    @Test("Every key that the reader of our own form asks for is in its JSON Schema, and no other")
    func ownForm() throws {
        let problems = Problems(recordingKeys: true)
        for (format, body) in [
            (CalibrationFormat.defects, "regions: [[0, 0, 1, 1]]"),
            (.crosstalk, "unit: adu\ncoefficients: [[0]]"),
            (.transmissionCurve, "wavelength_nm: [1]\nfraction: [1]"),
        ] {
            let text =
                "schema: obskit/calibration/1\nkind: x\ninstrument: x\ndetector: x\nfilter: x\nsource: x\nchips: [x]\n\(body)"
            let document = try Document.yaml(text: text, file: "x.yaml")
            let place = SourcePosition(file: "x.yaml", line: 1, column: 1)
            let result = OwnCalibrationReader(format: format, problems: problems).read(document, place)
            #expect(result?.content != nil)
        }
        #expect(problems.isEmpty)
        try SchemaShapes.expect(problems.keys, in: ["calibration"])
    }

    @Test("A format without a form of its own says so")
    func noOwnForm() throws {
        let problems = Problems()
        let document = try Document.yaml(text: "schema: obskit/calibration/1\nkind: x", file: "x.yaml")
        let place = SourcePosition(file: "x.yaml", line: 1, column: 1)
        let result = OwnCalibrationReader(format: .linearizer, problems: problems).read(document, place)
        #expect(result?.content == nil && problems.sorted.map(\.code) == [.unknownValue])
    }

    @Test(
        "Dates of names and metadata are read in every form that is seen, and no other",
        arguments: [
            ("19700101T000000", "1970-01-01T00:00:00Z"), ("19700101T0000", "1970-01-01T00:00:00Z"),
            ("20130115t0130", "2013-01-15T01:30:00Z"), ("1970-01-01T00:00:00", "1970-01-01T00:00:00Z"),
            ("20100501T1223", "2010-05-01T12:23:00Z"), ("2025-04-30T12:25", "2025-04-30T12:25:00Z"),
            ("2020-01-01 10:11:12.5", "2020-01-01T10:11:12.5Z"), ("20220916T120000Z", "2022-09-16T12:00:00Z"),
            ("2018-05-03", "2018-05-03T00:00:00Z"), ("20180503", "2018-05-03T00:00:00Z"),
            ("2018-0503", nil), ("20181303", nil), ("20180503T25", nil), ("20180503T", nil), ("latest", nil), ("", nil),
            ("2018-05-03T1:2:3", nil), ("2018-05-03T10:11.5", nil),
        ] as [(String, String?)])
    func dates(_ text: String, _ expected: String?) throws {
        #expect(CuratedDate.instant(text)?.description == expected)
    }

    @Test("The name of a file drops fractions of a second")
    func stems() throws {
        #expect(CuratedDate.stem(try Instant("2025-04-30T12:25:00.9")) == "20250430T122500")
        #expect(CuratedDate.stem(try Instant("1970-01-01")) == "19700101T000000")
        #expect(CuratedDate.stem(try Instant("2018-05-03")) == "20180503T000000")
        #expect(CuratedDate.stem(try Instant("2018-05-03T14:32:16")) == "20180503T143216")
    }

    @Test("The name of a file reads back as its date", arguments: ["2018-05-03", "2018-05-03T14:32:16", "2016-12-31"])
    func stemReadsBack(text: String) throws {
        let instant = try Instant(text)
        #expect(CuratedDate.instant(CuratedDate.stem(instant)) == instant)
        #expect(CuratedDate.instant(CuratedDate.stem(instant) + "Z") == instant)
    }
}
