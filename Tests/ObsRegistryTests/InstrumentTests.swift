import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport
import Testing

@Suite("Several instruments in one registry")
struct InstrumentTests {
    private let folder: TemporaryFolder
    private let registry: Registry

    init() throws {
        folder = try TemporaryFolder()
        registry = try Registry.create(path: folder.path + "/r.sqlite")
        try registry.write { try $0.add(CalibrationCollection("calib", .validityRanged)) }
    }

    /// A kind of the same name with other keys for each instrument.
    private static let flats: [(instrument: String, kind: CalibrationKind)] = [
        ("A", CalibrationKind(name: "flat", keys: [KeyRule("detector", .exact)], policy: .begin)),
        (
            "B",
            CalibrationKind(
                name: "flat", keys: [KeyRule("detector", .exact), KeyRule("filter", .exact)], policy: .overlaps,
                isRequired: true)
        ),
        ("", CalibrationKind(name: "flat", keys: [KeyRule("filter", .exact)], policy: .covers, aliases: ["sky"])),
    ]

    private static func keys(_ instrument: String, _ generator: inout SeededGenerator) -> CalibrationKeys {
        var keys = CalibrationKeys()
        if instrument != "" { keys.detector = Int.random(in: 1...3, using: &generator) }
        if instrument != "A" { keys.filter = ["g", "r"].randomElement(using: &generator) }
        return keys
    }

    @Test("One that is added changes nothing of the others, and has kinds, keys and certifications of its own")
    func added() throws {
        var exports: [String: [UInt8]] = [:]
        for (number, flat) in Self.flats.enumerated() {
            var generator = SeededGenerator(seed: UInt64(number))
            let dataset = CalibrationDataset(
                id: .random(using: &generator), kind: "flat", keys: Self.keys(flat.instrument, &generator), uri: "a")
            try registry.write { changes in
                let own = changes.of(instrument: flat.instrument)
                #expect(try own.add([flat.kind]) == [])
                try own.add([dataset])
                try own.certify([Certification(of: dataset, in: "calib", validity: .always)])
            }
            for (name, export) in exports {
                #expect(try registry.read { try $0.of(instrument: name).snapshot().export } == export, "\(name)")
            }
            exports[flat.instrument] = try registry.read {
                #expect(try $0.instrument(of: dataset.id) == flat.instrument)
                return try $0.of(instrument: flat.instrument).snapshot().export
            }
        }
        #expect(try registry.read { try $0.instruments() } == ["A", "B", ""])
        #expect(try registry.read { try $0.of(instrument: "B").kinds().all } == [Self.flats[1].kind])
        #expect(try registry.checkIntegrity() == [])
    }

