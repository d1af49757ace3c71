import CalibrationSupport
import ObsCalibrations
import ObsText
import ObsTime
import TestSupport
import Testing

/// What CRDS and DRAGONS match by header values and windows of time, said in keys and validities;
/// Documentation/Deviations.md lists what is said otherwise.
@Suite("References that are matched by the state of the instrument")
struct MatchingScenarioTests {
    private func kinds(_ keys: [KeyRule], _ policy: ValidityPolicy = .begin) throws -> CalibrationKinds {
        try CalibrationKinds([CalibrationKind(name: "ref", keys: keys, policy: policy)])
    }

    private func dataset(_ name: String, _ state: [String: KeyConstraint]) -> CalibrationDataset {
        CalibrationDataset(
            id: DatasetID(contentHash: ContentHash(of: Array(name.utf8))), kind: "ref",
            keys: CalibrationKeys(state: state), uri: name)
    }

    /// Datasets that always hold, in a collection each, searched in order.
    private func chain(
        _ kinds: CalibrationKinds, _ datasets: [(String, [String: KeyConstraint])]
    ) throws -> CalibrationIndex {
        var set = CalibrationSet(kinds: kinds)
        for (name, state) in datasets {
            try set.add(CalibrationCollection(name, .alwaysValid))
            try set.add(dataset(name, state))
            try set.certify([dataset(name, state).id], in: name, during: .always)
        }
        return try CalibrationIndex(set, searching: datasets.map(\.0))
    }

    private func find(_ index: CalibrationIndex, _ state: [String: KeyValue]) throws -> String? {
        do {
            return try index.answer(CalibrationQuery("ref", state: state, at: Samples.hour(0))).dataset.uri
        } catch let miss as CalibrationMiss {
            #expect(miss.reason == .noKeys)
            return nil
        }
    }

    @Test("The special one answers where its key is given, the general one where it is not, and none for another value")
    func specialAndGeneral() throws {
        let keys = [KeyRule("foo", .exact), KeyRule("bar", .exact, isRequired: false)]
        let index = try chain(
            kinds(keys),
            [
                ("200", ["foo": .value(.number(1)), "bar": .value(.number(2))]), ("100", ["foo": .value(.number(1))]),
                ("300", ["foo": .value(.number(4))]),
            ])
        #expect(try find(index, ["foo": .number(1), "bar": .number(2)]) == "200")
        #expect(try find(index, ["foo": .number(1)]) == "100")
        #expect(try find(index, ["foo": .number(4), "bar": .number(9)]) == "300")
        #expect(try find(index, ["foo": .text("doh")]) == nil)
        let error = #expect(throws: CalibrationError.self) { try find(index, ["bar": .number(2)]) }
        #expect(error?.code == .missingKey)
    }

    @Test(
        "A range has its first number and not its last, and one without bounds has all",
        arguments: [(2999.99, nil), (3000, "r"), (3199.99, "r"), (3200, nil)] as [(Double, String?)])
    func range(value: Double, name: String?) throws {
        let keys = [KeyRule("wavelength", .range, isRequired: false)]
        let index = try chain(kinds(keys), [("r", ["wavelength": .range(from: 3000, below: 3200)])])
        #expect(try find(index, ["wavelength": .number(value)]) == name)
        let all = try chain(kinds(keys), [("all", [:])])
        #expect(try find(all, ["wavelength": .number(value)]) == "all")
        #expect(try find(all, [:]) == "all")
    }

    @Test("A range that ends before it begins is refused when the dataset is added")
    func invertedRange() throws {
        var set = CalibrationSet(kinds: try kinds([KeyRule("wavelength", .range)]))
        let inverted = dataset("x", ["wavelength": .range(from: 42, below: 39)])
        let error = #expect(throws: CalibrationError.self) { try set.add(inverted) }
        #expect(error?.code == .badKeys && error?.message.contains("has the empty range") == true)
    }

    @Test("A list of values has each of them, letter by letter, and no pattern")
    func lists() throws {
        let index = try chain(
            kinds([KeyRule("mode", .set)]),
            [("x", ["mode": .anyOf([.text("bar*"), .text("baz"), .text("fo*o")])])])
        for (value, name) in [("fo", nil), ("foo", nil), ("ba", nil), ("bar12", nil), ("baz", "x"), ("bar*", "x")] {
            #expect(try find(index, ["mode": .text(value)]) == name, "\(value)")
        }
    }

