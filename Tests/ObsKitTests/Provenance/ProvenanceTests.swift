import Foundation
import ObsCalibrations
import ObsFITS
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsKit

/// What the header of an output says of what it was made of.
@Suite("Provenance")
struct ProvenanceTests {
    private typealias Sample = ExposureSample

    /// An exposure of two detectors with the answers of a context.
    private static func made(
        _ sample: Sample
    ) throws -> (exposure: Exposure, context: PinnedContext, provenance: Provenance) {
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0), Sample.chip(3))
        let context = try PinnedContext(
            packages: sample.catalog.packages, calibrations: try sample.calibrations(), searching: ["c"])
        let answers = try context.answers(for: exposure, kinds: ["bias", "curve"], detectors: [3])
        return (
            exposure, context,
            try Provenance(of: exposure, detector: 3, in: sample.catalog, calibrations: answers)
        )
    }

    @Test("names release, package, context, camera, raw file and calibrations")
    func builder() throws {
        let sample = try Sample()
        let (exposure, context, provenance) = try Self.made(sample)
        #expect(provenance.release == "0.1.0")
        #expect(provenance.instrument == "Toy")
        #expect(provenance.package.name == "Toy" && provenance.package.version == "1.2.3")
        #expect(context.packages.contains(provenance.package))
        #expect(provenance.context == context.hash)
        #expect(provenance.camera == exposure.camera?.contentHash)
        #expect(provenance.rawFiles.map(\.name) == ["one.fits"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(sample.folder.path)/one.fits"))
        #expect(provenance.rawFiles.map(\.checksum) == [ContentHash(of: Array(bytes))])
        #expect(provenance.calibrations.map(\.kind) == ["bias", "curve"])
        #expect(provenance.calibrations.map(\.detector) == [3, nil])
    }

    @Test("comes back from the cards of a header as it went in")
    func roundTrip() throws {
        let sample = try Sample()
        let provenance = try Self.made(sample).provenance
        let cards = try provenance.cards()
        #expect(cards.allSatisfy { $0.keyword.name.utf8.count <= 8 })
        let header = try Header(cardImages: Header(cards: [Card("OBJECT", .string("M 31"))] + cards).cardImages)
        #expect(try Provenance(header) == provenance)
        let odd = Provenance(
            release: "1.2.3", instrument: "Ä", package: provenance.package, context: nil, camera: nil,
            rawFiles: [.init(name: "100% été 'x' .fits", checksum: ContentHash(of: [1]))],
            corrections: ["ends in a blank ", String(repeating: "long ", count: 40)],
            calibrations: (0..<999).map {
                .init(kind: "flat", detector: $0, dataset: DatasetID(high: 7, low: UInt64($0)))
            })
        #expect(try Provenance(Header(cardImages: Header(cards: odd.cards()).cardImages)) == odd)
        #expect(try Provenance(Header(cards: [Card("OBJECT", .string("M 31"))])) == nil)
    }

    @Test(
        "that was damaged is refused, by the card",
        arguments: [
            ("OKPKG", HeaderValue?.none, "there is no OKPKG card"), ("OKCTX", .string("12"), "OKCTX is '12'"),
            ("OKSUM1", nil, "there is no OKSUM1 card"), ("OKCAL2", .string("curve x"), "OKCAL2 is 'curve x'"),
            ("OKINST", .integer(3), "OKINST is 3"), ("OKINST", .string("%Z1"), "OKINST is '%Z1'"),
        ] as [(Keyword, HeaderValue?, String)])
    func damaged(_ card: Keyword, _ value: HeaderValue?, _ message: String) throws {
        let header = Header(cards: try Self.made(Sample()).provenance.cards()).replacing([(card, value)])
        let error = #expect(throws: DiagnosticsError.self) { try Provenance(header) }
        #expect(error?.diagnostics[0].code.rawValue == "bad-provenance")
        #expect(error?.message.contains(message) == true)
    }

    @Test("is of one context, of detectors that were read, and of lists that fit")
    func refused() throws {
        let sample = try Sample()
        let (exposure, context, provenance) = try Self.made(sample)
        let index = try CalibrationIndex(try sample.calibrations(), searching: ["c"])
        let mixed = try context.answers(for: exposure, kinds: ["bias"]) + index.answers(for: exposure, kinds: ["flat"])
        let error = #expect(throws: DiagnosticsError.self) {
            try Provenance(of: exposure, in: sample.catalog, calibrations: mixed)
        }
        #expect(error?.diagnostics[0].code.rawValue == "several-contexts")
        let other = #expect(throws: DiagnosticsError.self) {
            try Provenance(of: exposure, detector: 2, in: sample.catalog)
        }
        #expect(other?.diagnostics[0].code.rawValue == "unknown-detector")
        let many = Provenance(
            release: "1.2.3", instrument: "Toy", package: provenance.package, context: nil, camera: nil, rawFiles: [],
            corrections: (0..<1000).map { "c\($0)" }, calibrations: [])
        #expect(throws: DiagnosticsError.self) { try many.cards() }
    }
}
