import Foundation
import ObsDECam
import ObsDocuments
import ObsFITS
import ObsKit
import ObsKitConformance
import ObsText
import ObsTranslation
import TestSupport
import Testing

extension Repository {
    /// The package's folder.
    static let package = root.appendingPathComponent("Cameras/DECam").path

    /// The names of its golden headers.
    static let goldenHeaders: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: package + "/conformance/headers")) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    /// Header dumps of DECam in the corpus; empty without it.
    static let corpus: [String] = Corpus.files("headers").map(\.path).filter { $0.contains("decam") }
}

@Suite("DECam")
struct DECamTests {
    private let catalog = InstrumentCatalog(linked: [DECam()])

    @Test("is linked with the files of its folder, byte for byte")
    func embedded() throws {
        let files = DECam().files
        #expect(files.paths.contains("package.yaml"))
        for path in files.paths {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Repository.package)/\(path)"))
            #expect(files.withBytes(of: path) { Data($0.array) } == bytes, "\(path): build again")
        }
        for output in try EmbeddedSource(folder: Repository.package).outputs {
            let committed = try String(contentsOfFile: "\(Repository.package)/\(output.path)", encoding: .utf8)
            #expect(committed == output.text, "run obskit embed Cameras/DECam")
        }
    }

    @Test("has nothing wrong or doubtful in its package, linked or in its folder")
    func sound() throws {
        #expect(catalog.diagnostics.isEmpty)
        #expect(catalog.validate().isEmpty)
        let folder = InstrumentCatalog(folders: [Repository.package])
        #expect(folder.diagnostics.isEmpty)
        #expect(folder.validate().isEmpty)
        #expect(folder.packages.first?.location == Repository.package)
    }

    @Test("gives every golden header its observations, in memory and as FITS", arguments: Repository.goldenHeaders)
    func golden(_ name: String) throws {
        let golden = try GoldenHeader(path: "\(Repository.package)/conformance/headers/\(name)")
        #expect(golden.instrument == "DECam")
        let translation = try catalog.open(bytes: golden.fits, named: name).translate()
        #expect(translation.identification.instrument == "DECam")
        #expect(translation.diagnostics.isEmpty)
        #expect(translation.observations.count == golden.observations.count)
        for (one, expected) in zip(translation.observations, golden.observations) {
            #expect(one.report.info.differences(from: expected) == [])
            #expect(one.report.translatorName == expected.translatorName)
            // Weather that cannot be is told; nothing else is doubtful in any of them.
            let told = one.report.diagnostics.map(\.code.rawValue)
            #expect(told == (name == "fallbacks.yaml" ? ["fallback", "fallback", "fallback"] : []))
            for failure in one.report.failures {
                #expect(expected[try #require(ObservationProperty(name: failure.property))] == nil)
            }
        }
    }

    @Test("has golden headers for its sorts of files")
    func goldenHeaders() {
        let names = Repository.goldenHeaders.map { $0.replacingOccurrences(of: ".yaml", with: "") }
        #expect(names == ["bias", "fallbacks", "focus", "instcal", "science", "trifid"])
    }

    @Test(
        "has golden headers of only the cards that it reads, and those that name the camera",
        arguments: Repository.goldenHeaders)
    func cardsRead(_ name: String) throws {
        let golden = try GoldenHeader(path: "\(Repository.package)/conformance/headers/\(name)")
        let translation = try catalog.open(bytes: golden.fits, named: name).translate()
        let report = try #require(translation.observations.first?.report)
        var known: Set<String> = ["INHERIT", "EXTNAME"]
        // By these another package may take DECam's files for its own, which the kit holds against it.
        known.formUnion(["OBSERVAT", "PROCTYPE", "PRODTYPE", "DTSITE", "DTTELESC", "DTINSTRU"])
        for property in ObservationProperty.allCases {
            known.formUnion(report.explanation(of: property).cards.map(\.keyword.name))
        }
        for correction in report.corrections { known.formUnion(correction.changes.map(\.card)) }
        // What a correction was made of.
        if name == "trifid.yaml" { known.formUnion(["RA", "DEC"]) }
        let cards = Set(golden.hdus.flatMap { $0.map(\.keyword.name) })
        #expect(cards.subtracting(known).sorted() == [])
    }

    @Test(
        "repairs the filter of a bias and the pointing of the Trifid nights, and says so",
        arguments: [
            ("bias.yaml", "bias-has-no-filter", ["FILTER"]), ("trifid.yaml", "trifid-pointing", ["TELRA", "TELDEC"]),
        ])
    func corrections(_ name: String, _ correction: String, _ cards: [String]) throws {
        let golden = try GoldenHeader(path: "\(Repository.package)/conformance/headers/\(name)")
        let report = try #require(
            try catalog.open(bytes: golden.fits, named: name).translate().observations.first?.report)
        #expect(report.corrections.map(\.name) == [correction])
        #expect(report.corrections.first?.changes.map(\.card) == cards)
    }

    @Test("flags what stands in for missing cards as a default, for impossible ones as second best")
    func fallbacks() throws {
        let golden = try GoldenHeader(path: "\(Repository.package)/conformance/headers/fallbacks.yaml")
        let report = try #require(
            try catalog.open(bytes: golden.fits, named: "x").translate().observations.first?.report)
        let defaulted = ObservationProperty.allCases.filter { report.flags(of: $0).contains(.defaulted) }
        #expect(defaulted == [.telescope, .instrument, .observationType])
        let secondBest = ObservationProperty.allCases.filter { report.flags(of: $0).contains(.fallback) }
        #expect(secondBest == [.temperature, .pressure, .relativeHumidity])
        #expect(report.status == .flawed)
    }

    @Test(
        "is recognised by its name or by its filter, and by nothing that only looks like it",
        arguments: [
            (["INSTRUME": .string("DECam")], true), (["FILTER": .string("z DECam SDSS c0004 9260.0 1520.0")], true),
            (["INSTRUME": .undefined], false), (["INSTRUME": .integer(5)], false),
            (["INSTRUME": .logical(true)], false),
            (["INSTRUME": .string("decam")], false), (["INSTRUME": .string("DECam2")], false),
            (["INSTRUME": .undefined, "FILTER": .string("z DECam SDSS c0004 9260.0 1520.0")], false),
            (["INSTRUME": .string("HSC"), "FILTER": .string("z DECam SDSS c0004 9260.0 1520.0")], false),
            ([:], false),
        ] as [([String: HeaderValue], Bool)])
    func detection(_ cards: [String: HeaderValue], _ isDECam: Bool) {
        let header = Header(cards: cards.map { Card(Keyword($0.key), $0.value) })
        #expect((catalog.identify(header).instrument == "DECam") == isDECam)
        let reasons = catalog.explainIdentification(of: header)
        #expect(reasons.map(\.instrument) == ["DECam"])
        #expect(reasons.first?.conditions.contains { $0.holds } == isDECam)
    }

    @Test(
        "has a failure with its reason for each property whose card is missing, and no crash",
        arguments: [
            (
                "EXPNUM",
                [
                    "exposure_id", "visit_id", "detector_exposure_id", "exposure_group", "observation_counter",
                    "group_counter_start", "group_counter_end",
                ]
            ),
            ("OBSID", ["observation_id"]), ("FILTER", ["physical_filter"]), ("OBJECT", ["object"]),
            ("PROPID", ["science_program"]),
            ("EXPTIME", ["exposure_time"]), ("EXPREQ", ["exposure_time_requested"]), ("DARKTIME", ["dark_time"]),
            ("AIRMASS", ["boresight_airmass"]), ("TELRA", ["tracking_radec"]), ("TELDEC", ["tracking_radec"]),
            ("ZD", ["altaz_begin"]), ("AZ", ["altaz_begin"]), ("TELFOCUS", ["focus_z"]), ("OUTTEMP", ["temperature"]),
            ("PRESSURE", ["pressure"]), ("DETPOS", ["detector_name", "detector_unique_name", "detector_group"]),
            ("DETECTOR", ["detector_serial"]), ("DATE-OBS", ["datetime_begin", "observing_day"]),
        ])
    func missingCard(_ card: String, _ properties: [String]) throws {
        let golden = try GoldenHeader(path: "\(Repository.package)/conformance/headers/science.yaml")
        let header = golden.hdus[1].inheriting(golden.hdus[0]).replacing([(Keyword(card), nil)])
        let report = try #require(try catalog.translate(header: header).report)
        #expect(Set(report.failures.map(\.property)) == Set(properties))
        for failure in report.failures { #expect(failure.cards.contains(card), "\(failure.property)") }
    }

    @Test(
        "gives the peer's answers for the headers of the corpus",
        .enabled(if: !Repository.corpus.isEmpty, "set OBSKIT_CORPUS"),
        arguments: Repository.corpus)
    func corpus(_ path: String) throws {
        let translation = try catalog.open(file: path).translate()
        let expected = try Document.read(
            path: path.replacingOccurrences(of: "/headers/", with: "/expected/"), allowNonFinite: true)
        let wire = try ObservationInfo(wireForm: try #require(expected.root["wire"]))
        #expect(translation.observations.count == 1)
        #expect(translation.observations.first?.report.info.differences(from: wire) == [])
        #expect(translation.observations.first?.report.failures.isEmpty == true)
    }
}
