import ObsFITS
import ObsKit
import ObsKitConformance
import ObsText
import ObsTranslation
import TestSupport
import Testing

@Suite("GoldenHeader")
struct GoldenHeaderTests {
    private static let text = """
        schema: obskit/golden-header/1
        about: Two detectors of a toy.
        instrument: Toy
        hdus:
          - {INSTRUME: Toy, EXPNUM: 7, OBSID: '007', SHUT: true, NOTE: null, SIMPLE: true}
          - {EXTNAME: A, EXPTIME: 2.5}
        observations:
          - {_translator: Toy, exposure_id: 7, observation_id: '007'}
        """

    @Test("is read with its cards and what must come of them")
    func read() throws {
        let folder = try TemporaryFolder()
        let golden = try GoldenHeader(path: try folder.write(Self.text, to: "golden.yaml"))
        #expect(golden.about == "Two detectors of a toy.")
        #expect(golden.instrument == "Toy")
        #expect(golden.hdus.map { $0["EXPNUM"] } == [.integer(7), nil])
        #expect(golden.observations.map(\.exposureID) == [7])
        #expect(golden.observations.map(\.observationID) == ["007"])
    }

    @Test("makes a FITS file that reads as the same headers")
    func fits() throws {
        let folder = try TemporaryFolder()
        let golden = try GoldenHeader(path: try folder.write(Self.text, to: "golden.yaml"))
        #expect(golden.fits.count % 2880 == 0)
        let reader = try HeaderReader(bytes: golden.fits, name: "golden")
        let primary = try #require(try reader.next())
        let second = try #require(try reader.next())
        #expect(try reader.next() == nil)
        #expect(primary.header["OBSID"] == .string("007"))
        #expect(primary.header["SHUT"] == .logical(true))
        #expect(primary.header["NOTE"] == .undefined)
        #expect(primary.header.cards(named: "SIMPLE").count == 1)
        #expect(second.extensionName == "A")
        #expect(second.header["EXPTIME"] == .real(2.5))
    }

    @Test(
        "with something wrong is refused with all of it",
        arguments: [
            (
                "schema: obskit/golden/1\nabout: x\ninstrument: Toy\nhdus: [{A: 1}]\nobservations: []",
                ["unknown-schema"]
            ),
            ("schema: obskit/golden-header/1\nabout: x\ninstrument: Toy\nhdus: []\nobservations: []", ["missing-key"]),
            (
                "schema: obskit/golden-header/1\nhdus: [{A: 1}]\nobservation: []",
                ["missing-key", "missing-key", "unknown-key"]
            ),
            (
                "schema: obskit/golden-header/1\nabout: x\ninstrument: Toy\nhdus: {A: 1}\nobservations: none",
                ["wrong-type", "wrong-type"]
            ),
            (
                "schema: obskit/golden-header/1\nabout: x\ninstrument: Toy\nhdus: [5]\nobservations: [{exposure: 1}]",
                ["wrong-type", "unknown-key"]
            ),
            ("just text", ["wrong-type"]),
        ])
    func refused(_ text: String, _ codes: [String]) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "golden.yaml")
        let error = #expect(throws: DiagnosticsError.self) { try GoldenHeader(path: path) }
        #expect(error?.diagnostics.map(\.code.rawValue).sorted() == codes.sorted())
    }
}