    @Test("Two lists that share a value conflict when they are certified, and not when an exposure asks")
    func equalWeight() throws {
        let keys = [KeyRule("chip", .exact), KeyRule("filter name", .set)]
        var set = CalibrationSet(kinds: try kinds(keys))
        try set.add(CalibrationCollection("calib", .validityRanged))
        let chip = KeyConstraint.value(.text("WFI01"))
        let one = dataset("one", ["chip": chip, "filter name": .value(.text("F158"))])
        let many = dataset(
            "many", ["chip": chip, "filter name": .anyOf([.text("F158"), .text("F184"), .text("F213")])])
        try set.add(one)
        try set.add(many)
        try set.certify([one.id], in: "calib", during: .always)
        let conflict = #expect(throws: CalibrationConflict.self) {
            try set.certify([many.id], in: "calib", during: .always)
        }
        #expect(conflict?.existing.dataset == one.id && conflict?.refused.dataset == many.id)
    }

    @Test("A key that has no bearing changes nothing, whatever the exposure has")
    func notApplicable() throws {
        let index = try chain(
            kinds([KeyRule("foo", .exact), KeyRule("bar", .notApplicable)]), [("x", ["foo": .number(1)].constraints)])
        for value in [nil, KeyValue.number(7), .text("any")] {
            var state = ["foo": KeyValue.number(1)]
            state["bar"] = value
            #expect(try find(index, state) == "x")
        }
    }

    @Test(
        "The nearest number is said by ranges that end in the middle, the middle itself with the lower",
        arguments: [(1.0, "1.2"), (1.25, "1.2"), (1.4, "1.5"), (3.25, "1.5"), (3.26, "5.0")])
    func nearest(value: Double, name: String) throws {
        let (low, high) = ((1.35).nextUp, (3.25).nextUp)
        let index = try chain(
            kinds([KeyRule("airmass", .range)]),
            [
                ("1.2", ["airmass": .range(from: nil, below: low)]),
                ("1.5", ["airmass": .range(from: low, below: high)]),
                ("5.0", ["airmass": .range(from: high, below: nil)]),
            ])
        #expect(try find(index, ["airmass": .number(value)]) == name)
    }

    @Test("A window around a date holds from its first instant to just before its last")
    func window() throws {
        var set = try Samples.set(.begin, "2a")
        let window = try Validity(
            begin: Samples.hour(0).adding(seconds: -90 * 86_400), end: Samples.hour(0).adding(seconds: 90 * 86_400))
        try set.certify(["2a"], during: window)
        let lookup = try CalibrationIndex(set, searching: ["calib"]).lookup("bias")
        for (nanoseconds, isFound) in [(-1, false), (0, true)] {
            let at = Instant(nanosecondsTAI: try #require(window.begin).nanoseconds + Int64(nanoseconds))
            #expect(try (lookup.find(detector: 2, at: at) != nil) == isFound)
        }
        for (nanoseconds, isFound) in [(-1, true), (0, false)] {
            let at = Instant(nanosecondsTAI: try #require(window.end).nanoseconds + Int64(nanoseconds))
            #expect(try (lookup.find(detector: 2, at: at) != nil) == isFound)
        }
    }

    @Test("What nobody certified is never the answer, however well it fits")
    func uncertified() throws {
        let set = try Samples.set(.begin, "2a")
        let index = try CalibrationIndex(set, searching: ["calib"])
        let query = try CalibrationQuery("bias", detector: 2, at: Samples.hour(0))
        let miss = #expect(throws: CalibrationMiss.self) { try index.answer(query) }
        #expect(miss?.reason == .nothingOfKind)
    }

    @Test("An exposure of a part of the chip accepts a calibration that lists the part among those that it serves")
    func subset() throws {
        let index = try chain(
            kinds([KeyRule("roi", .set)]),
            [
                ("full", ["roi": .anyOf([.text("central"), .text("full")])]),
                ("stamp", ["roi": .value(.text("stamp"))]),
            ])
        #expect(try find(index, ["roi": .text("central")]) == "full")
        #expect(try find(index, ["roi": .text("full")]) == "full")
        #expect(try find(index, ["roi": .text("stamp")]) == "stamp")
        #expect(try find(index, ["roi": .text("corner")]) == nil)
    }
}

extension [String: KeyValue] {
    fileprivate var constraints: [String: KeyConstraint] { mapValues { .value($0) } }
}
