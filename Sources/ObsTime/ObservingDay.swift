/// The day that an observation belongs to: the TAI date, counted from an offset that puts the change at daylight.
public enum ObservingDay {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// The observing day as one number, 20130831: the TAI date of the instant minus the offset.
    ///
    /// The offset is in seconds, 43200 where the day changes at noon TAI; beyond ±1 year it is taken as ±1 year.
    public static func day(of instant: Instant, offset_s offset: Int) -> Int {
        CalendarDay(daysSince1970: shifted(instant, offset).day).yyyymmdd
    }

    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// The instants that belong to an observing day, which is given as one number, 20130831.
    ///
    /// The offset is in seconds, as for `day(of:offset_s:)`, which gives this day for these instants and no others.
    ///
    /// - Throws: `TimeError` (`noSuchDay`, `outOfRange`).
    public static func span(day: Int, offset_s offset: Int) throws -> Validity {
        guard let date = CalendarDay(yyyymmdd: day) else {
            throw TimeError(.noSuchDay, "\(day) is not an observing day; expected a date as YYYYMMDD")
        }
        let nanoseconds = Int64(bounded(offset)) * 1_000_000_000
        let start = date.daysSince1970
        guard let begin = ClockReading(day: start, nanoseconds: nanoseconds).nanosecondsSince1970,
            let end = ClockReading(day: start + 1, nanoseconds: nanoseconds).nanosecondsSince1970
        else {
            throw TimeError(.outOfRange, "observing day \(day) is out of range; expected a year from 1678 to 2262")
        }
        return try Validity(begin: Instant(nanosecondsTAI: begin), end: Instant(nanosecondsTAI: end))
    }

    /// The offset of a civil time zone at an instant, in seconds west of UTC: 28800 for Pacific Standard Time.
    public static func offset(in zone: CivilTimeZone, at instant: Instant) -> Int {
        -zone.offset(at: instant)
    }

    private static func bounded(_ offset: Int) -> Int {
        min(max(offset, -31_622_400), 31_622_400)
    }

    private static func shifted(_ instant: Instant, _ offset: Int) -> ClockReading {
        var clock = ClockReading(nanosecondsSince1970: instant.nanoseconds)
        clock.nanoseconds -= Int64(bounded(offset)) * 1_000_000_000
        return clock.carried()
    }
}
