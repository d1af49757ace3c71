import CalibrationSupport
import ObsCalibrations
import ObsText
import ObsTime
import TestSupport
import Testing

struct CalibrationIndexTests {
    private func find(_ set: CalibrationSet, _ begin: Double?, _ end: Double?, _ detector: Int = 2) throws -> String {
        let query = CalibrationQuery("bias", detector: detector, during: try Samples.hours(begin, end))
        do {
            return try CalibrationIndex(set, searching: ["calib"]).answer(query).dataset.uri
        } catch let miss as CalibrationMiss {
            return miss.reason.rawValue
        } catch let error as CalibrationError {
            return error.code.rawValue
        }
    }

    @Test(
        "The policy says which part of an exposure must lie in the validity",
        arguments: [
            (ValidityPolicy.begin, 1.0, 3.0, "2a"), (.begin, 0.5, 1.5, "no-matching-time"), (.begin, 2.0, 3.0, "2b"),
            (.begin, 1.9, nil, "2a"), (.begin, nil, 1.5, "open-interval"),
            (.middle, 0.5, 1.6, "2a"), (.middle, 1.5, 2.5, "2b"), (.middle, 0.0, 1.9, "no-matching-time"),
            (.middle, 1.0, nil, "open-interval"), (.middle, nil, 2.0, "open-interval"),
            (.covers, 1.0, 2.0, "2a"), (.covers, 1.5, 2.5, "no-matching-time"), (.covers, 2.0, nil, "2b"),
            (.covers, nil, 2.0, "no-matching-time"), (.covers, 0.5, 1.5, "no-matching-time"),
            (.overlaps, 0.0, 1.5, "2a"), (.overlaps, 1.5, 2.5, "ambiguous"), (.overlaps, nil, 1.0, "no-matching-time"),
            (.overlaps, nil, nil, "ambiguous"), (.overlaps, 2.0, nil, "2b"),
        ] as [(ValidityPolicy, Double?, Double?, String)])
    func policies(_ policy: ValidityPolicy, _ begin: Double?, _ end: Double?, _ expected: String) throws {
        var set = try Samples.set(policy, "2a", "2b")
        try set.certify(["2a"], during: Samples.hours(1, 2))
        try set.certify(["2b"], during: Samples.hours(2, nil))
        #expect(try find(set, begin, end) == expected)
    }

