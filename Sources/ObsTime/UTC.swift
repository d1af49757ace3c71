internal import CObsERFA

/// A reading of a clock: a day, and the nanoseconds since it started (86,400 s or more in a leap second).
struct ClockReading: Equatable {
    var day: Int
    var nanoseconds: Int64
}

let nanosecondsPerDay: Int64 = 86_400_000_000_000

/// The arithmetic between UTC clocks and TAI, in integers; days are counted from 1970-01-01.
enum UTC {
    /// 1972-01-01, from which UTC differs from TAI by whole seconds.
    static let firstSteppedDay = 730

    /// UTC before 1972: an offset and a rate that ERFA knows for every day.
    struct Drift {
        /// TAI − UTC at the start of the day, in seconds.
        let offset: Double
        /// Seconds of TAI that a second of UTC has more than one.
        let rate: Double
        /// What the day is longer than 86,400 s of UTC.
        let step: Double

        init(daysSince1970 day: Int) {
            let atStart = Self.offset(day, 0)
            let atNoon = Self.offset(day, 0.5)
            let perDay = 2 * (atNoon - atStart)
            offset = atStart
            rate = perDay / 86_400
            step = Self.offset(day + 1, 0) - (atStart + perDay)
        }

        /// `eraDat`; its warning of a dubious year (before 1960, and years after its release) changes nothing here.
        private static func offset(_ day: Int, _ fraction: Double) -> Double {
            let date = CalendarDay(daysSince1970: day)
            var offset = 0.0
            _ = unsafe eraDat(Int32(date.year), Int32(date.month), Int32(date.day), fraction, &offset)
            return offset
        }

        var startNanoseconds: Int64 { Int64((offset * 1e9).rounded()) }

        func extraNanoseconds(_ nanosecondsOfDay: Int64) -> Int64 {
            Int64((Double(nanosecondsOfDay) * rate).rounded())
        }
    }

    /// The length of a UTC day in UTC nanoseconds.
    @inline(__always)
    static func length(daysSince1970 day: Int) -> Int64 {
        day >= LeapSeconds.newestFirstDay ? nanosecondsPerDay : earlierLength(day)
    }

    private static func earlierLength(_ day: Int) -> Int64 {
        guard day < firstSteppedDay else {
            let step = LeapSeconds.wholeOffset(daysSince1970: day + 1) - LeapSeconds.wholeOffset(daysSince1970: day)
            return nanosecondsPerDay + Int64(step) * 1_000_000_000
        }
        return nanosecondsPerDay + Int64((Drift(daysSince1970: day).step * 1e9).rounded())
    }

    /// The TAI clock that shows the same moment, its nanoseconds not yet carried into days.
    @inline(__always)
    static func tai(_ utc: ClockReading) -> ClockReading {
        guard utc.day >= firstSteppedDay else { return driftingTAI(utc) }
        let offset = Int64(LeapSeconds.wholeOffset(daysSince1970: utc.day)) * 1_000_000_000
        return ClockReading(day: utc.day, nanoseconds: utc.nanoseconds &+ offset)
    }

    private static func driftingTAI(_ utc: ClockReading) -> ClockReading {
        let drift = Drift(daysSince1970: utc.day)
        let ahead = drift.startNanoseconds + drift.extraNanoseconds(utc.nanoseconds)
        return ClockReading(day: utc.day, nanoseconds: utc.nanoseconds + ahead)
    }

    /// What a UTC clock shows at an instant.
    static func clock(nanosecondsTAI: Int64) -> ClockReading {
        let tai = ClockReading(nanosecondsSince1970: nanosecondsTAI)
        guard tai.day >= firstSteppedDay else { return driftingClock(tai) }
        // The offset of the day before tells the last seconds of a day, and a leap second, from the next day.
        let before = Int64(LeapSeconds.wholeOffset(daysSince1970: tai.day - 1)) * 1_000_000_000
        let after = Int64(LeapSeconds.wholeOffset(daysSince1970: tai.day)) * 1_000_000_000
        if tai.day == firstSteppedDay && tai.nanoseconds < after { return driftingClock(tai) }
        if tai.nanoseconds < after {
            return ClockReading(day: tai.day - 1, nanoseconds: tai.nanoseconds - before + nanosecondsPerDay)
        }
        return ClockReading(day: tai.day, nanoseconds: tai.nanoseconds - after)
    }

    private static func driftingClock(_ tai: ClockReading) -> ClockReading {
        var day = tai.day
        var sinceStart = tai.nanoseconds
        var drift = Drift(daysSince1970: day)
        if sinceStart < drift.startNanoseconds || day >= firstSteppedDay {
            day -= 1
            sinceStart += nanosecondsPerDay
            drift = Drift(daysSince1970: day)
        }
        let elapsed = sinceStart - drift.startNanoseconds
        var utc = elapsed - Int64((Double(elapsed) * (drift.rate / (1 + drift.rate))).rounded())
        // Both directions round to a nanosecond: take the reading that leads back to the instant.
        let error = utc + drift.extraNanoseconds(utc) - elapsed
        utc -= error
        return ClockReading(day: day, nanoseconds: utc)
    }
}

extension ClockReading {
    /// The days and nanoseconds of a count since 1970, which may be negative.
    @inline(__always)
    init(nanosecondsSince1970 total: Int64) {
        var (days, rest) = total.quotientAndRemainder(dividingBy: nanosecondsPerDay)
        if rest < 0 {
            rest &+= nanosecondsPerDay
            days &-= 1
        }
        self.init(day: Int(days), nanoseconds: rest)
    }

    /// The count since 1970, or nil when 64 bits do not hold it.
    @inline(__always)
    var nanosecondsSince1970: Int64? {
        // The days before 1970 are multiplied one short, so that the first representable day does not overflow.
        let borrowed = day < 0 ? 1 : 0
        let (product, tooFar) = Int64(day &+ borrowed).multipliedReportingOverflow(by: nanosecondsPerDay)
        let (sum, beyond) = product.addingReportingOverflow(nanoseconds &- Int64(borrowed) &* nanosecondsPerDay)
        return tooFar || beyond ? nil : sum
    }
}
