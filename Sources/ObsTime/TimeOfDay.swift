/// Reading a time of day, `HH:MM:SS[.s…]`, by itself or next to the card that holds the date.
public enum TimeOfDay {
    /// The nanoseconds since midnight of `HH:MM[:SS[.s…]]`, on a day of 86,400 s.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchTime`).
    public static func nanoseconds(_ text: some StringProtocol) throws -> Int64 {
        var text = String(text)
        return try text.withUTF8 { bytes in
            switch ISODate.time(bytes, dayLength: nanosecondsPerDay) {
            case .success(let nanoseconds): return nanoseconds
            case .failure(.shape):
                throw TimeError(
                    .syntax, "\(TimeError.quoted(bytes)) is not a time of day; expected HH:MM:SS[.s…], without blanks")
            case .failure(let failure):
                throw ISODate.error(failure, bytes, .tai)
            }
        }
    }
}

extension Instant {
    /// The instant of a date and a time of day that stand apart, as in the cards `DATE-OBS` and `UT`.
    ///
    /// Of the date the first ten characters count, `2013-08-31` of `2013-08-31T00:00:00`.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`).
    public init(date: some StringProtocol, timeOfDay: some StringProtocol, scale: TimeScale) throws {
        try self.init(iso: String(date.prefix(10)) + "T" + String(timeOfDay), scale: scale)
    }
}
