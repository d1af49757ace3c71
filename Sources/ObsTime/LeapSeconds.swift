/// TAI − UTC: whole leap seconds since 1972, and the drifting UTC of 1960 to 1971.
///
/// The steps since 1972 are built in; earlier dates are asked of ERFA (`eraDat`), which has UTC = TAI before 1960.
public enum LeapSeconds {
    /// A change of TAI − UTC.
    public struct Step: Hashable, Sendable {
        /// The day (UTC) that starts with the new value; the leap second is the last one of the day before.
        public let day: CalendarDay
        /// TAI − UTC from then on, in seconds.
        public let taiMinusUTC: Int
    }

    /// How far the table reaches: to the date until which IERS Bulletin C 72 rules out another leap second.
    public static let table = BuiltInTable(
        name: "leap seconds", source: "IERS Bulletin C 72", firstDay: CalendarDay(daysSince1970: -3_653),
        lastFinalDay: CalendarDay(daysSince1970: 20_997), lastDay: CalendarDay(daysSince1970: 20_997),
        beyond: "TAI − UTC is not known and taken as 0 s before, as 37 s after")

    /// The steps since 1972, earliest first.
    public static let steps: [Step] = zip(firstDays, offsets).map {
        Step(day: CalendarDay(daysSince1970: Int($0)), taiMinusUTC: Int($1))
    }

    /// TAI − UTC in seconds at the start of a UTC day.
    public static func taiMinusUTC(on day: CalendarDay) -> Double {
        let days = day.daysSince1970
        return days >= UTC.firstSteppedDay
            ? Double(wholeOffset(daysSince1970: days)) : UTC.Drift(daysSince1970: days).offset
    }

    /// TAI − UTC in seconds at an instant; during a leap second it is that of the day which it ends.
    public static func taiMinusUTC(at instant: Instant) -> Double {
        let utc = UTC.clock(nanosecondsTAI: instant.nanoseconds)
        guard utc.day < UTC.firstSteppedDay else { return Double(wholeOffset(daysSince1970: utc.day)) }
        let drift = UTC.Drift(daysSince1970: utc.day)
        return drift.offset + drift.rate * (Double(utc.nanoseconds) * 1e-9)
    }

    /// The length of a UTC day in seconds: 86400, or 86401 where a leap second ends it.
    ///
    /// A few days before 1972 were longer or shorter by 0.05 to 0.1 s.
    public static func secondsInDay(_ day: CalendarDay) -> Double {
        Double(UTC.length(daysSince1970: day.daysSince1970)) * 1e-9
    }

    /// The days since 1970-01-01 that start with a new offset (IERS, Leap_Second.dat).
    static let firstDays: [Int32] = [
        730, 912, 1_096, 1_461, 1_826, 2_191, 2_557, 2_922, 3_287, 3_652, 4_199, 4_564, 4_929, 5_660,
        6_574, 7_305, 7_670, 8_217, 8_582, 8_947, 9_496, 10_043, 10_592, 13_149, 14_245, 15_522, 16_617, 17_167,
    ]

    static let offsets: [Int32] = [
        10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
        24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37,
    ]

    /// The first day of the newest offset, and that offset: where nearly every look-up ends.
    static let newestFirstDay = 17_167
    static let newestOffset = 37

    /// TAI − UTC in seconds on a day since 1972-01-01.
    @inline(__always)
    static func wholeOffset(daysSince1970 day: Int) -> Int {
        day >= newestFirstDay ? newestOffset : earlierOffset(day)
    }

    private static func earlierOffset(_ day: Int) -> Int {
        var index = firstDays.count - 1
        while index > 0 && day < Int(firstDays[index]) { index -= 1 }
        return Int(offsets[index])
    }
}
