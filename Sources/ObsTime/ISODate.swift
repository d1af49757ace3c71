internal import ObsText

/// Reading dates of the form `YYYY-MM-DD[THH:MM[:SS[.s…]]][Z]` from UTF-8.
///
/// This is the syntax of FITS (Rots et al. 2015, A&A 574, A36) without signed years, plus times without seconds and a
/// final `Z` for UTC. Blanks, commas, hour 24 and days of the year are not dates.
enum ISODate {
    /// Days since 1970-01-01 of 1678-01-01 and 2262-04-12: every date that can be an `Instant` lies between.
    static let firstDay = -106_650
    static let lastDay = 106_751

    /// What stopped the reading of a date, turned into a message only when it is thrown.
    enum Failure: Error {
        case shape
        case notUTC
        case month, day
        case hour, minute, second, leapSecond
        case range
    }

    /// Reads a date, or says what is wrong with it.
    ///
    /// - Throws: `TimeError`.
    @inline(__always)
    static func instant(_ text: Span<UInt8>, scale: TimeScale) throws -> Instant {
        switch read(text, scale: scale, firstDay: firstDay) {
        case .success(let instant): return instant
        case .failure(let failure): throw error(failure, text, scale)
        }
    }

    /// Reads a date that may end in the name of its scale, UTC otherwise.
    ///
    /// - Throws: `TimeError`.
    static func instantNamingItsScale(
        _ text: Span<UInt8>, isAnyYearAllowed: Bool = false
    ) throws -> Instant {
        var end = text.count
        while end > 0, isLetter(text[end - 1]) { end -= 1 }
        let suffix = String(decoding: text.extracting(end...))
        var scale = TimeScale.utc
        if suffix.isEmpty || suffix == "Z" {
            end = text.count
        } else if let named = TimeScale(named: suffix) {
            scale = named
            while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        } else {
            throw TimeError(
                .unknownName,
                "\(TimeError.quoted(text)) ends in no known time scale; expected UTC (or Z or nothing), TAI, TT or GPS")
        }
        let date = text.extracting(..<end)
        switch read(date, scale: scale, firstDay: isAnyYearAllowed ? firstDay - 366 : firstDay) {
        case .success(let instant): return instant
        case .failure(let failure): throw error(failure, date, scale)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    /// The value of two digits, or more than 99 when they are none.
    @inline(__always)
    private static func twoDigits(_ text: Span<UInt8>, _ at: Int) -> Int {
        let tens = text[at] &- 0x30
        let ones = text[at &+ 1] &- 0x30
        return tens > 9 || ones > 9 ? 1_000 : Int(tens) &* 10 &+ Int(ones)
    }

    /// Reads the ten bytes of a day: days since 1970-01-01.
    @inline(__always)
    private static func day(_ text: Span<UInt8>, firstDay: Int) -> Result<Int, Failure> {
        guard text.count >= 10 else { return .failure(.shape) }
        let (century, yearOfCentury) = (twoDigits(text, 0), twoDigits(text, 2))
        let (month, day) = (twoDigits(text, 5), twoDigits(text, 8))
        guard century < 100, yearOfCentury < 100, month < 100, day < 100,
            text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-")
        else { return .failure(.shape) }
        let year = century &* 100 &+ yearOfCentury
        guard month >= 1, month <= 12 else { return .failure(.month) }
        guard day >= 1, day <= 28 || day <= Civil.daysInMonth(year: year, month: month) else {
            return .failure(.day)
        }
        let days = Civil.days(year: year, month: month, day: day)
        guard days >= firstDay, days <= lastDay else { return .failure(.range) }
        return .success(days)
    }

    static func read(
        _ text: Span<UInt8>, scale: TimeScale, firstDay: Int
    ) -> Result<Instant, Failure> {
        let days: Int
        switch day(text, firstDay: firstDay) {
        case .success(let found): days = found
        case .failure(let failure): return .failure(failure)
        }
        var nanoseconds: Int64 = 0
        if text.count > 10 {
            guard text[10] == UInt8(ascii: "T") else { return .failure(.shape) }
            let hasZ = text[text.count &- 1] == UInt8(ascii: "Z")
            guard !hasZ || scale == .utc else { return .failure(.notUTC) }
            let time = text.extracting(11..<(hasZ ? text.count &- 1 : text.count))
            let length = scale == .utc ? UTC.length(daysSince1970: days) : nanosecondsPerDay
            switch ISODate.time(time, dayLength: length) {
            case .success(let value): nanoseconds = value
            case .failure(let failure): return .failure(failure)
            }
        }
        guard let instant = Instant(clock: ClockReading(day: days, nanoseconds: nanoseconds), scale: scale) else {
            return .failure(.range)
        }
        return .success(instant)
    }

    /// Reads a date without a time of day and a time of day that stands apart; nil where one of them is of another form.
    @inline(__always)
    static func read(
        date: Span<UInt8>, timeOfDay: Span<UInt8>, scale: TimeScale
    ) -> Instant? {
        guard date.count == 10, case .success(let day) = day(date, firstDay: firstDay) else { return nil }
        let length = scale == .utc ? UTC.length(daysSince1970: day) : nanosecondsPerDay
        guard case .success(let nanoseconds) = time(timeOfDay, dayLength: length) else { return nil }
        return Instant(clock: ClockReading(day: day, nanoseconds: nanoseconds), scale: scale)
    }

    /// Reads `HH:MM[:SS[.s…]]`; the day's length says whether its last minute has a second 60.
    @inline(__always)
    static func time(_ text: Span<UInt8>, dayLength: Int64) -> Result<Int64, Failure> {
        guard text.count >= 5, text[2] == UInt8(ascii: ":") else { return .failure(.shape) }
        let (hour, minute) = (twoDigits(text, 0), twoDigits(text, 3))
        guard hour < 100, minute < 100 else { return .failure(.shape) }
        guard hour < 24 else { return .failure(.hour) }
        guard minute < 60 else { return .failure(.minute) }
        var second = 0
        var fraction = SecondFraction.none
        if text.count > 5 {
            guard text.count >= 8, text[5] == UInt8(ascii: ":") else { return .failure(.shape) }
            second = twoDigits(text, 6)
            guard second < 100 else { return .failure(.shape) }
            guard second <= 61 else { return .failure(.second) }
            if text.count > 8 {
                guard text[8] == UInt8(ascii: "."), let found = SecondFraction(text, from: 9, to: text.count),
                    found.end == text.count
                else { return .failure(.shape) }
                fraction = found
            }
        }
        let whole = Int64(hour &* 3_600 &+ minute &* 60 &+ second)
        let nanoseconds = whole &* 1_000_000_000 &+ fraction.nanoseconds
        let isLastMinute = hour == 23 && minute == 59
        guard second < 60 || isLastMinute, nanoseconds < dayLength else { return .failure(.leapSecond) }
        return .success(fraction.isRoundedUp ? nanoseconds &+ 1 : nanoseconds)
    }

    @inline(never)
    static func error(_ failure: Failure, _ text: Span<UInt8>, _ scale: TimeScale) -> TimeError {
        let found = TimeError.quoted(text)
        switch failure {
        case .shape:
            return TimeError(
                .syntax,
                "\(found) is not a date; expected YYYY-MM-DD, YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS[.s…]"
                    + (scale == .utc ? ", perhaps with a final Z" : "") + ", without blanks")
        case .notUTC:
            return TimeError(.syntax, "\(found) ends in Z, which means UTC, where a \(scale.name) date is expected")
        case .month:
            return TimeError(.noSuchDay, "\(found) has no such month; expected 01 to 12")
        case .day:
            return TimeError(.noSuchDay, "\(found) names a day that its month does not have")
        case .hour:
            return TimeError(.noSuchTime, "\(found) has no such hour; expected 00 to 23")
        case .minute:
            return TimeError(.noSuchTime, "\(found) has no such minute; expected 00 to 59")
        case .second:
            return TimeError(.noSuchTime, "\(found) has no such second; expected 00 to 59, or 60 in a leap second")
        case .leapSecond:
            return TimeError(
                .noSuchTime,
                "\(found) has no such second in \(scale.name); second 60 exists only at 23:59:60 UTC on days that end "
                    + "with a leap second (the last was 2016-12-31)")
        case .range:
            return TimeError(.outOfRange, "\(found) is out of range; expected a year from 1678 to 2262 (11 April)")
        }
    }
}

extension Instant {
    /// The instant of a date such as `2013-08-31T06:03:30.5`, read in a scale.
    ///
    /// This is for dates that people write in files and on command lines, where a date without a time of day means its
    /// midnight; what cards have is read by `DateReading`, which says whether a time of day was there. The form is `YYYY-MM-DD[THH:MM[:SS[.s…]]]`, with a final `Z` only in UTC; second 60 exists on the UTC days that
    /// end with a leap second. Decimals beyond the ninth round.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`).
    @inlinable
    public init(iso text: some StringProtocol, scale: TimeScale) throws {
        let text = String(text)
        try self.init(isoBytes: text.utf8.span, scale: scale)
    }

    /// The instant of a date in UTF-8 bytes: `init(iso:scale:)` without making a string.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`).
    public init(isoBytes bytes: Span<UInt8>, scale: TimeScale) throws {
        self = try ISODate.instant(bytes, scale: scale)
    }

    /// The instant of a date that is UTC unless it ends in another scale: `2013-08-31T06:04:05 TAI`.
    ///
    /// This is how people write dates on a command line; one blank or none stands before `UTC`, `TAI`, `TT` or `GPS`.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`, `unknownName`).
    public init(_ text: some StringProtocol) throws {
        let text = String(text)
        self = try ISODate.instantNamingItsScale(text.utf8.span)
    }
}
