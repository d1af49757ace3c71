import CalibrationSupport
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport
import Testing

@Suite("Changes of a registry")
struct RegistryChangesTests {
    func code(_ body: () throws -> Void) throws -> CalibrationError.Code {
        var found: CalibrationError.Code?
        do { try body() } catch let error as CalibrationError { found = error.code }
        return try #require(found, "no error was thrown")
    }

    @Test("A conflict names both sides and says whether both came with one call")
    func conflict() throws {
        var backend = try RegistryBackend(.begin, "2a", "2b")
        try backend.certify(["2a"], during: try Samples.hours(1, 3))
        for (rows, isWithinCall) in [(["2b"], false), (["2b", "2a"], true)] {
            let validity = try isWithinCall ? Samples.hours(5, 6) : Samples.hours(2, 4)
            var found: CalibrationConflict?
            do { try backend.certify(rows, during: validity) } catch let error as CalibrationConflict { found = error }
            let conflict = try #require(found)
            #expect(conflict.isWithinCall == isWithinCall)
            #expect(
                Set([conflict.existing.dataset, conflict.refused.dataset]) == Set([Samples.id("2a"), Samples.id("2b")]))
        }
        #expect(try backend.allCertifications().count == 1, "of a call that is refused nothing is done")
    }

    @Test("The same certification twice is refused, in one call and in two")
    func duplicates() throws {
        var backend = try RegistryBackend(.begin, "2a")
        #expect(throws: CalibrationConflict.self) { try backend.certify(["2a", "2a"], during: .always) }
        try backend.certify(["2a"], during: .always)
        #expect(throws: CalibrationConflict.self) { try backend.certify(["2a"], during: .always) }
    }

    @Test("Neighbours of one dataset become one, on both sides at once")
    func neighbours() throws {
        var backend = try RegistryBackend(.begin, "2a")
        try backend.certify(["2a"], during: try Samples.hours(1, 2))
        try backend.certify(["2a"], during: try Samples.hours(3, 4))
        let change = try backend.certify([
            Certification(of: Samples.dataset("2a"), in: "calib", validity: try Samples.hours(2, 3))
        ])
        #expect(change.removed.count == 2)
        #expect(try change.added.map(\.validity) == [Samples.hours(1, 4)])
        #expect(try backend.allCertifications().map(\.validity) == [try Samples.hours(1, 4)])
    }

    @Test("What a certification names must be there and fit")
    func errors() throws {
        let backend = try RegistryBackend(.begin, "2a")
        try backend.add(CalibrationCollection("run", .alwaysValid))
        try backend.add(CalibrationCollection("all", .chain(["calib"])))
        let dataset = Samples.dataset("2a")
        func certify(
            _ id: DatasetID = dataset.id, kind: String = "bias", keys: CalibrationKeys = dataset.keys,
            in collection: String = "calib", during validity: Validity = .always
        ) throws -> CalibrationError.Code {
            try code {
                _ = try backend.certify([
                    Certification(collection: collection, dataset: id, kind: kind, keys: keys, validity: validity)
                ])
            }
        }
        #expect(try certify(Samples.id("9z")) == .unknownDataset)
        #expect(try certify(kind: "dark") == .unknownKind)
        #expect(try certify(keys: CalibrationKeys(filter: "g")) == .badKeys)
        #expect(try certify(keys: CalibrationKeys(detector: 2, state: ["t": .value(.number(.nan))])) == .badKeys)
        #expect(try certify(in: "none") == .unknownCollection)
        #expect(try certify(in: "all") == .wrongCollection)
        #expect(try certify(in: "run", during: try Samples.hours(1, 2)) == .wrongCollection)
        let early = try Validity(begin: try Instant("1969-12-31"), end: nil)
        let late = try Validity(begin: nil, end: try Instant("2100-01-02"))
        #expect(try certify(during: early) == .dateOutOfRange)
        #expect(try certify(during: late) == .dateOutOfRange)
        #expect(
            try code { _ = try backend.decertify("bias", in: "calib", during: early) { _ in true } } == .dateOutOfRange)
        let query = CalibrationQuery(
            "bias", detector: 2, during: try Validity(begin: try Instant("1960-01-01"), end: nil))
        #expect(try code { _ = try backend.answer(query, searching: ["calib"]) } == .dateOutOfRange)
        #expect(try code { try backend.add(CalibrationCollection("calib", .alwaysValid)) } == .collectionExists)
        #expect(try code { try backend.add(CalibrationCollection("", .alwaysValid)) } == .unknownCollection)
        #expect(try code { try backend.add(CalibrationCollection("c", .chain(["c"]))) } == .circularChain)
        #expect(try code { try backend.add(CalibrationCollection("c", .chain(["x"]))) } == .unknownCollection)
        #expect(try backend.registry.read { try $0.collections().count } == 3)
        #expect(
            try code { try backend.registry.write { try $0.setMembers(["all"], ofChain: "all") } } == .circularChain)
        #expect(
            try code { try backend.registry.write { try $0.setMembers(["run"], ofChain: "calib") } } == .wrongCollection
        )
        #expect(try code { try backend.registry.write { try $0.remove(Samples.id("9z")) } } == .unknownDataset)
        #expect(try code { try backend.registry.write { try $0.move(Samples.id("9z"), to: "a") } } == .unknownDataset)
    }

    @Test("A dataset that is certified is not removed, and the error says where it is")
    func removal() throws {
        var backend = try RegistryBackend(.begin, "2a", "2b")
        try backend.certify(["2a"], during: try Samples.hours(1, 2))
        let error = try registryError { try backend.registry.write { try $0.remove(Samples.id("2a")) } }
        #expect(error.code == .datasetCertified)
        #expect(error.message.contains("[2020-01-01T00:59:23Z, 2020-01-01T01:59:23Z) in 'calib'"))
        try backend.registry.write { changes in
            try changes.remove(Samples.id("2b"))
            try changes.retire(Samples.id("2a"), in: "calib", at: Samples.hour(1))
            try changes.remove(Samples.id("2a"))
        }
        #expect(try backend.registry.read { try $0.datasets().count } == 0)
    }

    @Test("A collection with certifications or in a chain is not removed")
    func collectionRemoval() throws {
        var backend = try RegistryBackend(.begin, "2a")
        try backend.add(CalibrationCollection("more", .validityRanged))
        try backend.add(CalibrationCollection("all", .chain(["more"])))
        try backend.certify(["2a"], during: .always)
        for name in ["calib", "more"] {
            #expect(
                try registryError { try backend.registry.write { try $0.removeCollection(name) } }.code
                    == .collectionInUse)
        }
        try backend.registry.write { changes in
            try changes.setMembers(["calib"], ofChain: "all")
            try changes.removeCollection("more")
            try changes.removeCollection("all")
        }
        #expect(try backend.registry.read { try $0.collections().map(\.name) } == ["calib"])
    }

    @Test("A dataset is added once; another of the same id is refused")
    func datasets() throws {
        let backend = try RegistryBackend(.begin, "2a")
        #expect(try backend.registry.write { try $0.add([Samples.dataset("2a"), Samples.dataset("2b")]) } == 1)
        let other = CalibrationDataset(id: Samples.id("2a"), kind: "bias", keys: CalibrationKeys(detector: 2), uri: "x")
        #expect(try registryError { try backend.add(other) }.code == .datasetExists)
        try backend.registry.write { try $0.move(Samples.id("2a"), to: "x") }
        try backend.add(other)
        #expect(try backend.registry.read { try $0.dataset(Samples.id("2a")).uri } == "x")
    }

    @Test("The keys of a kind in use stay; everything else of it may change")
    func kinds() throws {
        let backend = try RegistryBackend(.begin, "2a")
        try backend.registry.write { changes in
            try changes.add([
                CalibrationKind(
                    name: "bias", about: "New.", keys: [KeyRule("detector", .exact)], policy: .covers, aliases: ["b"]),
                CalibrationKind(name: "dark", keys: []),
            ])
            try changes.add([
                CalibrationKind(name: "dark", keys: [KeyRule("t_s", .tolerance(1), card: "EXPTIME", unit: "s")])
            ])
        }
        let kinds = try backend.registry.read { try $0.kinds() }
        #expect(kinds["b"]?.policy == .covers)
        #expect(kinds["dark"]?.keys == [KeyRule("t_s", .tolerance(1), card: "EXPTIME", unit: "s")])
        let changed = CalibrationKind(name: "bias", keys: [])
        #expect(try registryError { try backend.registry.write { _ = try $0.add([changed]) } }.code == .kindInUse)
        let taken = CalibrationKind(name: "flat", keys: [], aliases: ["b"])
        #expect(try code { try backend.registry.write { _ = try $0.add([taken]) } } == .unknownKind)
        #expect(try backend.registry.read { try $0.kinds().all.count } == 2)
    }

    @Test("A call that asks while it changes hears what it changed, however often it asked before")
    func asking() throws {
        let backend = try RegistryBackend(.begin, "2a", "2b")
        let (first, second) = (Samples.dataset("2a"), Samples.dataset("2b"))
        let query = CalibrationQuery("bias", detector: 2, during: try Samples.hours(2, 3))
        try backend.registry.write { changes in
            func answer() throws -> CalibrationDataset? {
                // All rows are read, and remembered, after some questions.
                try (0..<8).map { _ in try changes.reading.answers([query], in: ["calib"])[0]?.dataset }.last ?? nil
            }
            func count() throws -> String {
                do {
                    return "\(try changes.reading.answer(query, in: ["calib"]).dataset.uri)"
                } catch let miss as CalibrationMiss {
                    return miss.trace.description
                }
            }
            #expect(try answer() == nil)
            let before = try count()
            try changes.certify([Certification(of: first, in: "calib", validity: try Samples.hours(5, 6))])
            #expect(try count() != before)
            try changes.certify([Certification(of: first, in: "calib", validity: try Samples.hours(1, 4))])
            #expect(try answer() == first)
            try changes.supersede(with: [Certification(of: second, in: "calib", validity: try Samples.hours(2, 3))])
            #expect(try answer() == second)
            try changes.move(second.id, to: "elsewhere")
            #expect(try answer()?.uri == "elsewhere")
            try changes.decertify("bias", in: "calib", during: .always)
            #expect(try answer() == nil)
            try changes.remove(second.id)
            try changes.add([first])
            #expect(throws: CalibrationError.self) { try changes.reading.dataset(second.id) }
        }
    }

    /// What fails in its second half.
    private static let halves: [(name: String, body: @Sendable (RegistryChanges) throws -> Void)] = [
        (
            "certify",
            { changes in
                try changes.certify([
                    Certification(of: Samples.dataset("1a"), in: "calib", validity: try Samples.hours(20, 30)),
                    Certification(of: Samples.dataset("1b"), in: "calib", validity: try Samples.hours(25, 30)),
                ])
            }
        ),
        (
            "supersede",
            { changes in
                try changes.supersede(with: [
                    Certification(of: Samples.dataset("1b"), in: "calib", validity: try Samples.hours(1, 2)),
                    Certification(of: Samples.dataset("1b"), in: "nowhere", validity: try Samples.hours(1, 2)),
                ])
            }
        ),
        ("datasets", { try $0.add([Samples.dataset("3a"), Samples.dataset("3b", kind: "moon")]) }),
        (
            "kinds",
            {
                try $0.add([
                    CalibrationKind(name: "dark", keys: []), CalibrationKind(name: "sky", keys: [], aliases: ["bias"]),
                ])
            }
        ),
        ("a chain", { try $0.add(CalibrationCollection("new", .chain(["calib", "nowhere"]))) }),
        ("members", { try $0.setMembers(["inner", "nowhere"], ofChain: "outer") }),
        ("removal", { try $0.removeCollection("inner") }),
        (
            "a set",
            { changes in
                var set = CalibrationSet(kinds: Samples.kinds(.begin))
                try set.add(CalibrationCollection("more", .validityRanged))
                try set.add(CalibrationCollection("calib", .alwaysValid))
                try changes.add(set)
            }
        ),
    ]

    @Test("A part of a call that is refused leaves nothing of itself, when the call goes on", arguments: halves)
    func half(_ name: String, _ body: @Sendable (RegistryChanges) throws -> Void) throws {
        let backend = try RegistryBackend(.begin, "1a", "1b")
        try backend.registry.write { changes in
            try changes.add(CalibrationCollection("inner", .chain(["calib"])))
            try changes.add(CalibrationCollection("outer", .chain(["inner"])))
            try changes.certify([
                Certification(of: Samples.dataset("1a"), in: "calib", validity: try Samples.hours(0, 10))
            ])
        }
        let before = try backend.registry.read { try $0.snapshot().export }
        let more = Certification(of: Samples.dataset("1b"), in: "calib", validity: try Samples.hours(40, 50))
        try backend.registry.write { changes in
            #expect(throws: (any Error).self) { try body(changes) }
            #expect(try changes.reading.snapshot().export == before)
            try changes.certify([more])
        }
        #expect(try backend.registry.read { try $0.certifications(during: more.validity) } == [more])
        try backend.registry.write { _ = try $0.decertify("bias", in: "calib", during: more.validity) }
        #expect(try backend.registry.read { try $0.snapshot().export } == before)
        #expect(try backend.registry.checkIntegrity() == [])
    }

    @Test("A body that throws leaves nothing behind")
    func atomicity() throws {
        struct Stop: Error {}
        let backend = try RegistryBackend(.begin, "2a")
        let before = try backend.registry.read { try $0.snapshot().export }
        #expect(throws: Stop.self) {
            try backend.registry.write { changes in
                try changes.add([Samples.dataset("3a")])
                try changes.certify([Certification(of: Samples.dataset("3a"), in: "calib", validity: .always)])
                throw Stop()
            }
        }
        #expect(try backend.registry.read { try $0.snapshot().export } == before)
    }
}