    @Test("Each exposure and detector gets what a single look-up gives, in bulk")
    func bulk() throws {
        var set = try Samples.set(.overlaps, "2a", "2b", "3a", "3b")
        try set.certify(["2a"], during: Samples.hours(2, 4))
        try set.certify(["3a"], during: Samples.hours(1, 3))
        try set.certify(["2b", "3b"], during: Samples.hours(4, nil))
        let index = try CalibrationIndex(set, searching: ["calib"])
        let exposures = try (1...4).map {
            CalibrationExposure(during: try Samples.hours(Double($0), Double($0) + 1))
        }
        let found = try index.answers("bias", exposures: exposures, detectors: [2, 3, 9])
        #expect(
            found.map { $0?.dataset.uri } == [nil, "3a", nil, "2a", "3a", nil, "2a", nil, nil, "2b", "3b", nil])
    }

    @Test("A later collection of a chain answers only where no earlier one does, even ambiguously")
    func chains() throws {
        var set = try Samples.set(.overlaps, "2a", "2b")
        for name in ["first", "second"] { try set.add(CalibrationCollection(name, .validityRanged)) }
        try set.add(CalibrationCollection("inner", .chain(["first", "second"])))
        try set.add(CalibrationCollection("outer", .chain(["inner", "first"])))
        try set.certify(["2a"], in: "first", during: Samples.hours(1, 2))
        try set.certify(["2a"], in: "second", during: Samples.hours(0, 2))
        try set.certify(["2b"], in: "second", during: Samples.hours(2, 3))
        let index = try CalibrationIndex(set, searching: ["outer"])
        #expect(index.searchedCollections == ["first", "second"])
        let query = CalibrationQuery("bias", detector: 2, during: try Samples.hours(1.5, 2.5))
        let answer = try index.answer(query, tracing: true)
        #expect(answer.dataset.uri == "2a" && answer.certification.collection == "first")
        let trace = try #require(answer.trace)
        #expect(trace.searches.map(\.chains) == [["outer", "inner"], ["outer", "inner"]])
        #expect(trace.searches[1].candidates.map(\.refusal) == [.laterCollection, .laterCollection])
        let outside = CalibrationQuery("bias", detector: 2, during: try Samples.hours(0.5, 0.6))
        #expect(try index.answer(outside).certification.collection == "second")
    }

    @Test("A chain of chains costs no more than its collections")
    func manyChains() throws {
        var set = try Samples.set(.begin, "2a")
        var below = "calib"
        for level in 0..<40 {
            try set.add(CalibrationCollection("x\(level)", .chain([below])))
            try set.add(CalibrationCollection("c\(level)", .chain([below, "x\(level)"])))
            below = "c\(level)"
        }
        #expect(try CalibrationIndex(set, searching: [below]).searchedCollections == ["calib"])
    }

    private func stateSet() throws -> CalibrationSet {
        let kind = CalibrationKind(
            name: "dark",
            keys: [
                KeyRule("detector", .exact), KeyRule("filter", .notApplicable),
                KeyRule("mode", .set, isRequired: false), KeyRule("temperature", .tolerance(2), isRequired: false),
                KeyRule("voltage", .range),
            ], policy: .begin)
        let other = CalibrationKind(
            name: "flat", keys: [KeyRule("filter", .exact), KeyRule("lamp", .exact, isRequired: false)])
        var set = CalibrationSet(kinds: try CalibrationKinds([kind, other]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        for (name, state) in [
            ("low", ["mode": .anyOf([.text("a"), .text("b")]), "voltage": .range(from: 0, below: 10)]),
            ("high", ["temperature": .value(.number(170)), "voltage": .range(from: 10, below: nil)]),
        ] as [(String, [String: KeyConstraint])] {
            let dataset = CalibrationDataset(
                id: Samples.id(name), kind: "dark", keys: CalibrationKeys(detector: 1, state: state), uri: name)
            try set.add(dataset)
            try set.certify([dataset.id], in: "calib", during: .always)
        }
        return set
    }

    @Test(
        "The instrument's state selects by set, range and tolerance",
        arguments: [
            (["mode": .text("a"), "voltage": .number(0)], "low"), (["mode": .text("c"), "voltage": .number(0)], nil),
            (["voltage": .number(9.9)], nil), (["temperature": .number(172), "voltage": .number(10)], "high"),
            (["temperature": .number(172.1), "voltage": .number(10)], nil),
            (["mode": .text("a"), "voltage": .number(-1)], nil),
        ] as [([String: KeyValue], String?)])
    func states(_ state: [String: KeyValue], _ expected: String?) throws {
        let index = try CalibrationIndex(try stateSet(), searching: ["calib"])
        let found = try index.lookup("dark", state: state).find(detector: 1, at: Samples.hour(1))
        #expect(found?.dataset.uri == expected)
    }

    @Test("A query that lacks what selects a kind, or has what nobody knows, is an error")
    func badQueries() throws {
        let index = try CalibrationIndex(try stateSet(), searching: ["calib"])
        func code(_ query: CalibrationQuery) -> String? {
            do {
                _ = try index.answer(query)
                return nil
            } catch let error as CalibrationError {
                return error.code.rawValue
            } catch let miss as CalibrationMiss {
                return miss.code.rawValue
            } catch {
                return "\(error)"
            }
        }
        let always = try Samples.hours(1, 2)
        let good: [String: KeyValue] = ["voltage": .number(1), "mode": .text("a")]
        #expect(code(CalibrationQuery("dark", detector: 1, state: good, during: always)) == nil)
        // A filter has no bearing, a key of another kind neither.
        let more = good.merging(["lamp": .text("on")]) { first, _ in first }
        #expect(code(CalibrationQuery("dark", detector: 1, filter: "g", state: more, during: always)) == nil)
        #expect(code(CalibrationQuery("dark", detector: 1, during: always)) == "missing-calibration-key")
        #expect(code(CalibrationQuery("dark", state: good, during: always)) == "missing-calibration-key")
        #expect(code(CalibrationQuery("flat", during: always)) == "missing-calibration-key")
        #expect(code(CalibrationQuery("flat", filter: "g", during: always)) == "calibration-miss")
        #expect(code(CalibrationQuery("sky", during: always)) == "unknown-calibration-kind")
        let typo: [String: KeyValue] = ["voltage": .number(1), "mod": .text("a")]
        #expect(code(CalibrationQuery("dark", detector: 1, state: typo, during: always)) == "unknown-calibration-key")
        let nan: [String: KeyValue] = ["voltage": .number(.nan)]
        #expect(code(CalibrationQuery("dark", detector: 1, state: nan, during: always)) == "bad-calibration-keys")
        let early = try Validity(begin: Instant("1960-01-01"), end: nil)
        #expect(
            code(CalibrationQuery("dark", detector: 1, state: good, during: early)) == "calibration-date-out-of-range")
        #expect(throws: CalibrationError.self) {
            try index.lookup("dark", state: good).find(detector: 1, at: Instant("2150-01-01"))
        }
        #expect(throws: CalibrationError.self) { try CalibrationIndex(try stateSet(), searching: ["none"]) }
    }

    @Test("Where a query straddles two certifications, the one that demands more keys wins")
    func specificity() throws {
        let kind = CalibrationKind(
            name: "bias", keys: [KeyRule("detector", .exact), KeyRule("mode", .exact, isRequired: false)],
            policy: .overlaps)
        var set = CalibrationSet(kinds: try CalibrationKinds([kind]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        let special = CalibrationDataset(
            id: Samples.id("2b"), kind: "bias",
            keys: CalibrationKeys(detector: 2, state: ["mode": .value(.text("fast"))]), uri: "2b")
        try set.add(special)
        try set.add(Samples.dataset("2a"))
        try set.certify([special.id], in: "calib", during: Samples.hours(0, 1))
        try set.certify(["2a"], during: Samples.hours(1, 2))
        let index = try CalibrationIndex(set, searching: ["calib"])
        let query = CalibrationQuery(
            "bias", detector: 2, state: ["mode": .text("fast")], during: try Samples.hours(0.5, 1.5))
        let answer = try index.answer(query, tracing: true)
        #expect(answer.dataset.uri == "2b")
        #expect(answer.trace?.searches[0].candidates[1].refusal == .lessSpecific(than: special.id))
    }

    @Test("A miss says why: nothing of the kind, other keys, another time; the trace has the distance")
    func misses() throws {
        var set = try Samples.set(.begin, "2a")
        #expect(try find(set, 1, 2) == "nothing-of-kind")
        try set.certify(["2a"], during: Samples.hours(4, 5))
        #expect(try find(set, 1, 2, 3) == "no-matching-keys")
        let index = try CalibrationIndex(set, searching: ["calib"])
        let query = CalibrationQuery("bias", detector: 2, during: try Samples.hours(1, 2))
        let miss = #expect(throws: CalibrationMiss.self) { try index.answer(query) }
        #expect(miss?.reason == .noTime)
        let candidate = try #require(miss?.trace.searches.first?.candidates.first)
        guard case .time(let distance) = candidate.refusal else { return #expect(Bool(false)) }
        #expect(abs(distance - 10_800) < 1e-6)
        #expect(miss?.trace.description.contains("refused: it holds at another time, 3 h away") == true)
        #expect(miss?.description.contains("none holds at that time") == true)
        let other = CalibrationQuery("bias", detector: 3, during: try Samples.hours(4, 5))
        let noKeys = #expect(throws: CalibrationMiss.self) { try index.answer(other) }
        #expect(noKeys?.trace.description.contains("detector is 3, and it is for 2") == true)
    }

    @Test("Rows that two stores left side by side are one where they are of one dataset")
    func mergedRows() throws {
        var set = try Samples.set(.covers, "2a")
        try set.certify(["2a"], during: Samples.hours(1, 3))
        #expect(try find(set, 1.5, 2.5) == "2a")
    }

    @Test("Detectors of any number are found, those without certifications are not")
    func largeNumbers() throws {
        var set = CalibrationSet(kinds: Samples.kinds(.begin))
        try set.add(CalibrationCollection("calib", .validityRanged))
        let ids = [0, 7, 65_535, 65_536, 1 << 40]
        for id in ids {
            let dataset = CalibrationDataset(
                id: .random(), kind: "bias", keys: CalibrationKeys(detector: id), uri: "\(id)")
            try set.add(dataset)
            try set.certify([dataset.id], in: "calib", during: .always)
        }
        let lookup = try CalibrationIndex(set, searching: ["calib"]).lookup("bias")
        for id in ids { #expect(try lookup.find(detector: id, at: Samples.hour(0))?.dataset.uri == "\(id)") }
        for id in [-1, 1, 8, 65_537, Int.max] { #expect(try lookup.find(detector: id, at: Samples.hour(0)) == nil) }
    }

    @Test("The hash of a set does not depend on the order of things, and on nothing that is not searched")
    func contentHash() throws {
        var one = try Samples.set(.begin, "2a", "3a")
        var two = try Samples.set(.begin, "3a", "2a")
        try one.certify(["2a", "3a"], during: Samples.hours(1, 2))
        try two.certify(["3a"], during: Samples.hours(1, 2))
        try two.certify(["2a"], during: Samples.hours(1, 2))
        let hash = try one.contentHash(searching: ["calib"])
        #expect(try two.contentHash(searching: ["calib"]) == hash)
        try two.add(CalibrationCollection("aside", .validityRanged))
        try two.certify(["2a"], in: "aside", during: .always)
        #expect(try two.contentHash(searching: ["calib"]) == hash)
        #expect(try two.contentHash(searching: ["calib", "aside"]) != hash)
        try two.extend(Samples.id("2a"), in: "calib", to: nil)
        #expect(try two.contentHash(searching: ["calib"]) != hash)
        #expect(try Samples.set(.middle, "2a", "3a").contentHash(searching: ["calib"]) != hash)
    }

    @Test("An answer keeps the context in which it was asked")
    func context() throws {
        var set = try Samples.set(.begin, "2a")
        try set.certify(["2a"], during: .always)
        let hash = ContentHash(of: [1])
        let index = try CalibrationIndex(set, searching: ["calib"], context: hash)
        let query = try CalibrationQuery("bias", detector: 2, at: Samples.hour(1))
        #expect(try index.answer(query).context == hash)
        #expect(try index.answer(query, tracing: true).context == hash)
    }
}

/// Timelines as they come: nights, years, and everything within a second after a long silence.
struct CalibrationTimelineTests {
    private static func begins(_ spread: String, _ generator: inout SeededGenerator) -> [Int64] {
        let count = Int.random(in: 1...300, using: &generator)
        let start = Samples.hour(0).nanoseconds
        let steps = (0..<count).map { place -> Int64 in
            switch spread {
            case "even": 86_400_000_000_000
            case "random": Int64.random(in: 1...100_000_000_000_000, using: &generator)
            case "nanoseconds": 1
            default: place == 0 ? 1_000_000_000_000_000_000 : Int64.random(in: 1...3, using: &generator)
            }
        }
        return steps.reduce(into: [start]) { $0.append($0[$0.count - 1] + $1) }
    }

    @Test(
        "The row of an instant is found however many rows there are and however they are spread",
        arguments: ["even", "random", "nanoseconds", "clustered"], [ValidityPolicy.begin, .overlaps])
    func spread(spread: String, policy: ValidityPolicy) throws {
        var generator = SeededGenerator(seed: 3)
        for round in 0..<20 {
            let begins = Self.begins(spread, &generator)
            var set = CalibrationSet(kinds: Samples.kinds(policy))
            try set.add(CalibrationCollection("calib", .validityRanged))
            var rows: [Certification] = []
            for (place, begin) in begins.enumerated() where place == 0 || Int.random(in: 0..<5, using: &generator) > 0 {
                let dataset = CalibrationDataset(
                    id: .random(using: &generator), kind: "bias", keys: CalibrationKeys(detector: 2), uri: "\(place)")
                try set.add(dataset)
                let isFirst = place == 0 && round % 2 == 0
                let end = place + 1 < begins.count ? begins[place + 1] : nil
                let validity = try Validity(
                    begin: isFirst ? nil : Instant(nanosecondsTAI: begin),
                    end: end.map { Instant(nanosecondsTAI: $0) })
                rows.append(Certification(of: dataset, in: "calib", validity: validity))
            }
            try set.certify(rows)
            let lookup = try CalibrationIndex(set, searching: ["calib"]).lookup("bias")
            for begin in begins {
                for instant in [begin - 1, begin, begin + 1].map({ Instant(nanosecondsTAI: $0) }) {
                    let expected = rows.first { $0.validity.contains(instant) }?.dataset
                    #expect(
                        try lookup.find(detector: 2, at: instant)?.dataset.id == expected,
                        "\(spread), round \(round), \(instant)")
                }
            }
        }
    }
}
