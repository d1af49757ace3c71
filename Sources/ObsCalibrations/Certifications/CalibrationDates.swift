public import ObsTime

/// The instants that validities and queries of calibrations may name: from 1970 to 2100, TAI.
///
/// Dates beyond it are errors and are never moved into it; what has no begin or no end is left open.
public enum CalibrationDates {
    /// 1970-01-01T00:00:00 TAI, the first instant that may be named.
    public static let first = Instant(nanosecondsTAI: 0)
    /// 2100-01-01T00:00:00 TAI, the last instant that may be named, and then only as an end.
    public static let last = Instant(nanosecondsTAI: 4_102_444_800 * 1_000_000_000)

    /// The interval of a nanosecond that an instant is.
    ///
    /// - Throws: `CalibrationError` (`dateOutOfRange`) at the very last instant that there is.
    public static func interval(of instant: Instant) throws -> Validity {
        let (end, isBeyond) = instant.nanoseconds.addingReportingOverflow(1)
        if isBeyond { throw outOfRange(instant) }
        return try Validity(begin: instant, end: Instant(nanosecondsTAI: end))
    }

    /// Refuses an interval with a bound before 1970 or after 2100.
    ///
    /// - Throws: `CalibrationError` (`dateOutOfRange`)
    public static func check(_ validity: Validity) throws {
        if let begin = validity.begin, begin < first || begin > last { throw outOfRange(begin) }
        if let end = validity.end, end < first || end > last { throw outOfRange(end) }
    }

    static func outOfRange(_ instant: Instant) -> CalibrationError {
        CalibrationError(
            .dateOutOfRange,
            "\(instant) is out of range; expected a date from 1970 to 2100, or none where an interval is open")
    }
}
