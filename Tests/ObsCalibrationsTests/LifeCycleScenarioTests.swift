import CalibrationSupport
import ObsCalibrations
import ObsTime
import TestSupport
import Testing

/// Scenarios of the peer that are not in its tables: names of collections, instants and stamps.
@Suite("Collections, instants and stamps")
struct LifeCycleScenarioTests {
    @Test(
        "Two collections with a dataset each list both, and the one that is searched first answers; a pattern is no name"
    )
    func severalCollections() throws {
        var set = try Samples.set(.overlaps, "2a", "2b")
        for (name, dataset) in [("imported_a", "2a"), ("imported_b", "2b")] {
            try set.add(CalibrationCollection(name, .alwaysValid))
            try set.certify([dataset], in: name, during: .always)
        }
        #expect(set.certifications.map(\.dataset) == [Samples.id("2a"), Samples.id("2b")])
        let query = try CalibrationQuery("bias", detector: 2, at: Samples.hour(0))
        for (search, answer) in [(["imported_a", "imported_b"], "2a"), (["imported_b", "imported_a"], "2b")] {
            #expect(try CalibrationIndex(set, searching: search).answer(query).dataset.uri == answer)
        }
        let error = #expect(throws: CalibrationError.self) { try CalibrationIndex(set, searching: ["imported_*"]) }
        #expect(error?.code == .unknownCollection)
        #expect(error?.message.contains("imported_a, imported_b") == true, "\(error?.message ?? "")")
    }

    @Test("An interval without bounds is answered where there is one dataset, and ambiguous where there are two")
    func unbounded() throws {
        var set = try Samples.set(.overlaps, "2a", "2b")
        try set.certify(["2a"], during: Samples.hours(1, 2))
        let query = CalibrationQuery("bias", detector: 2, during: .always)
        #expect(try CalibrationIndex(set, searching: ["calib"]).answer(query).dataset.uri == "2a")
        try set.certify(["2b"], during: Samples.hours(3, 4))
        let index = try CalibrationIndex(set, searching: ["calib"])
        #expect(#expect(throws: CalibrationMiss.self) { try index.answer(query) }?.reason == .ambiguous)
    }

    @Test("Instants are equal to the nanosecond, and in UTC and TAI alike")
    func instants() throws {
        #expect(try Instant("2013-06-17T13:34:45.775 TAI") == Instant("2013-06-17T13:34:10.775"), "35 s in 2013")
        let instant = try Instant("2013-06-17T13:34:45.775 TAI")
        #expect(try Instant("2013-06-17T13:34:45.7750000001 TAI") == instant)
        #expect(try Instant("2013-06-17T13:34:45.775000001 TAI") != instant)
        #expect(try Instant("2013-06-17T13:34:45.77500001 TAI").nanoseconds - instant.nanoseconds == 10)
    }

    @Test(
        "A validity that is before 1970 or after 2100 in any part is refused, also by a nanosecond",
        arguments: [
            (CalibrationDates.last.nanoseconds + 1, nil), (nil, CalibrationDates.first.nanoseconds - 1),
            (CalibrationDates.first.nanoseconds - 1, CalibrationDates.first.nanoseconds),
            (CalibrationDates.last.nanoseconds, CalibrationDates.last.nanoseconds + 1),
        ] as [(Int64?, Int64?)])
    func bounds(begin: Int64?, end: Int64?) throws {
        var set = try Samples.set(.begin, "2a")
        let validity = try Validity(
            begin: begin.map { Instant(nanosecondsTAI: $0) }, end: end.map { Instant(nanosecondsTAI: $0) })
        let error = #expect(throws: CalibrationError.self) { try set.certify(["2a"], during: validity) }
        #expect(error?.code == .dateOutOfRange)
        let index = try CalibrationIndex(try Samples.set(.overlaps, "2a"), searching: ["calib"])
        let asked = #expect(throws: CalibrationError.self) {
            try index.answer(CalibrationQuery("bias", detector: 2, during: validity))
        }
        #expect(asked?.code == .dateOutOfRange)
    }
}
