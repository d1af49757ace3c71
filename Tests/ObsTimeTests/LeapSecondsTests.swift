import CObsERFA
import Testing

@testable import ObsTime

@Suite struct LeapSecondsTests {
    @Test("The built-in table is that of ERFA in every month since 1972")
    func agreesWithERFA() throws {
        for year in 1972...2026 {
            for month in 1...12 {
                var offset = 0.0
                unsafe #expect(eraDat(Int32(year), Int32(month), 1, 0, &offset) == 0)
                let day = try #require(CalendarDay(year: year, month: month, day: 1))
                #expect(LeapSeconds.taiMinusUTC(on: day) == offset, "\(day)")
                let eve = CalendarDay(modifiedJulianDay: day.modifiedJulianDay - 1)
                unsafe #expect(eraDat(Int32(eve.year), Int32(eve.month), Int32(eve.day), 0, &offset) == 0)
                #expect(LeapSeconds.taiMinusUTC(on: eve) == offset, "\(eve)")
            }
        }
    }

    @Test("There are 28 steps, 27 leap seconds after that of 1972-01-01")
    func steps() {
        #expect(LeapSeconds.steps.count == 28)
        #expect(LeapSeconds.steps.first?.day.description == "1972-01-01")
        #expect(LeapSeconds.steps.last == .init(day: CalendarDay(modifiedJulianDay: 57_754), taiMinusUTC: 37))
        #expect(
            zip(LeapSeconds.steps, LeapSeconds.steps.dropFirst()).allSatisfy { $0.taiMinusUTC + 1 == $1.taiMinusUTC })
        #expect(Int(LeapSeconds.firstDays.last ?? 0) == LeapSeconds.newestFirstDay)
        #expect(Int(LeapSeconds.offsets.last ?? 0) == LeapSeconds.newestOffset)
    }

    @Test(
        "Days with a leap second are longer",
        arguments: [(20_161_231, 86_401.0), (20_170_101, 86_400), (19_720_630, 86_401), (19_610_731, 86_399.95)])
    func lengths(yyyymmdd: Int, seconds: Double) throws {
        let day = try #require(CalendarDay(yyyymmdd: yyyymmdd))
        #expect(abs(LeapSeconds.secondsInDay(day) - seconds) < 1e-9)
    }

    @Test("The offset at an instant changes after the leap second")
    func offsetAtInstant() throws {
        func offset(_ text: String) throws -> Double {
            LeapSeconds.taiMinusUTC(at: try Instant(iso: text, scale: .utc))
        }
        #expect(try offset("2016-12-31T23:59:60.999") == 36)
        #expect(try offset("2017-01-01T00:00:00") == 37)
        #expect(try offset("1955-01-01") == 0)
        #expect(abs(try offset("1969-07-20T20:17:40") - 7.5745938) < 1e-7)
    }

    @Test("Dates after the last announcement are reported as stale, and still read")
    func stale() throws {
        let known = try Instant(iso: "2027-06-28T12:00:00", scale: .utc)
        let later = try Instant(iso: "2030-01-01", scale: .utc)
        #expect(LeapSeconds.table.note(at: known) == nil)
        let note = try #require(LeapSeconds.table.note(at: later))
        #expect(note.contains("2027-06-28") && note.contains("2030-01-01") && note.contains("newer ObsKit"))
        #expect(LeapSeconds.taiMinusUTC(at: later) == 37)
        let early = try Instant(iso: "1950-01-01", scale: .utc)
        #expect(LeapSeconds.table.note(at: early)?.contains("1960-01-01") == true)
        #expect(LeapSeconds.table.covers(known) && !LeapSeconds.table.covers(later) && !LeapSeconds.table.covers(early))
    }
}
