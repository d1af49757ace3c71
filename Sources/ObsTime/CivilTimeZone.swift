/// The civil time of a place, as rules: a standard offset, and daylight saving time between two Sundays of a year.
public struct CivilTimeZone: Hashable, Sendable {
    /// A day of the year that is named by its weekday.
    public struct SundayOfMonth: Hashable, Sendable {
        /// The month, 1 to 12.
        public let month: Int
        /// The Sunday is the first one on or after this day of the month.
        public let onOrAfter: Int

        /// The first Sunday on or after a day of a month; a month or day that no calendar has is a programming error.
        public init(month: Int, onOrAfter: Int) {
            precondition((1...12).contains(month), "month \(month) is not 1 to 12")
            precondition((1...31).contains(onOrAfter), "day \(onOrAfter) is not 1 to 31")
            self.month = month
            self.onOrAfter = onOrAfter
        }

        func daysSince1970(year: Int) -> Int {
            let first = Civil.days(year: year, month: month, day: onOrAfter)
            let weekday = Civil.weekday(daysSince1970: first)
            return first + (7 - weekday) % 7
        }
    }

    /// Daylight saving time in a run of years: clocks go forward at `start`, back at `end`.
    ///
    /// Both changes happen when the clock shows 2 o'clock, in standard time at the start, in daylight time at the end.
    public struct DaylightRule: Hashable, Sendable {
        /// The years in which the rule holds.
        public let years: ClosedRange<Int>
        /// When clocks go forward.
        public let start: SundayOfMonth
        /// When clocks go back.
        public let end: SundayOfMonth

        /// A rule for some years.
        public init(years: ClosedRange<Int>, start: SundayOfMonth, end: SundayOfMonth) {
            self.years = years
            self.start = start
            self.end = end
        }
    }

    /// The name in the tz database, `US/Pacific`.
    public let name: String
    /// Seconds that standard time is ahead of UTC: −28800 for Pacific Standard Time.
    public let standardOffset: Int
    /// The rules of daylight saving time; years without a rule have none.
    public let rules: [DaylightRule]

    /// A time zone with rules; an offset of more than a day is a programming error.
    public init(name: String, standardOffset: Int, rules: [DaylightRule] = []) {
        precondition(abs(standardOffset) <= 86_400, "the offset of \(name), \(standardOffset) s, exceeds a day")
        self.name = name
        self.standardOffset = standardOffset
        self.rules = rules
    }

    /// Seconds that civil time is ahead of UTC at an instant: −28800 (PST) or −25200 (PDT) in California.
    public func offset(at instant: Instant) -> Int {
        let utc = instant.clock(scale: .utc)
        // A leap second belongs to the day that it ends.
        let seconds = utc.day * 86_400 + min(Int(utc.nanoseconds / 1_000_000_000), 86_399)
        let localDay = (seconds + standardOffset).flooredDays
        let year = Civil.date(daysSince1970: localDay).year
        guard let rule = rules.first(where: { $0.years.contains(year) }) else { return standardOffset }
        let start = rule.start.daysSince1970(year: year) * 86_400 + Self.changeOfClock - standardOffset
        let daylight = standardOffset + Self.saving
        let end = rule.end.daysSince1970(year: year) * 86_400 + Self.changeOfClock - daylight
        return seconds >= start && seconds < end ? daylight : standardOffset
    }

    private static let changeOfClock = 7_200
    private static let saving = 3_600
}

extension CivilTimeZone {
    /// Coordinated Universal Time.
    public static let utc = CivilTimeZone(name: "UTC", standardOffset: 0)

    /// Hawaii, without daylight saving time.
    public static let usHawaii = CivilTimeZone(name: "US/Hawaii", standardOffset: -36_000)

    /// California, by the rules since 1976 (tz database, northamerica); standard time in the years before.
    public static let usPacific = CivilTimeZone(
        name: "US/Pacific", standardOffset: -28_800,
        rules: [
            // Energy Policy Act of 2005: the second Sunday in March to the first in November.
            DaylightRule(
                years: 2007...9999, start: SundayOfMonth(month: 3, onOrAfter: 8),
                end: SundayOfMonth(month: 11, onOrAfter: 1)),
            // The first Sunday in April to the last in October.
            DaylightRule(
                years: 1987...2006, start: SundayOfMonth(month: 4, onOrAfter: 1),
                end: SundayOfMonth(month: 10, onOrAfter: 25)),
            // The last Sunday in April to the last in October.
            DaylightRule(
                years: 1976...1986, start: SundayOfMonth(month: 4, onOrAfter: 24),
                end: SundayOfMonth(month: 10, onOrAfter: 25)),
        ])

    /// The built-in zone of a name in the tz database (`US/Pacific`, `America/Los_Angeles`, `UTC` …), or nil.
    public static func named(_ name: String) -> CivilTimeZone? { byName.first { $0.name == name }?.zone }

    /// The names of the built-in time zones.
    public static let names = byName.map(\.name)

    private static let byName: [(name: String, zone: CivilTimeZone)] = [
        ("US/Pacific", .usPacific), ("America/Los_Angeles", .usPacific), ("US/Hawaii", .usHawaii),
        ("Pacific/Honolulu", .usHawaii), ("UTC", .utc), ("Etc/UTC", .utc),
    ]
}

extension Int {
    /// Whole days of 86,400 s, rounded down.
    var flooredDays: Int {
        let (days, rest) = quotientAndRemainder(dividingBy: 86_400)
        return rest < 0 ? days - 1 : days
    }
}
