extension Instant {
    /// The instant of a modified Julian date, rounded to a nanosecond.
    ///
    /// The fraction of a UTC day that ends with a leap second counts in 86,401 parts, as in ERFA.
    ///
    /// - Throws: `TimeError` (`notFinite`, `outOfRange`).
    public init(mjd: Double, scale: TimeScale) throws {
        let day = mjd.rounded(.down)
        guard abs(mjd) < 1e7,
            let instant = Instant(
                daysSince1970: Int(day) - Civil.modifiedJulianDayOf1970, fraction: mjd - day, scale: scale)
        else { throw TimeError.unusable(day: mjd, "modified Julian date", range: "-66063 to 147339") }
        self = instant
    }

    /// The instant of a Julian date in two parts, whose sum counts, rounded to a nanosecond.
    ///
    /// - Throws: `TimeError` (`notFinite`, `outOfRange`).
    public init(julianDate jd1: Double, _ jd2: Double, scale: TimeScale) throws {
        guard abs(jd1) < 1e8, abs(jd2) < 1e8 else {
            throw TimeError.unusable(day: jd1 + jd2, "Julian date", range: "2333937.5 to 2547339.5")
        }
        // Whole days apart, so that the differences are exact; days start half a day after the whole numbers.
        let (day1, day2) = (jd1.rounded(), jd2.rounded())
        let fraction = (jd1 - day1) + (jd2 - day2) + 0.5
        let carry = fraction.rounded(.down)
        let day = Int(day1) + Int(day2) + Int(carry) - Self.julianDayOf1970
        guard let instant = Instant(daysSince1970: day, fraction: fraction - carry, scale: scale) else {
            throw TimeError.unusable(day: jd1 + jd2, "Julian date", range: "2333937.5 to 2547339.5")
        }
        self = instant
    }

    /// The Julian date in two parts: a whole number, and the rest from −0.5 to +0.5.
    ///
    /// At midnight, where two pairs would do, the whole number is the even one: this is the pair that astropy makes.
    /// In UTC the day that ends with a leap second counts in 86,401 parts, as in ERFA.
    public func julianDate(scale: TimeScale = .tai) -> (Double, Double) {
        let clock = clock(scale: scale)
        let noon = clock.day + Self.julianDayOf1970
        if clock.nanoseconds == 0 && noon & 1 == 1 { return (Double(noon - 1), 0.5) }
        let length = scale == .utc ? UTC.length(daysSince1970: clock.day) : nanosecondsPerDay
        // One rounding only: numerator and denominator are exact.
        return (Double(noon), Double(2 * clock.nanoseconds - length) / Double(2 * length))
    }

    /// The modified Julian date, exact to about 1 µs, which is what a `Double` holds.
    public func mjd(scale: TimeScale) -> Double {
        let clock = clock(scale: scale)
        let length = scale == .utc ? UTC.length(daysSince1970: clock.day) : nanosecondsPerDay
        return Double(clock.day + Civil.modifiedJulianDayOf1970) + Double(clock.nanoseconds) / Double(length)
    }

    /// The Julian date that starts at noon of 1970-01-01.
    private static let julianDayOf1970 = 2_440_588

    @inline(__always)
    private init?(daysSince1970 day: Int, fraction: Double, scale: TimeScale) {
        guard (ISODate.firstDay...ISODate.lastDay).contains(day) else { return nil }
        let length = scale == .utc ? UTC.length(daysSince1970: day) : nanosecondsPerDay
        let nanoseconds = Int64((fraction * Double(length)).rounded())
        self.init(clock: ClockReading(day: day, nanoseconds: nanoseconds), scale: scale)
    }
}

extension TimeError {
    static func unusable(day: Double, _ what: String, range: String) -> TimeError {
        guard day.isFinite else {
            return TimeError(.notFinite, "\(what) is \(day); a finite number of days is expected")
        }
        return TimeError(.outOfRange, "\(what) \(day) is out of range: \(range) is the years 1678 to 2262")
    }
}
