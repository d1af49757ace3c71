import CalibrationSupport
import ObsCalibrations
import ObsTime
import TestSupport
import Testing

struct CertificationRulesTests {
    private func rows(_ set: CalibrationSet) -> [String] {
        set.certifications.map { row in
            func hour(_ instant: Instant?) -> String {
                instant.map { "\(Int($0.seconds(since: Samples.hour(0)) / 3600))" } ?? "-"
            }
            return "\(set.datasets[row.dataset]?.uri ?? "?") \(hour(row.validity.begin)) \(hour(row.validity.end))"
        }
    }

    @Test("Neighbours of one dataset become one range, wherever the new one touches")
    func merging() throws {
        var set = try Samples.set(.begin, "2a")
        try set.certify(["2a"], during: Samples.hours(1, 2))
        try set.certify(["2a"], during: Samples.hours(3, 4))
        let change = try set.certify(
            [Certification(of: Samples.dataset("2a"), in: "calib", validity: Samples.hours(2, 3))])
        #expect(rows(set) == ["2a 1 4"])
        #expect(change.removed.count == 2 && change.added.count == 1)
    }

    @Test("Certifications of one call that touch become one, and leave no trace of their parts in the change")
    func mergingWithinCall() throws {
        var set = try Samples.set(.begin, "2a")
        let change = try set.certify(
            try [(1, 2), (3, 4), (2, 3)].map {
                Certification(of: Samples.dataset("2a"), in: "calib", validity: try Samples.hours($0.0, $0.1))
            })
        #expect(rows(set) == ["2a 1 4"])
        #expect(change.removed.isEmpty && change.added.count == 1)
    }

    @Test("Neighbours of two datasets stay apart, and each answers for its time")
    func touching() throws {
        var set = try Samples.set(.begin, "2a", "2b")
        try set.certify(["2a"], during: Samples.hours(1, 2))
        try set.certify(["2b"], during: Samples.hours(2, 3))
        #expect(rows(set) == ["2a 1 2", "2b 2 3"])
    }

    @Test("Two datasets for the same exposures are refused in one call, and so is one dataset twice")
    func duplicatesInCall() throws {
        for names in [["2a", "2b"], ["2a", "2a"]] {
            var set = try Samples.set(.begin, "2a", "2b")
            let validity = try Samples.hours(1, 3)
            let conflict = #expect(throws: CalibrationConflict.self) { try set.certify(names, during: validity) }
            #expect(conflict?.isWithinCall == true)
            #expect(conflict?.existing.dataset == Samples.id(names[0]))
            #expect(conflict?.refused.dataset == Samples.id(names[1]))
            #expect(conflict?.description.contains("comes in the same call") == true)
            #expect(rows(set).isEmpty)
        }
    }

    @Test("Certifying again what is certified is refused, and the message says what to do instead")
    func again() throws {
        var set = try Samples.set(.begin, "2a")
        try set.certify(["2a"], during: Samples.hours(1, 3))
        let validity = try Samples.hours(1, 3)
        let conflict = #expect(throws: CalibrationConflict.self) { try set.certify(["2a"], during: validity) }
        #expect(conflict?.isWithinCall == false)
        #expect(conflict?.description.contains("extend it") == true)
    }

    @Test("A conflict names both sides, with keys, validity and collection")
    func conflictText() throws {
        var set = try Samples.set(.begin, "2a", "2b")
        try set.certify(["2a"], during: Samples.hours(1, 3))
        let validity = try Samples.hours(2, nil)
        let text = #expect(throws: CalibrationConflict.self) { try set.certify(["2b"], during: validity) }?.description
        for part in [
            "\(Samples.id("2a"))", "\(Samples.id("2b"))", "detector 2", "[2020-01-01T00:59:23Z, 2020-01-01T02:59:23Z)",
            "'calib'", "[calibration-conflict]",
        ] {
            #expect(text?.contains(part) == true, "\(part)")
        }
    }