    @Test("A call that does not say which is meant is refused, and so is one that there is not")
    func named() throws {
        try registry.write { changes in
            for flat in Self.flats { _ = try changes.of(instrument: flat.instrument).add([flat.kind]) }
        }
        let several = try registryError { _ = try registry.read { try $0.kinds() } }
        #expect(several.code == .severalInstruments)
        #expect(
            several.message
                == "the registry holds A, B and one without a name; say which of them is meant (--instrument)")
        let unknown = try registryError { _ = try registry.read { try $0.of(instrument: "C").datasets() } }
        #expect(unknown.code == .unknownInstrument)
        #expect(
            unknown.message.hasPrefix("the registry has no instrument 'C'; it has A, B and one without a name; add"))
    }

    @Test("A dataset of one is not certified as another's, and each look-up finds its own")
    func apart() throws {
        let (a, b) = (Self.flats[0], Self.flats[1])
        let mine = CalibrationDataset(id: .random(), kind: "flat", keys: CalibrationKeys(detector: 1), uri: "mine")
        let theirs = CalibrationDataset(
            id: .random(), kind: "flat", keys: CalibrationKeys(detector: 1, filter: "g"), uri: "theirs")
        try registry.write { changes in
            for (flat, dataset) in [(a, mine), (b, theirs)] {
                let own = changes.of(instrument: flat.instrument)
                try own.add([flat.kind])
                try own.add([dataset])
                try own.certify([Certification(of: dataset, in: "calib", validity: .always)])
            }
        }
        let error = #expect(throws: CalibrationError.self) {
            try registry.write {
                _ = try $0.of(instrument: "B").certify([
                    Certification(
                        collection: "calib", dataset: mine.id, kind: "flat",
                        keys: CalibrationKeys(detector: 1, filter: "r"), validity: .always)
                ])
            }
        }
        #expect(error?.message == "dataset \(mine.id) is of A; name that instrument")
        let query = try CalibrationQuery("flat", detector: 1, filter: "g", at: Samples.hour(1))
        for (name, uri) in [("A", "mine"), ("B", "theirs")] {
            let answer = try registry.read { try $0.of(instrument: name).answer(query, in: ["calib"]) }
            #expect(answer.dataset.uri == uri)
        }
    }

    @Test("A dataset of one is changed in its name, or in none, and never in that of another")
    func others() throws {
        let datasets = ["A", "B"].map { name in
            CalibrationDataset(id: .random(), kind: "bias", keys: CalibrationKeys(detector: 1), uri: name)
        }
        try registry.write { changes in
            for (dataset, kind) in zip(datasets, [ValidityPolicy.begin, .covers]) {
                let own = changes.of(instrument: dataset.uri)
                try own.add(Samples.kinds(kind).all)
                try own.add([dataset])
                try own.certify([Certification(of: dataset, in: "calib", validity: try Samples.hours(0, 10))])
            }
        }
        let mine = datasets[0]
        let row = Certification(of: mine, in: "calib", validity: try Samples.hours(2, 3))
        let before = try registry.read { try $0.certifications(of: mine.id) }
        let bodies: [(RegistryChanges) throws -> CertificationChange] = [
            { try $0.retire(mine.id, in: "calib", at: Samples.hour(5)) },
            { try $0.extend(mine.id, in: "calib", to: Samples.hour(20)) },
            { try $0.supersede(with: [row]) },
        ]
        for body in bodies {
            let error = #expect(throws: CalibrationError.self) {
                try registry.write { _ = try body($0.of(instrument: "B")) }
            }
            #expect(error?.message == "dataset \(mine.id) is of A; name that instrument")
            #expect(try registry.read { try $0.certifications(of: mine.id) } == before)
        }
        for body: (RegistryChanges) throws -> Void in [
            { try $0.move(mine.id, to: "elsewhere") }, { try $0.remove(mine.id) }, { try $0.add([mine]) },
        ] {
            let error = #expect(throws: CalibrationError.self) {
                try registry.write { try body($0.of(instrument: "B")) }
            }
            #expect(error?.message == "dataset \(mine.id) is of A; name that instrument")
        }
        #expect(try registry.read { try $0.dataset(mine.id) } == mine)
        try registry.write { changes in
            try changes.extend(mine.id, in: "calib", to: Samples.hour(20))
            try changes.retire(mine.id, in: "calib", at: Samples.hour(5))
        }
        #expect(try registry.read { try $0.certifications(of: mine.id) }.map(\.validity) == [try Samples.hours(0, 5)])
        #expect(try registry.read { try $0.certifications(of: datasets[1].id) }.count == 1)
    }

    @Test(
        "Operations at random on three instruments leave each as it is in memory, after each step",
        arguments: [1, 2, 3])
    func randomOperations(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var memory: [String: CalibrationSet] = [:]
        var datasets: [String: [CalibrationDataset]] = [:]
        for flat in Self.flats {
            let name = flat.instrument
            var set = CalibrationSet(
                kinds: try CalibrationKinds([flat.kind]), instrument: name.isEmpty ? nil : name)
            try set.add(CalibrationCollection("calib", .validityRanged))
            for number in 0..<6 {
                let dataset = CalibrationDataset(
                    id: .random(using: &generator), kind: "flat", keys: Self.keys(name, &generator), uri: "\(number)")
                try set.add(dataset)
                datasets[name, default: []].append(dataset)
            }
            memory[name] = set
            try registry.write { changes in
                try changes.of(instrument: name).add([flat.kind])
                try changes.of(instrument: name).add(set.datasets.values.sorted { $0.id < $1.id })
            }
        }
        for step in 0..<150 {
            let name = ["A", "B", ""].randomElement(using: &generator) ?? ""
            var set = try #require(memory[name])
            let own = try #require(datasets[name]?.randomElement(using: &generator))
            let validity = try BackendTests.validity(&generator)
            let row = Certification(of: own, in: "calib", validity: validity)
            let (mine, theirs): (String, String)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0:
                mine = try BackendTests.outcome { try set.supersede(with: [row]) }
                theirs = try BackendTests.outcome {
                    try registry.write { try $0.of(instrument: name).supersede(with: [row]) }
                }
            case 1:
                mine = try BackendTests.outcome { try set.decertify("flat", in: "calib", during: validity) }
                theirs = try BackendTests.outcome {
                    try registry.write { try $0.of(instrument: name).decertify("flat", in: "calib", during: validity) }
                }
            default:
                mine = try BackendTests.outcome { try set.certify([row]) }
                theirs = try BackendTests.outcome { try registry.write { try $0.of(instrument: name).certify([row]) } }
            }
            memory[name] = set
            try #require(mine == theirs, "seed \(seed), step \(step), '\(name)'")
            for (name, set) in memory {
                let found = try registry.read { try $0.of(instrument: name).snapshot() }
                try #require(found.export == set.export, "seed \(seed), step \(step), '\(name)'")
            }
        }
        #expect(try registry.checkIntegrity() == [])
    }

    @Test("A registry of version 1 is brought up to date, holds what it held, and takes a second instrument")
    func versionOne() throws {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        let path = folder.path + "/old.sqlite"
        let other = try SQLiteClient(path)
        try other.execute(try String(contentsOf: fixtures.appending(path: "version-1.sql"), encoding: .utf8))
        other.close()
        let export = Array(try Data(contentsOf: fixtures.appending(path: "version-1.json")))
        // Whoever only reads it sees the same, and changes nothing.
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let reader = try Registry.open(path: path, readOnly: true)
        #expect(try reader.read { try $0.snapshot().export } == export)
        #expect(try reader.checkTables() + reader.checkIntegrity() == [])
        try reader.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        let old = try Registry.open(path: path)
        #expect(try old.read { try $0.snapshot().export } == export)
        #expect(try old.read { try $0.instruments() } == [""])
        #expect(try old.checkTables() + old.checkIntegrity() == [])
        let flat = Self.flats[1]
        try old.write { try $0.of(instrument: "B").add([flat.kind]) }
        #expect(try old.read { try $0.of(instrument: "").snapshot().export } == export)
        #expect(try old.read { try $0.of(instrument: "B").kinds().all } == [flat.kind])
        try old.close()
    }

    @Test("A reader of version 1 says that another brought the registry up to date, and does not misread it")
    func overtaken() throws {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        let path = folder.path + "/old.sqlite"
        let other = try SQLiteClient(path)
        try other.execute(try String(contentsOf: fixtures.appending(path: "version-1.sql"), encoding: .utf8))
        other.close()
        let reader = try Registry.open(path: path, readOnly: true)
        let export = try reader.read { try $0.snapshot().export }
        let writer = try Registry.open(path: path)
        try writer.write { _ = try $0.of(instrument: "B").add([Self.flats[1].kind]) }
        let error = try registryError { _ = try reader.read { try $0.kinds() } }
        #expect(error.code == .olderSchema)
        #expect(error.message == "\(path) was brought up to date by another process; open it again")
        let again = try Registry.open(path: path, readOnly: true)
        #expect(try again.read { try $0.of(instrument: "").snapshot().export } == export)
    }

    @Test("What changes of a kind is said, and the kinds of another instrument are sent beside")
    func changedKinds() throws {
        let kind = Self.flats[0].kind
        try registry.write { try $0.add([kind]) }
        let changed = CalibrationKind(
            name: "flat", keys: kind.keys, policy: .middle, isRequired: true, aliases: ["sky"])
        #expect(
            try registry.write { try $0.add([changed]) } == [
                "the kind 'flat' changed: required was false, is true",
                "the kind 'flat' changed: policy was begin, is middle",
                "the kind 'flat' changed: aliases was none, is sky",
            ])
        try registry.write {
            try $0.add([CalibrationDataset(id: .random(), kind: "flat", keys: CalibrationKeys(detector: 1), uri: "a")])
        }
        let error = try registryError { try registry.write { _ = try $0.add([Self.flats[1].kind]) } }
        #expect(error.code == .kindInUse)
        #expect(error.message.hasSuffix("name it with --instrument: each instrument has kinds of its own"))
    }

    @Test("A kind is chosen by its alias as by its name, in memory and in an export, with what is certified nowhere")
    func chosenByAlias() throws {
        let dataset = CalibrationDataset(id: .random(), kind: "flat", keys: CalibrationKeys(filter: "g"), uri: "a")
        try registry.write { changes in
            try changes.add([Self.flats[2].kind, CalibrationKind(name: "dark", keys: [])])
            try changes.add([dataset])
        }
        for name in ["flat", "sky"] {
            let found = try registry.read { try $0.snapshot(kinds: [name]) }
            #expect(found.datasets.keys.map(\.self) == [dataset.id], "\(name)")
        }
        #expect(try registry.read { try $0.snapshot(kinds: ["dark"]) }.datasets.isEmpty)
    }

    @Test("A dataset is certified for what it was made for, or with a word for others")
    func sharing() throws {
        let dataset = CalibrationDataset(id: .random(), kind: "flat", keys: CalibrationKeys(detector: 1), uri: "a")
        func row(_ detector: Int) -> Certification {
            Certification(
                collection: "calib", dataset: dataset.id, kind: "flat", keys: CalibrationKeys(detector: detector),
                validity: .always)
        }
        var memory = CalibrationSet(kinds: try CalibrationKinds([Self.flats[0].kind]))
        try memory.add(CalibrationCollection("calib", .validityRanged))
        try memory.add(dataset)
        try registry.write { changes in
            try changes.add([Self.flats[0].kind])
            try changes.add([dataset])
        }
        let words =
            "dataset \(dataset.id) is of detector 1, and the certification is for detector 7, which is another one; "
            + "certify it for its own keys, or say that it is shared (\"shared\": true in an export)"
        for body in [
            { _ = try memory.certify([row(7)]) }, { try registry.write { _ = try $0.certify([row(7)]) } },
            { try registry.write { _ = try $0.supersede(with: [row(7)]) } },
        ] {
            let error = #expect(throws: CalibrationError.self, performing: body)
            #expect(error?.code == .otherKeys && error?.message == words)
        }
        _ = try memory.certify([row(1), row(7)], sharing: true)
        try registry.write { _ = try $0.certify([row(1), row(7)], sharing: true) }
        let export = try registry.read { try $0.snapshot().export }
        #expect(export == memory.export)
        #expect(String(decoding: export, as: UTF8.self).split(separator: "\"shared\":true").count == 2)
    }
}
