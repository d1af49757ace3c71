import Foundation
import ObsCalibrations
import ObsFITS
import ObsKit
import ObsRegistry
import ObsTime
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

/// The state that the kinds of the LSST cameras name cards for, from headers alone.
@Suite("The state of exposures of the reference cameras")
struct ExposureStateTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    /// The cards of LSSTCam with what its rules need of an exposure.
    private static let cards: [(Keyword, HeaderValue)] = [
        ("INSTRUME", .string("LSSTCam")), ("TELCODE", .string("MC")), ("CONTRLLR", .string("O")),
        ("DAYOBS", .string("20250609")), ("SEQNUM", .integer(578)), ("OBSID", .string("MC_O_20250609_000578")),
        ("DATE-BEG", .string("2025-06-10T07:31:55.280")), ("DATE-END", .string("2025-06-10T07:32:25.280")),
        ("TIMESYS", .string("TAI")), ("IMGTYPE", .string("OBJECT")), ("FILTBAND", .string("y")),
        ("FILTER", .string("y_10")), ("RAFTBAY", .string("R01")), ("CCDSLOT", .string("S01")),
        ("EXPTIME", .real(30)), ("SHUTTIME", .real(30)),
    ]

    private static func exposure(_ more: (Keyword, HeaderValue)...) throws -> Exposure {
        let instrument = try catalog.instrument(named: "LSSTCam")
        let cards = (cards + more).map { Card($0.0, $0.1) }
        let report = try #require(try catalog.translate(header: Header(cards: cards)).report)
        return try instrument.exposure(of: [report])
    }

    @Test("Sequencer and overscan mode of LSSTCam choose a bias, by the header alone")
    func lsstCam() throws {
        let exposure = try Self.exposure(("SEQFILE", .string("FP_ITL_2s_l3cp_v30.seq")), ("ODP", .real(26.9)))
        let detector = try #require(exposure.detectors.first)
        let query = try CalibrationQuery("bias", for: exposure, detector: detector)
        #expect(query.state == ["sequencer": .text("FP_ITL_2s_l3cp_v30.seq"), "overscan_mode": .number(26.9)])
        var set = CalibrationSet(kinds: exposure.kinds, instrument: "LSSTCam")
        try set.add(CalibrationCollection("calib", .validityRanged))
        for (number, sequencer) in ["FP_ITL_2s_ir2_v26.seq", "FP_ITL_2s_l3cp_v30.seq"].enumerated() {
            let dataset = CalibrationDataset(
                id: DatasetID(high: 0, low: UInt64(number)), kind: "bias",
                keys: CalibrationKeys(
                    detector: detector,
                    state: ["sequencer": .value(.text(sequencer)), "overscan_mode": .value(.number(26.9))]),
                uri: sequencer)
            try set.add(dataset)
            try set.certify([dataset.id], in: "calib", during: .always)
        }
        let index = try CalibrationIndex(set, searching: ["calib"])
        #expect(try index.answer("bias", for: exposure, detector: detector).dataset.uri == "FP_ITL_2s_l3cp_v30.seq")
        let other = try Self.exposure(("SEQFILE", .string("FP_ITL_2s_l3cp_v30.seq")), ("ODP", .real(27.5)))
        let miss = #expect(throws: CalibrationMiss.self) {
            try index.answer("bias", for: other, detector: detector)
        }
        #expect(miss?.trace.description.contains("overscan_mode is 27.5, and it is for 26.9") == true)
        let silent = try Self.exposure()
        #expect(throws: CalibrationMiss.self) { try index.answer("bias", for: silent, detector: detector) }
    }

    @Test("A registry answers as an index in memory, for the instrument of the exposure alone")
    func registry() throws {
        let exposure = try Self.exposure(("SEQFILE", .string("v30.seq")))
        let detector = try #require(exposure.detectors.first)
        let folder = try TemporaryFolder()
        let registry = try Registry.create(path: folder.path + "/c.sqlite")
        func add(_ instrument: String) throws {
            try registry.write { changes in
                let changes = changes.of(instrument: instrument)
                try changes.add(exposure.kinds.all)
                let datasets = exposure.kinds.all.filter(\.isRequired).enumerated().map { number, kind in
                    CalibrationDataset(
                        id: DatasetID(high: instrument == "LSSTCam" ? 1 : 2, low: UInt64(number)), kind: kind.name,
                        // A correction says that the night's filter was another than its card says.
                        keys: CalibrationKeys(detector: detector, filter: kind.name == "flat" ? "z_20" : nil),
                        uri: "\(instrument) \(kind.name)")
                }
                try changes.add(datasets.filter { $0.kind != "ptc" })
            }
        }
        try add("LATISS")
        try registry.write { try $0.add(CalibrationCollection("calib", .validityRanged)) }
        #expect(throws: RegistryError.self) { try registry.answers(for: exposure, in: ["calib"]) }
        try add("LSSTCam")
        try registry.write { changes in
            for name in ["LATISS", "LSSTCam"] {
                let changes = changes.of(instrument: name)
                try changes.certify(
                    try changes.reading.datasets().map { Certification(of: $0, in: "calib", validity: .always) })
            }
        }
        let answers = try registry.answers(for: exposure, in: ["calib"], tracing: true)
        let index = try registry.read { try $0.of(exposure).index(searching: ["calib"]) }
        let inMemory = try index.answers(for: exposure)
        #expect(
            answers.map { $0.answer?.dataset.uri }
                == ["bias", "dark", "flat", "ptc", "linearizer"].map { $0 == "ptc" ? nil : "LSSTCam \($0)" })
        #expect(answers.map { $0.answer?.dataset.uri } == inMemory.map { $0.answer?.dataset.uri })
        #expect(answers.allSatisfy { $0.trace != nil })
        #expect(throws: CalibrationError.self) { try registry.answers(for: exposure, in: ["nowhere"], kinds: []) }
    }

    @Test(
        "Every header of the corpus gives the state that its cards hold",
        .enabled(if: Corpus.isThere, Comment(rawValue: Corpus.need)))
    func corpus() throws {
        let folder = try #require(Corpus.folder).appendingPathComponent("headers").path
        var found = 0
        for name in Places.names(in: folder, ending: ".json") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            guard let cards = try JSONSerialization.jsonObject(with: bytes) as? [String: Any],
                let exposure = try? Self.catalog.exposure(file: "\(folder)/\(name)"), exposure.interval != nil,
                let kind = exposure.kinds["bias"], kind.keys.contains(where: { $0.card != nil })
            else { continue }
            let query = try CalibrationQuery("bias", for: exposure, detector: exposure.detectors.first)
            var wanted: [String: KeyValue] = [:]
            for (key, card) in [("sequencer", "SEQFILE"), ("overscan_mode", "ODP"), ("ap0_rc", "AP0_RC")] {
                switch cards[card] {
                case let text as String: wanted[key] = .text(text)
                case let number as NSNumber: wanted[key] = .number(number.doubleValue)
                default: break
                }
            }
            #expect(query.state == wanted, "\(name)")
            found += wanted.isEmpty ? 0 : 1
        }
        #expect(found > 10)
    }
}
