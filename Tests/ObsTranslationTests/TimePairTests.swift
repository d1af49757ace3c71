import ObsFITS
import ObsText
import Testing

@testable import ObsTranslation

/// A Modified Julian Date against the date card beside it.
@Suite("TimePair")
struct TimePairTests {
    /// The cards of a header, and how far apart what they say is in words; nil where nothing is said.
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let cards: [Card]
        let apart: String?

        init(_ what: String, _ cards: KeyValuePairs<String, HeaderValue>, apart: String?) {
            testDescription = what
            self.cards = cards.map { Card(Keyword($0.key), $0.value) }
            self.apart = apart
        }
    }

    // 2013-09-01 is MJD 56536; 06:02:55.753848 of it is a fraction of 0.2520341881 (Python: 21775.753848 / 86400).
    static let samples: [Sample] = [
        Sample(
            "the same instant", ["DATE-OBS": .string("2013-09-01T06:02:55.753848"), "MJD-OBS": .real(56_536.25203419)],
            apart: nil),
        Sample(
            "half a second", ["DATE-OBS": .string("2013-09-01T06:02:55.25"), "MJD-OBS": .real(56_536.25203419)],
            apart: nil),
        Sample(
            "TAI beside UTC", ["DATE-OBS": .string("2013-09-01T06:02:20.753848"), "MJD-OBS": .real(56_536.25203419)],
            apart: "35.0 s"),
        Sample(
            "local time", ["DATE-OBS": .string("2013-08-31T20:02:55.753848"), "MJD-OBS": .real(56_536.25203419)],
            apart: "10.0 hours"),
        Sample(
            "a hundred days", ["DATE-BEG": .string("2013-09-01T06:02:55.753848"), "MJD-BEG": .real(56_636.25203419)],
            apart: "100.0 days"),
        Sample(
            "an average of ten years before", ["DATE-AVG": .string("2013-09-01T00:00:00"), "MJD-AVG": .real(52_883.5)],
            apart: "3652.5 days"),
        Sample("an end", ["DATE-END": .string("2013-09-01T00:00:00"), "MJD-END": .real(56_537.25)], apart: "1.3 days"),
        Sample(
            "two decimals are 14 minutes", ["DATE-OBS": .string("2013-09-01T06:02:55"), "MJD-OBS": .real(56_536.25)],
            apart: nil),
        Sample(
            "two decimals are no hour", ["DATE-OBS": .string("2013-09-01T07:02:55"), "MJD-OBS": .real(56_536.25)],
            apart: "1.0 hours"),
        Sample(
            "a whole number is a day", ["DATE-OBS": .string("2013-09-01T23:00:00"), "MJD-OBS": .integer(56_536)],
            apart: nil),
        Sample(
            "a whole number is no two days", ["DATE-OBS": .string("2013-09-03T00:00:00"), "MJD-OBS": .real(56_536)],
            apart: "2.0 days"),
        Sample(
            "a date is the whole day", ["DATE-OBS": .string("2013-09-01"), "MJD-OBS": .real(56_536.75)], apart: nil),
        Sample(
            "a date is no other day", ["DATE-OBS": .string("2013-09-01"), "MJD-OBS": .real(56_537.5)],
            apart: "12.0 hours"),
        Sample(
            "a time to the minute", ["DATE-OBS": .string("2013-09-01T06:02"), "MJD-OBS": .real(56_536.25203419)],
            apart: nil),
        Sample(
            "two minutes", ["DATE-OBS": .string("2013-09-01T06:01"), "MJD-OBS": .real(56_536.25203419)],
            apart: "115.8 s"),
        Sample(
            "a number as text", ["DATE-OBS": .string("2013-09-01T06:02:55"), "MJD-OBS": .string("56537.25203419")],
            apart: "1.0 days"),
        Sample(
            "a date that names UTC",
            ["DATE-OBS": .string("2013-09-01T06:02:55.7Z"), "MJD-OBS": .real(56_537.25203419)],
            apart: "1.0 days"),
        Sample("one card alone", ["MJD-OBS": .real(56_536.25)], apart: nil),
        Sample("garbage", ["DATE-OBS": .string("yesterday"), "MJD-OBS": .real(56_536.25)], apart: nil),
        Sample("an undefined card", ["DATE-OBS": .string("2013-09-01"), "MJD-OBS": .undefined], apart: nil),
        Sample("no number", ["DATE-OBS": .string("2013-09-01"), "MJD-OBS": .real(.nan)], apart: nil),
        Sample("a number of no date", ["DATE-OBS": .string("2013-09-01"), "MJD-OBS": .real(1e300)], apart: nil),
    ]

    @Test("tells what the cards of the standard say apart, to a second or to their own digits", arguments: samples)
    func standard(_ sample: Sample) {
        let findings = ConsistencyChecks().findings(Header(cards: sample.cards))
        #expect(findings.count == (sample.apart == nil ? 0 : 1))
        #expect(findings.allSatisfy { $0.code == .mjdDisagrees && $0.severity == .warning })
        if let apart = sample.apart { #expect(findings.first?.message.contains("which is \(apart) apart") == true) }
    }

    @Test("takes the time of day from a card of its own, and a tolerance")
    func declared() {
        let cards = [
            Card("MJD-STR", .real(56_598.26106374757)), Card("DATE-OBS", .string("2013-11-02")),
            Card("UT-STR", .string("06:15:45.908")),
        ]
        let strict = TimePair(mjd: "MJD-STR", date: "DATE-OBS", timeOfDay: "UT-STR")
        let lax = TimePair(mjd: "MJD-STR", date: "DATE-OBS", timeOfDay: "UT-STR", tolerance: 11)
        func findings(_ pair: TimePair, _ cards: [Card]) -> [Diagnostic] {
            ConsistencyChecks(timePairs: TimePair.all(declared: [pair])).findings(Header(cards: cards))
        }
        #expect(
            findings(strict, cards).map(\.message) == [
                "MJD-STR is 56598.26106374757 and DATE-OBS with UT-STR is 2013-11-02 06:15:45.908, which is 10.0 s apart"
            ])
        #expect(findings(lax, cards).isEmpty)
        #expect(findings(strict, cards.dropLast()).isEmpty)
        #expect(ConsistencyChecks().findings(Header(cards: cards)).isEmpty)
        // Without the time of day the whole day is compared.
        let early = [Card("MJD-STR", .real(50_000.25))] + cards[1...1]
        #expect(findings(strict, early).first?.message.contains("DATE-OBS is 2013-11-02") == true)
    }

    @Test(
        "reads a time of day as the time builder does",
        arguments: [("6:15:45.908", 0), ("06:15:60", 0), ("24:00:00", 1), ("6:17", 1), ("06:15:35.9", 1)])
    func oddClocks(_ clock: String, _ count: Int) {
        let pair = TimePair(mjd: "MJD-STR", date: "DATE-OBS", timeOfDay: "UT-STR", tolerance: 11)
        let cards = [
            Card("MJD-STR", .real(56_598.26106374757)), Card("DATE-OBS", .string("2013-11-02")),
            Card("UT-STR", .string(clock)),
        ]
        #expect(ConsistencyChecks(timePairs: [pair]).findings(Header(cards: cards)).count == count)
    }

    @Test("may be of the day after the date where that is said, and of no other")
    func nextDay() {
        func findings(_ mjd: Double, _ mayBeNextDay: Bool) -> Int {
            let pair = TimePair(mjd: "MJD-END", date: "DATE-OBS", timeOfDay: "UT-END", mayBeNextDay: mayBeNextDay)
            let cards = [
                Card("MJD-END", .real(mjd)), Card("DATE-OBS", .string("2013-11-02")),
                Card("UT-END", .string("06:00:00")),
            ]
            return ConsistencyChecks(timePairs: [pair]).findings(Header(cards: cards)).count
        }
        #expect([56_598.25, 56_599.25, 56_600.25, 56_597.25].map { findings($0, true) } == [0, 0, 1, 1])
        #expect([56_598.25, 56_599.25].map { findings($0, false) } == [0, 1])
    }

    @Test("that is declared replaces the pair of the standard with its MJD card, and no other")
    func replaces() {
        let own = TimePair(mjd: "MJD-OBS", date: "DATE-OBS", timeOfDay: "UTC-OBS")
        let all = TimePair.all(declared: [own])
        #expect(all.first === own)
        #expect(all.map(\.mjd) == ["MJD-OBS", "MJD-BEG", "MJD-AVG", "MJD-END"])
    }

    @Test("is compared in every translation, after corrections")
    func translated() throws {
        let cards = DECamSample.cards.merging(["DATE-OBS": "2013-09-01T00:00:00", "MJD-OBS": 56_636.25]) { $1 }
        let report = try DECamSample.translator().translate(header(cards))
        #expect(report.diagnostics.map(\.code).contains(.mjdDisagrees))
    }
}
