import CalibrationSupport
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport
import Testing

@Suite("The registry and the set in memory are one")
struct BackendTests {
    @Test(
        "Every operation and look-up of the peer's scenarios ends as in memory",
        .enabled(if: Corpus.isThere, Comment(rawValue: Corpus.need)))
    func scenarios() throws {
        let path = try #require(PeerScenarios.path)
        let replay = try PeerScenarios(path, on: RegistryBackend.self)
        #expect(replay.deviations == Set(try PeerScenarios.known().keys))
        #expect(replay.sameCount == (try PeerScenarios(path, on: CalibrationSet.self)).sameCount)
    }

    /// A kind with everything by which certifications can be told apart.
    static let kind = CalibrationKind(
        name: "flat",
        keys: [
            KeyRule("detector", .exact, isRequired: false), KeyRule("filter", .exact, isRequired: false),
            KeyRule("mode", .set, isRequired: false), KeyRule("temperature_C", .tolerance(2), isRequired: false),
            KeyRule("gain", .range, isRequired: false),
        ], policy: .overlaps)

    static func keys(_ generator: inout SeededGenerator) -> CalibrationKeys {
        var keys = CalibrationKeys()
        if Int.random(in: 0..<4, using: &generator) > 0 { keys.detector = Int.random(in: 1...3, using: &generator) }
        if Bool.random(using: &generator) { keys.filter = ["g", "r"].randomElement(using: &generator) }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: keys.state["mode"] = .value(.text("fast"))
        case 1: keys.state["mode"] = .anyOf(of: [KeyValue.text("slow"), .number(1)])
        case 2:
            keys.state["temperature_C"] = .value(
                .number([-100, -98, -96, -95.5].randomElement(using: &generator) ?? 0))
        case 3:
            let from: Double? = [nil, 1, 2].randomElement(using: &generator) ?? nil
            keys.state["gain"] = .range(from: from, below: from == nil ? 1 : Bool.random(using: &generator) ? 3 : nil)
        default: break
        }
        return keys
    }

    static func validity(_ generator: inout SeededGenerator) throws -> Validity {
        let begin = Int.random(in: 0..<20, using: &generator)
        let length = Int.random(in: 1..<6, using: &generator)
        return try Samples.hours(
            Int.random(in: 0..<12, using: &generator) == 0 ? nil : Double(begin),
            Int.random(in: 0..<12, using: &generator) == 0 ? nil : Double(begin + length))
    }

    /// What an operation comes to, so that two backends can be compared.
    static func outcome(_ body: () throws -> CertificationChange) throws -> String {
        do {
            let change = try body()
            return "removed \(Set(change.removed)) added \(Set(change.added))".sorted().map(String.init).joined()
        } catch let conflict as CalibrationConflict {
            // Where several are in the way, either may be named.
            return "conflict of \(conflict.refused)"
        } catch let error as CalibrationError {
            return error.code.rawValue
        } catch let error as RegistryError {
            return error.description
        }
    }

    @Test("Operations at random change both alike, and look-ups give the same", arguments: [1, 2, 3, 4])
    func randomOperations(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let kinds = try CalibrationKinds([Self.kind])
        var memory = CalibrationSet(kinds: kinds)
        let backend = try RegistryBackend(kinds: kinds)
        for collection in [
            CalibrationCollection("calib", .validityRanged), CalibrationCollection("always", .alwaysValid),
            CalibrationCollection("all", .chain(["calib", "always"])),
        ] {
            try memory.add(collection)
            try backend.add(collection)
        }
        var datasets: [CalibrationDataset] = []
        for number in 0..<12 {
            let dataset = CalibrationDataset(
                id: DatasetID.random(using: &generator), kind: "flat", keys: Self.keys(&generator),
                uri: "\(number).fits",
                size: number, creation: Samples.hour(Double(number)), producer: "a test", inputs: datasets.map(\.id))
            try memory.add(dataset)
            try backend.add(dataset)
            datasets.append(dataset)
        }
        func dataset() throws -> CalibrationDataset { try #require(datasets.randomElement(using: &generator)) }
        for step in 0..<300 {
            let label = "seed \(seed), step \(step)"
            let validity = try Self.validity(&generator)
            let collection = Int.random(in: 0..<10, using: &generator) == 0 ? "always" : "calib"
            let rows = try (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                Certification(of: try dataset(), in: collection, validity: collection == "always" ? .always : validity)
            }
            let chosen = try dataset()
            let instant = Samples.hour(Double.random(in: 0..<25, using: &generator).rounded())
            let (mine, theirs): (String, String)
            let operation = Int.random(in: 0..<10, using: &generator)
            let before = memory.certifications
            switch operation {
            case 0..<5:
                (mine, theirs) = (
                    try Self.outcome { try memory.certify(rows) }, try Self.outcome { try backend.certify(rows) }
                )
            case 5:
                (mine, theirs) = (
                    try Self.outcome { try memory.supersede(with: rows) },
                    try Self.outcome { try backend.supersede(with: rows) }
                )
            case 6, 7:
                func isSelected(_ row: Certification) -> Bool { row.keys.detector != 2 }
                (mine, theirs) = (
                    try Self.outcome { try memory.decertify("flat", in: "calib", during: validity, where: isSelected) },
                    try Self.outcome { try backend.decertify("flat", in: "calib", during: validity, where: isSelected) }
                )
            case 8:
                (mine, theirs) = (
                    try Self.outcome { try memory.retire(chosen.id, in: "calib", at: instant) },
                    try Self.outcome { try backend.retire(chosen.id, in: "calib", at: instant) }
                )
            default:
                (mine, theirs) = (
                    try Self.outcome { try memory.extend(chosen.id, in: "calib", to: instant) },
                    try Self.outcome { try backend.extend(chosen.id, in: "calib", to: instant) }
                )
            }
            try #require(
                mine == theirs,
                "\(label), operation \(operation) of \(rows), \(chosen.id), \(instant), \(validity) on \(before)")
            try #require(memory.certifications == (try backend.allCertifications()), "\(label)")
        }
        #expect(try backend.registry.checkIntegrity() == [])
        let snapshot = try backend.registry.read { try $0.snapshot() }
        #expect(snapshot.certifications == memory.certifications && snapshot.datasets == memory.datasets)
        #expect(snapshot.export == memory.export)
        var parts: [UInt8] = []
        let count = try backend.registry.read { reading in
            try reading.export { parts += $0 }
        }
        #expect(parts == memory.export && count == (memory.datasets.count, memory.certifications.count))
        parts = []
        try backend.registry.read { reading in _ = try reading.export(of: ["always"], kinds: ["flat"]) { parts += $0 } }
        #expect(parts == (try backend.registry.read { try $0.snapshot(of: ["always"], kinds: ["flat"]).export }))
        let index = try CalibrationIndex(memory, searching: ["all"])
        var queries: [CalibrationQuery] = []
        for _ in 0..<500 {
            var state: [String: KeyValue] = [:]
            if Bool.random(using: &generator) {
                state["mode"] = [.text("fast"), .number(1)].randomElement(using: &generator)
            }
            if Bool.random(using: &generator) { state["temperature_C"] = .number(-97.5) }
            if Bool.random(using: &generator) { state["gain"] = .number(Double.random(in: 0..<4, using: &generator)) }
            queries.append(
                CalibrationQuery(
                    "flat", detector: Int.random(in: 1...4, using: &generator),
                    filter: ["g", "r", "z", nil].randomElement(using: &generator) ?? nil, state: state,
                    during: try Self.validity(&generator)))
        }
        func text(_ body: () throws -> CalibrationAnswer) throws -> String {
            do {
                let answer = try body()
                return "\(answer.dataset.id) \(answer.certification)"
            } catch let miss as CalibrationMiss {
                return "\(miss.reason) \(miss.trace)"
            }
        }
        for query in queries {
            #expect(
                try text { try index.answer(query) } == text { try backend.answer(query, searching: ["all"]) },
                "seed \(seed), \(query)")
        }
    }
}
