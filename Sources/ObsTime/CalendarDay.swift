internal import ObsText

/// A day of the Gregorian calendar, extended back before 1582, from 0001-01-01 to 9999-12-31.
public struct CalendarDay: Hashable, Comparable, Sendable {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// The day with these numbers, or nil when the calendar has none.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Civil.daysInMonth(year: year, month: month)
        else { return nil }
        self.init(unchecked: (year, month, day))
    }

    /// The day written as one number, 20130831 for 31 August 2013, or nil when the calendar has none.
    public init?(yyyymmdd: Int) {
        guard (1_01_01...9999_12_31).contains(yyyymmdd) else { return nil }
        self.init(year: yyyymmdd / 10_000, month: yyyymmdd / 100 % 100, day: yyyymmdd % 100)
    }

    /// The day that starts at the given modified Julian date; numbers beyond the calendar give its first or last day.
    package init(modifiedJulianDay: Int) {
        let inside = min(max(modifiedJulianDay, Self.firstModifiedJulianDay), Self.lastModifiedJulianDay)
        self.init(unchecked: Civil.date(daysSince1970: inside - Civil.modifiedJulianDayOf1970))
    }

    /// A day known to exist: days since 1970-01-01 within the range of the calendar.
    init(daysSince1970 days: Int) {
        self.init(modifiedJulianDay: days + Civil.modifiedJulianDayOf1970)
    }

    private init(unchecked date: (year: Int, month: Int, day: Int)) {
        year = date.year
        month = date.month
        day = date.day
    }

    /// The day as one number, 20130831 for 31 August 2013.
    public var yyyymmdd: Int { year * 10_000 + month * 100 + day }

    /// The modified Julian date at which the day starts.
    package var modifiedJulianDay: Int { daysSince1970 + Civil.modifiedJulianDayOf1970 }

    var daysSince1970: Int { Civil.days(year: year, month: month, day: day) }

    /// Earlier days come first.
    public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.yyyymmdd < right.yyyymmdd }

    private static let firstModifiedJulianDay = -678_575
    private static let lastModifiedJulianDay = 2_973_483
}

extension CalendarDay: CustomStringConvertible {
    /// The day as `2013-08-31`.
    public var description: String { "\(year.zeroPadded(4))-\(month.zeroPadded(2))-\(day.zeroPadded(2))" }
}

/// Day counting in the proleptic Gregorian calendar: eras of 400 years that start on 1 March.
///
/// The method is that of Richards, Explanatory Supplement to the Astronomical Almanac (2013), section 15.11, with the
/// counting moved to 1 March so that leap days come last.
enum Civil {
    static let modifiedJulianDayOf1970 = 40_587

    @inline(__always)
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year &- 1
        let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
        let yearOfEra = shifted &- era &* 400
        let monthFromMarch = month > 2 ? month &- 3 : month &+ 9
        let dayOfYear = (153 &* monthFromMarch &+ 2) / 5 &+ day &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return era &* 146_097 &+ dayOfEra &- 719_468
    }

    static func date(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 &+ 719_468
        let era = (days >= 0 ? days : days &- 146_096) / 146_097
        let dayOfEra = days &- era &* 146_097
        let yearOfEra = (dayOfEra &- dayOfEra / 1_460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let monthFromMarch = (5 &* dayOfYear &+ 2) / 153
        let day = dayOfYear &- (153 &* monthFromMarch &+ 2) / 5 &+ 1
        let month = monthFromMarch < 10 ? monthFromMarch &+ 3 : monthFromMarch &- 9
        return (yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0), month, day)
    }

    @inline(__always)
    static func isLeapYear(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    @inline(__always)
    static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// 0 for Sunday to 6 for Saturday.
    static func weekday(daysSince1970 days: Int) -> Int {
        let remainder = (days &+ 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }
}
