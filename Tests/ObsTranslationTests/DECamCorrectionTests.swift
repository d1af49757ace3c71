import ObsFITS
import ObsText
import ObsTime
import Testing

@testable import ObsTranslation

@Suite struct DECamCorrectionTests {
    private func report(_ changes: [String: HeaderValue]) throws -> TranslationReport {
        try DECamSample.translator().translate(header(DECamSample.cards.merging(changes) { $1 }))
    }

    @Test(
        "A bias was read behind the solid plate, whatever its header says",
        arguments: ["bias", "zero", "Bias", "ZERO ", "a bias frame"])
    func biasFilter(_ type: String) throws {
        let report = try report(["OBSTYPE": .string(type)])
        #expect(report.info.physicalFilter == "solid plate 0.0 0.0")
        #expect(report.corrections.map(\.name) == ["bias-has-no-filter"])
        #expect(report.rawHeader["FILTER"] == DECamSample.cards["FILTER"])
        #expect(report.explanation(of: .physicalFilter).correctedCards == ["FILTER"])
    }

    @Test(
        "Other types keep their filter", arguments: ["object", "dark", "dome flat", "", .undefined, 5] as [HeaderValue])
    func otherFilter(_ type: HeaderValue) throws {
        let report = try report(["OBSTYPE": type])
        #expect(report.info.physicalFilter == "r DECam SDSS c0002 6415.0 1480.0")
        #expect(report.corrections == [])
    }

    @Test("The pointing of the Trifid fields comes from the requested position and a constant offset")
    func trifid() throws {
        let report = try report(["OBJECT": "Trifid Nebula field 1"])
        #expect(report.corrections.map(\.name) == ["trifid-pointing"])
        #expect(report.corrections.first?.changes.map(\.card) == ["TELRA", "TELDEC"])
        // RA 05:30:00.5 is 82.50208333 degrees, less 0.027417: 82.47466633 degrees or 5.49831109 hours.
        let hours = try #require(report.header["TELRA"]?.realValue)
        #expect(abs(hours - 5.498311088888888) < 1e-12)
        // DEC -05:00:01 is -5.00027778 degrees, less 0.002833.
        let degrees = try #require(report.header["TELDEC"]?.realValue)
        #expect(abs(degrees + 5.003110777777778) < 1e-12)
        // FK5 to ICRS by astropy 7.
        let position = try #require(report.info.trackingRADec)
        #expect(abs(position.rightAscension - 82.4746602549826) < 1e-10)
        #expect(abs(position.declination + 5.003105628659749) < 1e-10)
    }

    @Test(
        "The Trifid fields of other nights and other exposures are left alone",
        arguments: [
            ["DATE-OBS": "2013-02-10T00:00:00"], ["DATE-OBS": "2013-02-14T00:00:00"], ["OBSTYPE": "OBJECT"],
            ["OBJECT": "trifid"],
            ["DATE-OBS": .undefined], ["OBJECT": 5], ["OBSTYPE": "dome flat"],
        ] as [[String: HeaderValue]])
    func otherPointings(_ changes: [String: HeaderValue]) throws {
        let report = try report(["OBJECT": "Trifid Nebula field 1"].merging(changes) { $1 })
        #expect(report.corrections == [])
        #expect(report.header["TELRA"] == "05:30:00.000")
    }

    @Test("The nights are counted in UTC, both ends outside")
    func ends() throws {
        for date in ["2013-02-10T00:00:00.001", "2013-02-13T23:59:59.999"] {
            let report = try report(["OBJECT": "Trifid", "DATE-OBS": .string(date)])
            #expect(report.corrections.count == 1, "\(date)")
        }
    }

    @Test(
        "Where the requested position cannot be read, nothing is corrected and the report says so",
        arguments: ["noon", .undefined, true] as [HeaderValue])
    func noPosition(_ value: HeaderValue) throws {
        let report = try report(["OBJECT": "Trifid", "DEC": value])
        #expect(report.corrections == [])
        #expect(report.header["TELRA"] == "05:30:00.000")
        #expect(report.diagnostics.contains { $0.code == .correctionFailed && $0.severity == .error })
    }
}
