import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// The DECam package's rules and corrections, and a header that holds the cards which they read.
///
/// The values are made up; what they come to was computed with astro_metadata_translator 30 and astropy 7.
enum DECamSample {
    static func documents(_ name: String) throws -> [Node] {
        try ["DECam", "Standard"].compactMap { folder in
            let path = "Cameras/\(folder)/\(name)"
            return folder == "Standard" && name != "translation.yaml"
                ? nil : try Document.yaml(text: Repository.text(path), file: path).root
        }
    }

    static func identifiers(_ problems: Problems) throws -> IdentifierScheme {
        let root = try Document.yaml(text: Repository.text("Cameras/DECam/instrument.yaml"), file: "instrument.yaml")
            .root
        return IdentifierScheme(
            instrument: "DECam", layers: [try #require(root["identifiers"])], problems: problems)
    }

    static func translator() throws -> HeaderTranslator {
        let problems = Problems()
        let rules = TranslationRules.compile(
            layers: try documents("translation.yaml"), identifiers: try identifiers(problems), problems: problems)
        let corrections = Corrections.read(
            layers: try documents("corrections.yaml"), ruleLayers: try documents("translation.yaml"), problems: problems
        )
        #expect(problems.sorted == [])
        return HeaderTranslator(
            instrumentName: "DECam", rules: try #require(rules), corrections: corrections,
            checks: ConsistencyChecks(altAzLimit: 5))
    }

    static func detection() throws -> Detection {
        let problems = Problems()
        let root = try Document.yaml(text: Repository.text("Cameras/DECam/instrument.yaml"), file: "instrument.yaml")
            .root
        let detection = Detection(try #require(root["detection"]), problems: problems)
        #expect(problems.sorted == [])
        return detection
    }

    static let cards: [String: HeaderValue] = [
        "TELESCOP": "CTIO 4.0-m telescope", "INSTRUME": "DECam", "OBS-LONG": 70.81489, "OBS-LAT": -30.16606,
        "OBS-ELEV": 2215.0,
        "EXPNUM": 171_717, "OBSID": "ct4m20130212t012345", "OBSTYPE": "object",
        "FILTER": "r DECam SDSS c0002 6415.0 1480.0  ",
        "OBJECT": "a field", "PROPID": "2013A-0001", "TIMESYS": "UTC", "DATE-OBS": "2013-02-12T01:23:45.250000",
        "DTUTC": "2013-02-12T01:25:30", "EXPTIME": 90.0, "EXPREQ": 90, "DARKTIME": 91.15, "AIRMASS": 1.12,
        "TELRA": "05:30:00.000", "TELDEC": "-05:00:00.00", "RADESYS": "FK5", "ZD": 26.79, "AZ": 338.08, "CCDNUM": 31,
        "DETPOS": "S7",
        "DETECTOR": "S3-06_123195-15-3", "TELFOCUS": "1389.50,-3332.57,2111.32,100.13,-210.58, 0.00", "HUMIDITY": 31.5,
        "OUTTEMP": 13.3, "PRESSURE": 780.0, "RA": "05:30:00.5", "DEC": "-05:00:01.0",
    ]

    static var header: Header { ObsTranslationTests.header(cards) }
}
