/// A moment, in integer nanoseconds of TAI since 1970-01-01T00:00:00 TAI.
///
/// Every moment between the years 1678 and 2262 has exactly one value, leap seconds included. Dates in other scales
/// exist only where text or numbers are read or written.
///
/// Its `Codable` form is text, `2013-08-31T06:04:05.500000000 TAI`.
public struct Instant: Hashable, Sendable {
    /// Nanoseconds of TAI since 1970-01-01T00:00:00 TAI.
    public let nanoseconds: Int64

    /// The instant that is so many nanoseconds of TAI after 1970-01-01T00:00:00 TAI.
    public init(nanosecondsTAI: Int64) {
        nanoseconds = nanosecondsTAI
    }
}

extension Instant: Comparable {
    /// Earlier instants come first.
    public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Instant {
    /// The instant so many seconds later, rounded to a nanosecond, or nil when out of range or not finite.
    public func adding(seconds: Double) -> Instant? {
        // Whole seconds and the rest apart: their product with 1e9 stays exact to well below a nanosecond.
        guard abs(seconds) < 2e10 else { return nil }
        let whole = seconds.rounded(.towardZero)
        let rest = Int64(((seconds - whole) * 1e9).rounded())
        // In 128 bits nothing overflows.
        let total = Int128(nanoseconds) + Int128(whole) * 1_000_000_000 + Int128(rest)
        return Int64(exactly: total).map(Instant.init(nanosecondsTAI:))
    }

    /// The seconds from another instant to this one, negative when this one is earlier.
    public func seconds(since other: Instant) -> Double {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        guard !overflow else { return Double(nanoseconds) * 1e-9 - Double(other.nanoseconds) * 1e-9 }
        let (whole, rest) = difference.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Double(whole) + Double(rest) / 1e9
    }

    /// The day of the calendar that a clock of the scale shows.
    public func calendarDay(scale: TimeScale) -> CalendarDay {
        CalendarDay(daysSince1970: clock(scale: scale).day)
    }

    /// What a clock of the scale shows.
    @inline(__always)
    func clock(scale: TimeScale) -> ClockReading {
        if scale == .utc { return UTC.clock(nanosecondsTAI: nanoseconds) }
        var clock = ClockReading(nanosecondsSince1970: nanoseconds)
        clock.nanoseconds &+= scale.nanosecondsAheadOfTAI
        return clock.carried()
    }

    /// The instant at which a clock of the scale shows this, or nil when out of range.
    @inline(__always)
    init?(clock: ClockReading, scale: TimeScale) {
        var tai = clock
        if scale == .utc {
            tai = UTC.tai(clock)
        } else {
            tai.nanoseconds &-= scale.nanosecondsAheadOfTAI
        }
        guard let nanoseconds = tai.nanosecondsSince1970 else { return nil }
        self.init(nanosecondsTAI: nanoseconds)
    }
}

extension ClockReading {
    /// The same reading with less than a day in the nanoseconds; only for scales without leap seconds.
    @inline(__always)
    func carried() -> ClockReading {
        guard nanoseconds < 0 || nanoseconds >= nanosecondsPerDay else { return self }
        let carry = ClockReading(nanosecondsSince1970: nanoseconds)
        return ClockReading(day: day &+ carry.day, nanoseconds: carry.nanoseconds)
    }
}

extension Instant: CustomStringConvertible {
    /// The UTC date, `2013-08-31T06:03:30.5Z`, with as many decimals as it needs.
    public var description: String {
        var text = isoText(scale: .utc, fractionDigits: 9)
        while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
        if text.utf8.last == UInt8(ascii: ".") { text.removeLast() }
        return text + "Z"
    }
}

extension Instant: Codable {
    /// Reads the text form.
    ///
    /// - Throws: `DecodingError` when it is not a date of the form that `encode` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            self = try ISODate.instantNamingItsScale(text.utf8.span, isAnyYearAllowed: true)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    /// Writes `2013-08-31T06:04:05.500000000 TAI`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(isoText(scale: .tai, fractionDigits: 9) + " TAI")
    }
}
