import CalibrationSupport
import ObsCalibrations
import ObsDocuments
import ObsRegistry
import ObsText
import ObsTime
import TestSupport
import Testing

@Suite("Export and import")
struct ExchangeTests {
    /// A set with all that an export can have.
    static func full() throws -> CalibrationSet {
        let kinds = try CalibrationKinds([
            CalibrationKind(
                name: "flat", about: "Of the dome.",
                keys: [
                    KeyRule("detector", .exact), KeyRule("filter", .exact, isRequired: false),
                    KeyRule("mode", .set, isRequired: false),
                    KeyRule("temperature_C", .tolerance(2), isRequired: false, card: "TEMP", unit: "C"),
                    KeyRule("gain", .range, isRequired: false), KeyRule("shutter", .notApplicable),
                ], policy: .covers, format: .image, isRequired: true, aliases: ["domeFlat"]),
            CalibrationKind(name: "optics", keys: [], policy: .begin, format: .transmissionCurve),
        ])
        var set = CalibrationSet(kinds: kinds)
        try set.add(CalibrationCollection("calib", .validityRanged, about: "Certified by the team: \"done\"."))
        try set.add(CalibrationCollection("run", .alwaysValid))
        try set.add(CalibrationCollection("all", .chain(["calib", "run"])))
        let first = CalibrationDataset(
            id: Samples.id("1a"), kind: "flat",
            keys: CalibrationKeys(
                detector: 1, filter: "g DECam",
                state: [
                    "mode": .anyOf([.number(2), .text("fast")]), "temperature_C": .value(.number(-100.5)),
                    "gain": .range(from: 1, below: nil),
                ]), uri: "flat/1/é.fits", checksum: ContentHash(of: [1, 2]), size: 1_234_567_890_123,
            creation: Instant(nanosecondsTAI: 1_577_836_800_123_456_789), producer: "cp_pipe 1.0")
        let second = CalibrationDataset(
            id: Samples.id("2a"), kind: "optics", keys: CalibrationKeys(), uri: "https://example.org/optics.ecsv",
            inputs: [first.id])
        try set.add(first)
        try set.add(second)
        try set.certify([Certification(of: first, in: "calib", validity: try Samples.hours(1, 2.5))])
        try set.certify([Certification(of: second, in: "run", validity: .always)])
        return set
    }

    @Test("A set reads back from its export, and from the registry into which it was imported, with the same bytes")
    func roundTrip() throws {
        let set = try Self.full()
        let folder = try TemporaryFolder()
        let read = try CalibrationSet(exportAt: try folder.write(set.export, to: "e.json"))
        #expect(read.export == set.export)
        #expect(read.kinds == set.kinds && read.datasets == set.datasets && read.certifications == set.certifications)
        let registry = try Registry.create(path: folder.path + "/r.sqlite")
        let found = try registry.write { try $0.add(set) }
        #expect(found.kinds.added == 2 && found.collections.added == 3 && found.datasets.added == 2)
        #expect(found.certifications.added == 2 && found.conflicts.isEmpty)
        #expect(try registry.read { try $0.snapshot().export } == set.export)
        let again = try registry.write { try $0.add(set) }
        #expect(again.certifications.unchanged == 2 && again.certifications.added == 0 && again.datasets.unchanged == 2)
        #expect(again.kinds.unchanged == 2 && again.collections.unchanged == 3)
        let part = try registry.read { try $0.snapshot(of: ["all"], kinds: ["optics"]) }
        #expect(part.datasets.count == 1 && part.certifications.count == 1 && part.collections.count == 3)
        #expect(try registry.checkIntegrity() == [])
    }

