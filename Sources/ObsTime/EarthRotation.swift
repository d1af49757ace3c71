/// The Earth's rotation angle as a time scale: UT1 − UTC, built in.
///
/// UT1 − TAI is tabulated every 20 days and interpolated linearly between. Against the daily IERS series the error is
/// at most 4.5 ms (0.07″ on the sky), 1.2 ms rms, over 1962 to 2026.
public enum EarthRotation {
    /// How far the table reaches.
    ///
    /// Outside it UT1 is not known. Held at its last value it was wrong by at most 0.32 s (5″) after half a year and
    /// 0.54 s (8″) after a year, wherever one had stopped since 2000.
    public static let table = BuiltInTable(
        name: "UT1 − UTC", source: "IERS EOP 20 C04, finals2000A", firstDay: CalendarDay(modifiedJulianDay: 37_665),
        lastFinalDay: CalendarDay(modifiedJulianDay: 61_312), lastDay: CalendarDay(modifiedJulianDay: 61_705),
        beyond: "UT1 is not known and UT1 − UTC is taken as 0 before, as its last value after")

    /// UT1 − UTC in seconds.
    ///
    /// Outside the table (`table.note(at:)` says so) it is 0 before, the last value after.
    public static func ut1MinusUTC(at instant: Instant) -> Double {
        ut1MinusTAI(at: instant) + LeapSeconds.taiMinusUTC(at: instant)
    }

    /// UT1 − UTC rounded to 0.1 s, which is what DUT1 of IERS Bulletin D means to be.
    ///
    /// Bulletin D announces its steps weeks ahead, so that time signals may change some days earlier or later.
    public static func dut1(at instant: Instant) -> Double {
        (ut1MinusUTC(at: instant) * 10).rounded() / 10
    }

    /// UT1 − TAI in seconds.
    static func ut1MinusTAI(at instant: Instant) -> Double {
        let clock = ClockReading(nanosecondsSince1970: instant.nanoseconds)
        let day = clock.day + Civil.modifiedJulianDayOf1970 - firstModifiedJulianDay
        guard day >= 0 else { return -LeapSeconds.taiMinusUTC(at: instant) }
        let index = day / interval
        guard index + 1 < milliseconds.count else { return Double(milliseconds[milliseconds.count - 1]) * 1e-3 }
        let elapsed = Double(day % interval) + Double(clock.nanoseconds) / Double(nanosecondsPerDay)
        let (before, after) = (Double(milliseconds[index]), Double(milliseconds[index + 1]))
        return (before + (after - before) * (elapsed / Double(interval))) * 1e-3
    }

    private static let firstModifiedJulianDay = 37_665
    private static let interval = 20
}