    @Test("Keys that only one demands do not keep two certifications apart")
    func partialKeys() throws {
        let kind = CalibrationKind(
            name: "bias",
            keys: [KeyRule("detector", .exact), KeyRule("mode", .exact, isRequired: false)])
        var set = CalibrationSet(kinds: try CalibrationKinds([kind]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        let all = Samples.dataset("2a")
        let fast = CalibrationDataset(
            id: Samples.id("2b"), kind: "bias",
            keys: CalibrationKeys(detector: 2, state: ["mode": .value(.text("fast"))]), uri: "2b")
        let slow = CalibrationDataset(
            id: Samples.id("2c"), kind: "bias",
            keys: CalibrationKeys(detector: 2, state: ["mode": .value(.text("slow"))]), uri: "2c")
        for dataset in [all, fast, slow] { try set.add(dataset) }
        try set.certify([fast.id, slow.id], in: "calib", during: Samples.hours(0, 4))
        let overlapping = try Samples.hours(3, 5)
        #expect(throws: CalibrationConflict.self) { try set.certify([all.id], in: "calib", during: overlapping) }
        try set.certify([all.id], in: "calib", during: Samples.hours(4, 5))
        #expect(set.certifications.count == 3)
    }

    @Test("Superseding from a date cuts what is there, removes what comes later, and says so")
    func supersede() throws {
        var set = try Samples.set(.begin, "2a", "2b", "2c", "3a")
        try set.certify(["2a", "3a"], during: Samples.hours(0, 4))
        try set.certify(["2b"], during: Samples.hours(4, 6))
        let change = try set.supersede(
            with: [Certification(of: Samples.dataset("2c"), in: "calib", validity: Samples.hours(3, nil))])
        #expect(rows(set) == ["2a 0 3", "2c 3 -", "3a 0 4"])
        #expect(change.removed.count == 2 && change.added.count == 2)
        let inside = try set.supersede(
            with: [Certification(of: Samples.dataset("2b"), in: "calib", validity: Samples.hours(1, 2))])
        #expect(rows(set) == ["2a 0 1", "2b 1 2", "2a 2 3", "2c 3 -", "3a 0 4"])
        #expect(inside.removed.count == 1 && inside.added.count == 3)
    }

    @Test("Two that would supersede the same time conflict with each other, and nothing changes")
    func supersedeTwice() throws {
        var set = try Samples.set(.begin, "2a", "2b", "2c")
        try set.certify(["2a"], during: Samples.hours(0, 4))
        let new = try ["2b", "2c"].map {
            Certification(of: Samples.dataset($0), in: "calib", validity: try Samples.hours(1, 2))
        }
        #expect(throws: CalibrationConflict.self) { try set.supersede(with: new) }
        #expect(rows(set) == ["2a 0 4"])
    }

    @Test("Retiring ends a dataset at an instant; where it holds no more there is nothing to retire")
    func retire() throws {
        var set = try Samples.set(.begin, "2a")
        try set.certify(["2a"], during: Samples.hours(0, 2))
        try set.certify(["2a"], during: Samples.hours(3, nil))
        try set.retire(Samples.id("2a"), in: "calib", at: Samples.hour(1))
        #expect(rows(set) == ["2a 0 1"])
        let error = #expect(throws: CalibrationError.self) {
            try set.retire(Samples.id("2a"), in: "calib", at: Samples.hour(1))
        }
        #expect(error?.code == .notCertified)
    }

    @Test("Extending lets the last range of a dataset hold longer, unless another holds there")
    func extend() throws {
        var set = try Samples.set(.begin, "2a", "2b")
        try set.certify(["2a"], during: Samples.hours(0, 2))
        try set.certify(["2b"], during: Samples.hours(4, 5))
        try set.extend(Samples.id("2a"), in: "calib", to: Samples.hour(4))
        #expect(rows(set) == ["2a 0 4", "2b 4 5"])
        #expect(throws: CalibrationConflict.self) { try set.extend(Samples.id("2a"), in: "calib", to: nil) }
        #expect(rows(set) == ["2a 0 4", "2b 4 5"])
        try set.extend(Samples.id("2b"), in: "calib", to: nil)
        #expect(rows(set) == ["2a 0 4", "2b 4 -"])
        for end in [Samples.hour(3), nil] {
            let error = #expect(throws: CalibrationError.self) {
                try set.extend(Samples.id("2b"), in: "calib", to: end)
            }
            #expect(error?.code == .emptyValidity)
        }
        let unknown = #expect(throws: CalibrationError.self) {
            try set.extend(Samples.id("3a"), in: "calib", to: nil)
        }
        #expect(unknown?.code == .notCertified)
    }

    @Test("Dates before 1970 and after 2100 are errors, and are never moved")
    func dates() throws {
        var set = try Samples.set(.begin, "2a")
        for (begin, end) in [("1969-12-31", "2020-01-01"), ("2020-01-01", "2100-01-02"), ("2101-01-01", "2102-01-01")] {
            let validity = try Validity(begin: Instant(begin), end: Instant(end))
            let error = #expect(throws: CalibrationError.self) { try set.certify(["2a"], during: validity) }
            #expect(error?.code == .dateOutOfRange)
            let other = #expect(throws: CalibrationError.self) {
                try set.decertify("bias", in: "calib", during: validity)
            }
            #expect(other?.code == .dateOutOfRange)
        }
        let whole = try Validity(begin: CalibrationDates.first, end: CalibrationDates.last)
        try set.certify(["2a"], during: whole)
        #expect(set.certifications.map(\.validity) == [whole])
    }

    @Test("What is not there, or not allowed there, is refused with its own code")
    func refusals() throws {
        var set = try Samples.set(.begin, "2a")
        try set.add(CalibrationCollection("run", .alwaysValid))
        try set.add(CalibrationCollection("all", .chain(["run", "calib"])))
        func code(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch let error as CalibrationError {
                return error.code.rawValue
            } catch {
                return "\(error)"
            }
        }
        let row = Certification(of: Samples.dataset("2a"), in: "calib", validity: .always)
        let kinds = set.kinds
        func with(collection: String) -> Certification {
            Certification(
                collection: collection, dataset: row.dataset, kind: "bias", keys: row.keys, validity: row.validity)
        }
        #expect(code { try set.certify([with(collection: "none")]) } == "unknown-collection")
        #expect(code { try set.certify([with(collection: "all")]) } == "wrong-collection")
        #expect(
            code { try set.certify([with(collection: "run").with(validity: Samples.hours(1, 2))]) }
                == "wrong-collection")
        #expect(code { try set.certify([Samples.id("9z")], in: "calib", during: .always) } == "unknown-dataset")
        #expect(code { try set.add(CalibrationCollection("run", .alwaysValid)) } == "collection-exists")
        #expect(code { try set.add(CalibrationCollection("x", .chain(["nothing"]))) } == "unknown-collection")
        #expect(code { try set.add(CalibrationCollection("x", .chain(["x"]))) } == "circular-chain")
        #expect(code { try set.add(CalibrationCollection("x", .chain(["run", "run"]))) } == "circular-chain")
        #expect(code { try set.decertify("flat", in: "calib", during: .always) } == "unknown-calibration-kind")
        #expect(code { try set.remove(Samples.id("9z")) } == "unknown-dataset")
        let noDetector = CalibrationDataset(id: .random(), kind: "bias", keys: CalibrationKeys(), uri: "x")
        #expect(code { try set.add(noDetector) } == "bad-calibration-keys")
        let other = CalibrationDataset(id: Samples.id("2a"), kind: "bias", keys: CalibrationKeys(detector: 2), uri: "y")
        #expect(code { try set.add(other) } == "unknown-dataset")
        #expect(code { try set.certify([row]) } == nil)
        #expect(code { try set.remove(row.dataset) } == "calibration-conflict")
        #expect(throws: CalibrationConflict.self) { try CertificationRules(kinds: kinds).check([row, row]) }
    }

    @Test("A call over several collections happens as a whole or not at all")
    func atomic() throws {
        var set = try Samples.set(.begin, "2a", "2b")
        try set.add(CalibrationCollection("z", .validityRanged))
        try set.certify(["2a"], in: "z", during: .always)
        let rows = ["calib", "z"].map { Certification(of: Samples.dataset("2b"), in: $0, validity: .always) }
        #expect(throws: CalibrationConflict.self) { try set.certify(rows) }
        #expect(self.rows(set) == ["2a - -"])
    }

    @Test("Random calls keep the law: no two rows of a collection answer one exposure, and each does what was asked")
    func law() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let names = ["1a", "1b", "1c", "2a", "2b", "2c"]
        var set = try Samples.set(.begin)
        for name in names { try set.add(Samples.dataset(name)) }
        // What holds in each hour, kept in the plainest way.
        var hours: [Int: [String?]] = [1: Array(repeating: nil, count: 24), 2: Array(repeating: nil, count: 24)]
        for _ in 0..<400 {
            let begin = Int.random(in: 0..<23, using: &generator)
            let end = Int.random(in: begin + 1...24, using: &generator)
            let validity = try Samples.hours(Double(begin), Double(end))
            let name = names[Int.random(in: 0..<names.count, using: &generator)]
            let detector = name.hasPrefix("1") ? 1 : 2
            let isFree = hours[detector]?[begin..<end].allSatisfy { $0 == nil } == true
            switch Int.random(in: 0..<3, using: &generator) {
            case 0:
                if isFree {
                    try set.certify([name], during: validity)
                } else {
                    #expect(throws: CalibrationConflict.self, "seed \(seed)") {
                        try set.certify([name], during: validity)
                    }
                    continue
                }
                for hour in begin..<end { hours[detector]?[hour] = name }
            case 1:
                try set.supersede(
                    with: [Certification(of: Samples.dataset(name), in: "calib", validity: validity)])
                for hour in begin..<end { hours[detector]?[hour] = name }
            default:
                try set.decertify("bias", in: "calib", during: validity) { $0.keys.detector == detector }
                for hour in begin..<end { hours[detector]?[hour] = nil }
            }
            try CertificationRules(kinds: set.kinds).check(set.certifications)
            let lookup = try CalibrationIndex(set, searching: ["calib"]).lookup("bias")
            for (detector, expected) in hours {
                for (hour, name) in expected.enumerated() {
                    let found = try lookup.find(detector: detector, at: Samples.hour(Double(hour) + 0.5))
                    #expect(found?.dataset.uri == name, "seed \(seed)")
                }
            }
        }
    }
}
