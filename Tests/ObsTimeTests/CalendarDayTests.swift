import Testing

@testable import ObsTime

@Suite struct CalendarDayTests {
    @Test(
        "Days have the modified Julian dates of the tables",
        arguments: [
            (18_581_117, 0), (19_700_101, 40_587), (20_000_101, 51_544), (20_130_831, 56_535), (10_101, -678_575),
            (99_991_231, 2_973_483), (16_000_229, -94_494), (19_000_301, 15_079),
        ])
    func modifiedJulianDay(yyyymmdd: Int, mjd: Int) throws {
        let day = try #require(CalendarDay(yyyymmdd: yyyymmdd))
        #expect(day.modifiedJulianDay == mjd)
        #expect(CalendarDay(modifiedJulianDay: mjd) == day)
        #expect(day.yyyymmdd == yyyymmdd)
    }

    @Test("Counting day by day over two eras of 400 years meets every date once, in order")
    func sweep() {
        var previous = CalendarDay(modifiedJulianDay: -100_000)
        #expect(previous.description == "1585-02-01")
        for mjd in -99_999...200_000 {
            let day = CalendarDay(modifiedJulianDay: mjd)
            let isNext =
                (day.year, day.month, day.day) == (previous.year, previous.month, previous.day + 1)
                || (day.year, day.month, day.day) == (previous.year, previous.month + 1, 1)
                || (day.year, day.month, day.day) == (previous.year + 1, 1, 1)
            if !isNext || day.modifiedJulianDay != mjd || day <= previous {
                Issue.record("\(previous) is followed by \(day)")
                return
            }
            previous = day
        }
    }

    @Test(
        "Numbers that are no day are refused",
        arguments: [
            0, 1, -20_130_831, 20_130_229, 20_131_301, 20_130_001, 20_130_100, 20_130_132, 201_308_310, .max, .min,
        ])
    func noDay(number: Int) {
        #expect(CalendarDay(yyyymmdd: number) == nil)
    }

    @Test("Days beyond the calendar are its ends", arguments: [Int.min, Int.max])
    func saturates(mjd: Int) {
        #expect(CalendarDay(modifiedJulianDay: mjd).year == (mjd < 0 ? 1 : 9999))
    }

    @Test("Weekdays are those of the almanac", arguments: [(20_000_101, 6), (19_700_101, 4), (19_690_720, 0)])
    func weekday(yyyymmdd: Int, weekday: Int) throws {
        let day = try #require(CalendarDay(yyyymmdd: yyyymmdd))
        #expect(Civil.weekday(daysSince1970: day.daysSince1970) == weekday)
    }
}