    @Test("All conflicts of an import are said, nothing comes, and the rest comes when they are skipped")
    func conflicts() throws {
        let backend = try RegistryBackend(.begin, "1a", "2a")
        try backend.add(CalibrationCollection("other", .validityRanged))
        _ = try backend.certify([
            Certification(of: Samples.dataset("1a"), in: "calib", validity: try Samples.hours(1, 3))
        ])
        var set = CalibrationSet(
            kinds: try CalibrationKinds([
                CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)], policy: .covers)
            ]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        try set.add(CalibrationCollection("other", .alwaysValid))
        try set.add(Samples.dataset("1b"))
        try set.add(Samples.dataset("3a"))
        try set.add(
            CalibrationDataset(id: Samples.id("2a"), kind: "bias", keys: CalibrationKeys(detector: 2), uri: "another"))
        try set.add(
            CalibrationDataset(
                id: Samples.id("4a"), kind: "bias", keys: CalibrationKeys(detector: 4), uri: "/etc/passwd"))
        try set.certify([
            Certification(of: Samples.dataset("1b"), in: "calib", validity: try Samples.hours(2, 4)),
            Certification(of: Samples.dataset("3a"), in: "calib", validity: try Samples.hours(2, 4)),
        ])
        let before = try backend.registry.read { try $0.snapshot().export }
        var refused: RegistryImportConflicts?
        do { try backend.registry.write { try $0.add(set) } } catch let error as RegistryImportConflicts {
            refused = error
        }
        let codes = try #require(refused).found.conflicts.map(\.code)
        #expect(
            codes.sorted() == [
                "calibration-conflict", "collection-exists", "dataset-exists", "kind-differs", "path-leaves-folder",
            ])
        #expect(try backend.registry.read { try $0.snapshot().export } == before)
        let text = try #require(refused).description
        #expect(text.contains("\(Samples.id("1b"))") && text.contains("\(Samples.id("1a"))"), "both sides are named")
        let found = try backend.registry.write { try $0.add(set, skippingConflicts: true) }
        #expect(found.conflicts.count == 5 && found.datasets.added == 2 && found.certifications.added == 1)
        #expect(try backend.registry.checkIntegrity() == [])
    }

    @Test("Of a kind whose alias is taken nothing comes, also when conflicts are skipped")
    func takenAlias() throws {
        let backend = try RegistryBackend(.begin, "1a")
        let kinds = try backend.registry.read { try $0.kinds() }
        let set = CalibrationSet(
            kinds: try CalibrationKinds([
                CalibrationKind(name: "dark", keys: [], aliases: ["bias"]), CalibrationKind(name: "flat", keys: []),
            ]))
        let found = try backend.registry.write { try $0.add(set, skippingConflicts: true) }
        #expect(found.kinds.added == 1)
        #expect(
            found.conflicts.map(\.description) == [
                "'bias' means two kinds of calibration; give each name to one [unknown-calibration-kind]"
            ])
        #expect(
            try backend.registry.read { try $0.kinds().all }
                == kinds.all + [CalibrationKind(name: "flat", keys: [])])
        #expect(try backend.registry.checkIntegrity() == [])
    }

    /// A sample in which `▸` marks the place of each diagnostic, and the codes in their order.
    static let broken: [(text: String, codes: [String])] = [
        (
            "{schema: ▸obskit/calibrations/9, kinds: {schema: obskit/calibration-kinds/1, kinds: []}, collections: [], datasets: [], certifications: []}",
            ["unknown-schema"]
        ),
        (
            "▸{schema: obskit/calibrations/1, kinds: {schema: obskit/calibration-kinds/1, kinds: []}, collections: [], datasets: []}",
            ["missing-key"]
        ),
        (sample(collections: "[{name: a, form: ▸heap}]"), ["unknown-value"]),
        (sample(collections: "[▸{name: a, form: chain}]"), ["missing-key"]),
        (sample(collections: "[{name: a, form: always-valid, members: ▸[b]}]"), ["unknown-key"]),
        (sample(collections: "[{name: a, form: always-valid}, ▸{name: a, form: always-valid}]"), ["collection-exists"]),
        (sample(collections: "[▸{name: a, form: chain, members: [b]}]"), ["unknown-collection"]),
        (sample(datasets: "[{id: ▸one, kind: bias, keys: {detector: 1}, uri: u}]"), ["bad-dataset-id"]),
        (sample(datasets: "[\(dataset(", sha256: ▸abc"))]"), ["bad-checksum"]),
        (sample(datasets: "[\(dataset(", size: ▸-1"))]"), ["out-of-range"]),
        (sample(datasets: "[\(dataset(", size: ▸.nan"))]"), ["wrong-type"]),
        (sample(datasets: "[\(dataset(", creation: ▸yesterday"))]"), ["bad-date"]),
        (sample(datasets: "[▸{id: \(id), kind: dark, keys: {detector: 1}, uri: u}]"), ["unknown-calibration-kind"]),
        (sample(datasets: "[▸{id: \(id), kind: bias, keys: {filter: g}, uri: u}]"), ["bad-calibration-keys"]),
        (sample(datasets: "[{id: \(id), kind: bias, keys: {detector: ▸.nan}, uri: u}]"), ["wrong-type"]),
        (certified("begin: ▸2020-13-01, end: null"), ["bad-date"]),
        (certified("begin: 2021-01-01, end: 2020-01-01", mark: true), ["empty-validity"]),
        (certified("begin: 1960-01-01, end: null", mark: true), ["calibration-date-out-of-range"]),
        (certified("begin: null, end: 2150-01-01", mark: true), ["calibration-date-out-of-range"]),
        (certified("begin: null, end: null, ▸units: adu"), ["unknown-key"]),
        (
            sample(
                collections: "[{name: c, form: validity-ranged}]", datasets: "[\(dataset(""))]",
                certifications: "[\(row("begin: null, end: null")), ▸\(row("begin: 2020-01-01, end: null"))]"),
            ["calibration-conflict"]
        ),
    ]

    static let id = "00000000-0000-4000-8000-000000000001"
    static func dataset(_ rest: String) -> String { "{id: \(id), kind: bias, keys: {detector: 1}, uri: u\(rest)}" }
    static func row(_ rest: String) -> String {
        "{collection: c, dataset: \(id), kind: bias, keys: {detector: 1}, \(rest)}"
    }
    static func certified(_ rest: String, mark: Bool = false) -> String {
        sample(
            collections: "[{name: c, form: validity-ranged}]", datasets: "[\(dataset(""))]",
            certifications: "[\(mark ? "▸" : "")\(row(rest))]")
    }
    static func sample(collections: String = "[]", datasets: String = "[]", certifications: String = "[]") -> String {
        """
        schema: obskit/calibrations/1
        kinds: {schema: obskit/calibration-kinds/1, kinds: [{name: bias, keys: {detector: exact}, policy: begin, format: image}]}
        collections: \(collections)
        datasets: \(datasets)
        certifications: \(certifications)

        """
    }

    @Test("What is wrong with an export is said where it stands", arguments: broken)
    func diagnostics(text: String, codes: [String]) throws {
        let marked = Marked(text)
        let problems = Problems()
        _ = CalibrationSet(
            export: try Document.yaml(text: marked.text, file: marked.file).root, problems: problems)
        #expect(problems.sorted.map(\.code.rawValue) == codes)
        #expect(problems.sorted.map(\.place) == marked.places)
    }
}
