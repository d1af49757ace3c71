import ObsDocuments
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite("ObservingDays")
struct ObservingDaysTests {
    private static func days(_ text: String) throws -> ObservingDays {
        let problems = Problems()
        let days = ObservingDays(try Document.yaml(text: text, file: "sample").root, problems: problems)
        try problems.throwIfErrors()
        return try #require(days)
    }

    private static let laboratory = "[{zone: US/Pacific, until: '2024-05-01T00:00:00 TAI'}, {offset_s: 43200}]"

    @Test(
        "have the offset of their date, with daylight saving time",
        arguments: [
            ("2019-03-10T10:00:36 TAI", 28_800, 20_190_310), ("2019-03-10T10:01:00 TAI", 25_200, 20_190_310),
            ("2023-11-05T09:01:00 TAI", 28_800, 20_231_105), ("2024-04-30T23:59:59 TAI", 25_200, 20_240_430),
            ("2024-05-01T00:00:00 TAI", 43_200, 20_240_430), ("2024-05-01T12:00:00 TAI", 43_200, 20_240_501),
        ])
    func offsets(_ text: String, _ offset: Int, _ day: Int) throws {
        let days = try Self.days(Self.laboratory)
        let instant = try Instant(text)
        #expect(days.offset(at: instant) == offset)
        #expect(days.day(of: instant) == day)
        #expect(try days.span(of: day).contains(instant))
    }

    @Test("have spans that touch and hold the instants of their day, over changes of clock and of offset")
    func spans() throws {
        let days = try Self.days(Self.laboratory)
        var generator = SeededGenerator(seed: 4_711)
        for _ in 0..<2_000 {
            let modified = Int.random(in: 58_000..<61_000, using: &generator)
            let day = CalendarDay(modifiedJulianDay: modified).yyyymmdd
            let next = CalendarDay(modifiedJulianDay: modified + 1).yyyymmdd
            let span = try days.span(of: day)
            let begin = try #require(span.begin)
            let end = try #require(span.end)
            #expect(days.day(of: begin) == day, "seed 4711: \(day)")
            #expect(days.day(of: Instant(nanosecondsTAI: begin.nanoseconds - 1)) < day, "seed 4711: \(day)")
            #expect(days.day(of: Instant(nanosecondsTAI: end.nanoseconds - 1)) == day, "seed 4711: \(day)")
            #expect(try days.span(of: next).begin == end, "seed 4711: \(day)")
        }
        let change = try days.span(of: 20_240_430)
        #expect(try #require(change.end).seconds(since: try #require(change.begin)) == 29 * 3_600)
    }

    @Test("refuse what is no day")
    func noDay() throws {
        let days = try Self.days("[{offset_s: 0}]")
        #expect(throws: TimeError.self) { try days.span(of: 20_250_230) }
        #expect(throws: TimeError.self) { try days.span(of: 99_991_231) }
    }

    @Test(
        "are refused with the reason and the place",
        arguments: [
            ("▸[]", "missing-key"), ("[▸{offset_s: 0, zone: UTC}]", "missing-key"), ("[▸{}]", "missing-key"),
            ("[{offset_s: ▸100000}]", "out-of-range"), ("[{zone: ▸Mars/Base}]", "unknown-word"),
            ("[{offset_s: 0, until: ▸soon}]", "wrong-type"), ("[▸{offset_s: 0, until: 2020-01-01}]", "bad-era"),
            ("[▸{offset_s: 0}, {offset_s: 3}]", "bad-era"),
            (
                "[{offset_s: 0, until: 2020-01-01}, ▸{offset_s: 0, until: 2019-01-01}, {offset_s: 0}]", "bad-era"
            ),
            ("[▸{offset_s: 0, until: '2020-01-01T06:00:00 TAI'}, {offset_s: 43200}]", "bad-era"),
            ("[{offset_s: 0, ▸colour: red}]", "unknown-key"),
        ])
    func diagnostics(_ text: String, _ expected: String) throws {
        let sample = Marked(text)
        let problems = Problems()
        _ = ObservingDays(try Document.yaml(text: sample.text, file: sample.file).root, problems: problems)
        #expect(
            problems.sorted.contains { $0.code.rawValue == expected && $0.place == sample.places[0] },
            "\(problems.sorted)")
    }
}
