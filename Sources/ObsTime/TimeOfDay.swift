/// Reading a time of day, `HH:MM:SS[.s…]`, by itself or next to the card that holds the date.
public enum TimeOfDay {
    /// The nanoseconds since midnight of `HH:MM[:SS[.s…]]`, on a day of 86,400 s.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchTime`).
    public static func nanoseconds(_ text: some StringProtocol) throws -> Int64 {
        let text = String(text)
        let bytes = text.utf8.span
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

extension TimeOfDay {
    /// The nanoseconds since midnight of `HH:MM[:SS[.s…]]`; nil where the text is no such time.
    package static func nanoseconds(ifTimeOfDay text: String) -> Int64? {
        try? ISODate.time(text.utf8.span, dayLength: nanosecondsPerDay).get()
    }
}
