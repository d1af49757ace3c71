import Foundation
import Testing

@testable import ObsTime

@Suite struct ObservingDayTests {
    @Test(
        "The day changes at the offset, in TAI",
        arguments: [
            ("2013-08-31T06:04:05.5", 43_200, 20_130_830), ("2013-08-31T12:00:00", 43_200, 20_130_831),
            ("2013-08-31T11:59:59.999999999", 43_200, 20_130_830), ("2013-08-31T00:00:00", 0, 20_130_831),
            ("2019-03-10T10:01:00", 25_200, 20_190_310), ("2013-03-01T00:00:00", 1, 20_130_228),
            ("2013-08-31T20:00:00", -14_400, 20_130_901),
        ])
    func day(tai: String, offset: Int, day: Int) throws {
        let instant = try Instant(iso: tai, scale: .tai)
        #expect(ObservingDay.day(of: instant, offset_s: offset) == day)
        #expect(try ObservingDay.span(day: day, offset_s: offset).contains(instant))
    }

    @Test("The span of a day holds its instants and no others")
    func span() throws {
        let span = try ObservingDay.span(day: 20_130_830, offset_s: 43_200)
        let (begin, end) = (try #require(span.begin), try #require(span.end))
        #expect(begin.isoText(scale: .tai) == "2013-08-30T12:00:00.000")
        #expect(end.seconds(since: begin) == 86_400)
        #expect(ObservingDay.day(of: begin, offset_s: 43_200) == 20_130_830)
        #expect(ObservingDay.day(of: Instant(nanosecondsTAI: begin.nanoseconds - 1), offset_s: 43_200) == 20_130_829)
        #expect(ObservingDay.day(of: end, offset_s: 43_200) == 20_130_831)
    }

    @Test("What is no day has no span")
    func noDay() {
        let error = expectTimeError(.noSuchDay) { _ = try ObservingDay.span(day: 20_130_231, offset_s: 0) }
        #expect(error?.message.contains("20130231") == true)
        expectTimeError(.outOfRange) { _ = try ObservingDay.span(day: 23_000_101, offset_s: 0) }
        expectTimeError(.outOfRange) { _ = try ObservingDay.span(day: 101_01, offset_s: 0) }
    }

    @Test("Extreme instants and offsets have a day", arguments: [Int.min, -1, 0, 1, Int.max])
    func extremes(offset: Int) {
        for nanoseconds in [Int64.min, 0, .max] {
            let day = ObservingDay.day(of: Instant(nanosecondsTAI: nanoseconds), offset_s: offset)
            #expect(CalendarDay(yyyymmdd: day) != nil)
        }
    }
}

@Suite struct CivilTimeZoneTests {
    /// The last two are measured values of the peer, at TAI times.
    @Test(
        "Pacific time changes at 10:00 UTC in March and 09:00 UTC in November",
        arguments: [
            ("2019-03-10T09:59:59.999", TimeScale.utc, 28_800), ("2019-03-10T10:00:00", .utc, 25_200),
            ("2023-11-05T08:59:59.999", .utc, 25_200), ("2023-11-05T09:00:00", .utc, 28_800),
            ("2019-03-10T10:01:00", .tai, 25_200), ("2023-11-05T09:01:00", .tai, 28_800),
            ("2016-12-31T23:59:60.5", .utc, 28_800),
        ])
    func pacific(text: String, scale: TimeScale, offset: Int) throws {
        #expect(ObservingDay.offset(in: .usPacific, at: try Instant(iso: text, scale: scale)) == offset)
    }

    @Test(
        "Offsets are those of the tz database, hour by hour around every change",
        arguments: ["US/Pacific", "US/Hawaii", "UTC"])
    func agreesWithSystem(name: String) throws {
        let zone = try #require(CivilTimeZone.named(name))
        let system = try #require(TimeZone(identifier: name))
        for hour in stride(from: 0, to: 24 * 366 * 62, by: 1) {
            // From 1976 to 2037.
            let seconds = 189_302_400 + hour * 3_600
            let day = seconds / 86_400
            let clock = ClockReading(day: day, nanoseconds: Int64(seconds % 86_400) * 1_000_000_000)
            let month = Civil.date(daysSince1970: day).month
            guard [1, 3, 4, 7, 10, 11].contains(month), let instant = Instant(clock: clock, scale: .utc) else {
                continue
            }
            let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
            if zone.offset(at: instant) != expected {
                Issue.record("\(name) at \(instant): \(zone.offset(at: instant)), expected \(expected)")
                return
            }
        }
    }

    @Test("Zones are found by both names, and only by those built in")
    func named() {
        #expect(CivilTimeZone.named("America/Los_Angeles") == .usPacific)
        #expect(CivilTimeZone.named("Mars/Olympus") == nil)
    }

    @Test("The first and the last instant have an offset", arguments: [Int64.min, Int64.max])
    func extremes(nanoseconds: Int64) {
        #expect(abs(CivilTimeZone.usPacific.offset(at: Instant(nanosecondsTAI: nanoseconds))) <= 28_800)
    }
}
