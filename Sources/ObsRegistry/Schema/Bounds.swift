internal import ObsCalibrations
internal import ObsTime

/// Validities as the tables hold them: two integers; the least and the greatest stand for open ends.
enum Bounds {
    /// Stands for a begin that is open.
    static let openBegin = Int64.min
    /// Stands for an end that is open.
    static let openEnd = Int64.max
    /// The first instant that may be named.
    static let first = CalibrationDates.first.nanoseconds
    /// The last instant that may be named.
    static let last = CalibrationDates.last.nanoseconds

    /// The integers of a validity.
    static func columns(_ validity: Validity) -> (begin: Int64, end: Int64) {
        (validity.begin?.nanoseconds ?? openBegin, validity.end?.nanoseconds ?? openEnd)
    }

    /// The validity of two integers.
    ///
    /// - Throws: `RegistryError` (`damaged`) when they are none, which the tables refuse to hold
    static func validity(_ begin: Int64, _ end: Int64) throws -> Validity {
        let named = first...last
        guard begin < end, begin == openBegin || named.contains(begin), end == openEnd || named.contains(end) else {
            throw RegistryError(
                .damaged,
                "a certification holds from \(begin) to \(end), which is no interval; take the registry from a copy")
        }
        return try Validity(
            begin: begin == openBegin ? nil : Instant(nanosecondsTAI: begin),
            end: end == openEnd ? nil : Instant(nanosecondsTAI: end))
    }
}
