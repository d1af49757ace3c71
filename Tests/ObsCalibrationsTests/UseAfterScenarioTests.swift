import CalibrationSupport
import ObsCalibrations
import ObsText
import ObsTime
import TestSupport
import Testing

/// What CRDS does by the dates from which references are used, said in validities; Documentation/Deviations.md lists what
/// is said otherwise.
@Suite("References that are used after a date")
struct UseAfterScenarioTests {
    private static let dates = [
        ("A", "2003-09-26T01:28:00"), ("D", "2004-06-18T04:36:00"), ("E", "2004-07-02T08:09:00"),
        ("F", "2004-07-14T16:52:00"), ("G", "2004-07-30T00:18:00"),
    ]

    private func dataset(_ name: String) -> CalibrationDataset {
        CalibrationDataset(
            id: DatasetID(contentHash: ContentHash(of: Array(name.utf8))), kind: "bias",
            keys: CalibrationKeys(detector: 1), uri: name)
    }

    /// Each supersedes those before from its date on.
    private func set(_ dates: [(String, String)] = Self.dates) throws -> CalibrationSet {
        var set = CalibrationSet(kinds: Samples.kinds(.begin))
        try set.add(CalibrationCollection("calib", .validityRanged))
        for (name, date) in dates { _ = try supersede(name, from: date, to: nil, &set) }
        return set
    }

    private func supersede(
        _ name: String, from date: String, to end: String?, _ set: inout CalibrationSet
    ) throws -> CertificationChange {
        try set.add(dataset(name))
        let validity = try Validity(begin: Instant(date), end: end.map { try Instant($0) })
        return try set.supersede(with: [Certification(of: dataset(name), in: "calib", validity: validity)])
    }

    private func find(_ date: String, _ set: CalibrationSet, detector: Int? = 1) throws -> String {
        try CalibrationIndex(set, searching: ["calib"])
            .answer(CalibrationQuery("bias", detector: detector, at: Instant(date))).dataset.uri
    }

    @Test(
        "The last one that begins at or before the exposure answers, its first instant included",
        arguments: [
            ("2004-07-02T08:09:00", "E"), ("2004-07-02T08:08:59", "D"), ("2005-01-01", "G"),
            ("2003-09-26T01:28:00", "A"), ("2005-12-20", "G"),
        ])
    func found(date: String, name: String) throws {
        #expect(try find(date, set()) == name)
    }

    @Test("Before the first there is none, and the miss says how far away the first is")
    func tooEarly() throws {
        let miss = #expect(throws: CalibrationMiss.self) { try find("2000-01-01", set()) }
        #expect(miss?.reason == .noTime)
        let refusal = miss?.trace.searches.first?.candidates.first?.refusal
        let distance = try Instant("2003-09-26T01:28:00").seconds(since: Instant("2000-01-01"))
        guard case .time(let seconds)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(abs(seconds - distance) < 1e-6)
    }

    @Test("An empty list has nothing of the kind, and a look-up that lacks a key says which")
    func empty() throws {
        #expect(throws: CalibrationMiss.self) { try find("2004-07-02", set([])) }
        let miss = #expect(throws: CalibrationMiss.self) { try find("2004-07-02", set([])) }
        #expect(miss?.reason == .nothingOfKind)
        let error = #expect(throws: CalibrationError.self) { try find("2004-07-02", set(), detector: nil) }
        #expect(error?.code == .missingKey && error?.message == "bias is selected by detector; give its id")
    }

    @Test(
        "A date that is none is an error and never another date",
        arguments: ["2003-09-35", "UNDEFINED", "2003-09-26 UNDEFINED", "", "2003/12/2", "2003/12/20 01:28"])
    func badDates(text: String) {
        #expect(throws: TimeError.self) { try Instant(text) }
    }

    @Test(
        "One that is put before, between, after or in place of others takes its own time and no more",
        arguments: [
            ("B", "2003-01-01", "2003-09-26T01:28:00", 0), ("B", "2004-06-20", "2004-07-02T08:09:00", 1),
            ("B", "2004-08-01", nil, 1), ("B", "2004-07-02T08:09:00", "2004-07-14T16:52:00", 1),
        ] as [(String, String, String?, Int)])
    func inserted(name: String, begin: String, end: String?, removed: Int) throws {
        var changed = try set()
        let before = changed
        let change = try supersede(name, from: begin, to: end, &changed)
        #expect(change.removed.count == removed)
        #expect(change.added.filter { $0.dataset == dataset(name).id }.count == 1)
        let (old, new) = try (
            CalibrationIndex(before, searching: ["calib"]), CalibrationIndex(changed, searching: ["calib"])
        )
        let validity = try Validity(begin: Instant(begin), end: end.map { try Instant($0) })
        for day in 0..<900 {
            let instant = try #require(try Instant("2002-12-01").adding(seconds: Double(day) * 86_400))
            let (was, now) = try (
                old.lookup("bias").find(detector: 1, at: instant), new.lookup("bias").find(detector: 1, at: instant)
            )
            if validity.contains(instant) {
                #expect(now?.dataset.uri == name, "\(instant)")
            } else {
                #expect(now?.dataset.id == was?.dataset.id, "\(instant)")
            }
        }
    }

    @Test(
        "The nearest in time is said by validities that end in the middle between two",
        arguments: [("2016-05-05", "X"), ("2018-02-02", "Y"), ("2019-03-01", "Z")])
    func nearest(date: String, name: String) throws {
        let centers = try ["2017-04-24", "2018-02-01", "2019-04-15"].map { try Instant($0) }
        var set = CalibrationSet(kinds: Samples.kinds(.begin))
        try set.add(CalibrationCollection("calib", .validityRanged))
        for (place, name) in ["X", "Y", "Z"].enumerated() {
            func middle(_ left: Int) -> Instant {
                Instant(nanosecondsTAI: (centers[left].nanoseconds + centers[left + 1].nanoseconds) / 2)
            }
            try set.add(dataset(name))
            let validity = try Validity(
                begin: place > 0 ? middle(place - 1) : nil, end: place < 2 ? middle(place) : nil)
            try set.certify([dataset(name).id], in: "calib", during: validity)
        }
        #expect(try find(date, set) == name)
    }

    @Test("A mask that is dated after the exposure is never the answer, even if it is nearer")
    func never() throws {
        let set = try set([("old", "2010-01-01"), ("new", "2020-01-02")])
        #expect(try find("2020-01-01", set) == "old")
        #expect(try find("2020-01-02", set) == "new")
    }
}
