import Foundation
import ObsCalibrations
import ObsKit
import ObsRegistry
import ObsTime
import ReferenceCameras
import TestSupport
import Testing

/// Cameras of several observatories in one registry.
@Suite("Reference cameras that share a registry")
struct SharedRegistryTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    private static let folder = InstrumentCatalog(
        folders: [Repository.root.appendingPathComponent("Cameras/TwoChip").path])

    private static func instruments() throws -> [Instrument] {
        try ["DECam", "HSC", "LSSTCam", "LATISS"].map { try catalog.instrument(named: $0) }
            + [folder.instrument(named: "TwoChip")]
    }

    private static func date(_ text: String) throws -> Instant { try Instant(text) }

    /// Two years of bias, flat and defects for some detectors, of the same filter, dates and paths for each instrument.
    private static func datasets(
        of instrument: Instrument, _ generator: inout SeededGenerator
    ) throws -> [(dataset: CalibrationDataset, validity: Validity)] {
        let detectors = try #require(instrument.detectorNumbers).prefix(2)
        return try ["bias", "flat", "defects"].flatMap { kind in
            try detectors.flatMap { detector in
                try [("2020-01-01", "2021-01-01"), ("2021-01-01", "2022-01-01")].map { begin, end in
                    let keys = CalibrationKeys(detector: detector, filter: kind == "flat" ? "r" : nil)
                    let dataset = CalibrationDataset(
                        id: .random(using: &generator), kind: kind, keys: keys, uri: "\(kind)/\(detector)/\(begin)")
                    return (dataset, try Validity(begin: date(begin), end: date(end)))
                }
            }
        }
    }

    private static func add(
        _ instrument: Instrument, _ datasets: [(dataset: CalibrationDataset, validity: Validity)],
        to changes: RegistryChanges
    ) throws {
        let own = changes.of(instrument: instrument.name)
        try own.add(instrument.calibrationKinds.all)
        try own.add(datasets.map(\.dataset))
        try own.certify(datasets.map { Certification(of: $0.dataset, in: "calib", validity: $0.validity) })
    }

    /// All that can be asked about an instrument.
    private struct State: Equatable {
        var kinds: [CalibrationKind] = []
        var snapshot: [UInt8] = []
        var export: [UInt8] = []
        var answers: [CalibrationDataset?] = []

        init(_ instrument: Instrument, _ registry: Registry) throws {
            self = try registry.read { reading in
                let own = reading.of(instrument: instrument.name)
                var state = State()
                state.kinds = try own.kinds().all
                state.snapshot = try own.snapshot().export
                let taken = Taken()
                try own.export { taken.bytes += $0 }
                state.export = taken.bytes
                let queries = try ["bias", "flat", "defects"].flatMap { kind in
                    try (0...3).flatMap { detector in
                        try ["2019-06-01", "2020-06-01", "2021-06-01"].map { day in
                            try CalibrationQuery(kind, detector: detector, filter: "r", at: try date(day))
                        }
                    }
                }
                state.answers = try own.answers(queries, in: ["calib"]).map { $0?.dataset }
                return state
            }
        }

        private init() {}
    }

    private final class Taken {
        var bytes: [UInt8] = []
    }

    private func registry(_ folder: TemporaryFolder, _ name: String) throws -> Registry {
        let registry = try Registry.create(path: "\(folder.path)/\(name).sqlite")
        try registry.write { try $0.add(CalibrationCollection("calib", .validityRanged)) }
        return registry
    }

    @Test("Each has kinds, exports and answers as if it were alone, whatever else is added or changed")
    func apart() throws {
        let folder = try TemporaryFolder()
        let shared = try registry(folder, "shared")
        var generator = SeededGenerator(seed: 5)
        var known: [(instrument: Instrument, datasets: [DatasetID], state: State)] = []
        for instrument in try Self.instruments() {
            let datasets = try Self.datasets(of: instrument, &generator)
            for registry in [shared, try registry(folder, instrument.name)] {
                try registry.write { try Self.add(instrument, datasets, to: $0) }
            }
            let alone = try Registry.open(path: "\(folder.path)/\(instrument.name).sqlite", readOnly: true)
            let state = try State(instrument, alone)
            #expect(state.kinds == instrument.calibrationKinds.all && state.snapshot == state.export)
            #expect(Set(state.answers.compactMap { $0?.id }) == Set(datasets.map(\.dataset.id)), "\(instrument.name)")
            known.append((instrument, datasets.map(\.dataset.id), state))
            for one in known { #expect(try State(one.instrument, shared) == one.state, "\(one.instrument.name)") }
        }
        #expect(try shared.read { try $0.instruments() } == known.map(\.instrument.name))
        // What is changed of one is changed of it alone.
        for (number, one) in known.enumerated() {
            try shared.write { changes in
                let own = changes.of(instrument: one.instrument.name)
                try own.decertify("bias", in: "calib", during: try Validity(begin: Self.date("2021-03-01"), end: nil))
                try own.retire(one.datasets[0], in: "calib", at: try Self.date("2020-03-01"))
            }
            #expect(try State(one.instrument, shared) != one.state)
            for other in known[(number + 1)...] {
                #expect(try State(other.instrument, shared) == other.state, "\(other.instrument.name)")
            }
        }
        #expect(try shared.checkIntegrity() == [])
    }
}
