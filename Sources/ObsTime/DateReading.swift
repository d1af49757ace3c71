/// What a card says of a date: its day, the instant if a time of day is there, and what had to be remarked on the way.
///
/// Cards have more forms than people type on a command line (`Instant.init(iso:scale:)`):
///
/// | form | source |
/// |---|---|
/// | `2013-08-31T06:03:30.5`, a blank instead of the `T`, `Z` or `+00:00` behind it in UTC | FITS 4.0, section 9.1.1; ISO 8601 |
/// | `2013-08-31`, which has no time of day | the same |
/// | `31/08/95`, day, month and year of the 1900s, with or without a time of day; a note where it is before 1960 | FITS 4.0, section 4.4.2.1 |
/// | hours, minutes and seconds of one digit, `8:20:06.598` | HSC, and whoever prints numbers without their zeros |
/// | 60 seconds that are no leap second, `06:15:60.000`, and hour 24: they are carried over, with a note | rounding by printf |
///
/// Blanks around a text do not count. A month by name, a year of two digits in another place and a day of the year are
/// no dates: the same text would be read as different days.
public struct DateReading: Sendable, Hashable {
    /// The scale in which the text was read.
    public let scale: TimeScale
    private let found: Found
    /// What was found that is not as it should be and does not hinder the reading, each a sentence; usually nothing.
    public let notes: [String]

    private enum Found: Hashable {
        case instant(Instant)
        /// A day without time of day, counted from 1970-01-01.
        case day(Int)
    }

    /// The instant; nil where the text has no time of day.
    public var instant: Instant? {
        if case .instant(let instant) = found { instant } else { nil }
    }

    /// The day of the calendar in the scale; where seconds were carried over midnight, the next one.
    public var day: CalendarDay {
        switch found {
        case .instant(let instant): instant.calendarDay(scale: scale)
        case .day(let days): CalendarDay(daysSince1970: days)
        }
    }

    /// All instants of the day in the scale, leap second included: where a date without time of day lies.
    public var span: Range<Instant> {
        let days = day.daysSince1970
        return Self.start(days, scale)..<Self.start(days + 1, scale)
    }

    /// The instant at which a day begins; the first or last of all instants where it lies beyond them.
    private static func start(_ days: Int, _ scale: TimeScale) -> Instant {
        Instant(clock: ClockReading(day: days, nanoseconds: 0), scale: scale)
            ?? Instant(nanosecondsTAI: days < 0 ? .min : .max)
    }

    /// Reads a date, with or without a time of day.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`)
    @inlinable
    public init(_ text: some StringProtocol, scale: TimeScale) throws {
        let text = String(text)
        try self.init(utf8: text.utf8.span, scale: scale)
    }

    /// Reads a date and a time of day that stand apart, as in the cards `DATE-OBS` and `UT`.
    ///
    /// The time of day counts also where the date has one of its own, which most often is a midnight that some program
    /// filled in; a note says so if it is another time. A blank time of day is an error, not a date without one.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`)
    @inlinable
    public init(date: some StringProtocol, timeOfDay: some StringProtocol, scale: TimeScale) throws {
        let (date, timeOfDay) = (String(date), String(timeOfDay))
        try self.init(dateUTF8: date.utf8.span, timeOfDayUTF8: timeOfDay.utf8.span, scale: scale)
    }

    private init(scale: TimeScale, found: Found, notes: [String]) {
        self.scale = scale
        self.found = found
        self.notes = notes
    }

    /// Reads a date in UTF-8 bytes, with or without a time of day.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`)
    public init(utf8 bytes: Span<UInt8>, scale: TimeScale) throws {
        // What nearly all cards have, by the short way.
        if bytes.count > 10, case .success(let instant) = ISODate.read(bytes, scale: scale, firstDay: ISODate.firstDay)
        {
            self.init(scale: scale, found: .instant(instant), notes: [])
            return
        }
        var scanner = DateScanner(bytes, scale: scale)
        let days = try scanner.date()
        guard let clock = try scanner.timeBehindDate() else {
            self.init(scale: scale, found: .day(days), notes: scanner.notes)
            return
        }
        try self.init(days: days, clock: clock, scanner, scanner.notes)
    }

    /// Reads a date and a time of day that stand apart, in UTF-8 bytes: see `init(date:timeOfDay:scale:)`.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`)
    public init(
        dateUTF8 date: Span<UInt8>, timeOfDayUTF8 timeOfDay: Span<UInt8>, scale: TimeScale
    ) throws {
        // What nearly all cards have, by the short way.
        if let instant = ISODate.read(date: date, timeOfDay: timeOfDay, scale: scale) {
            self.init(scale: scale, found: .instant(instant), notes: [])
            return
        }
        var dateScanner = DateScanner(date, scale: scale)
        let days = try dateScanner.date()
        let own = try dateScanner.timeBehindDate()
        var scanner = DateScanner(timeOfDay, scale: scale)
        let clock = try scanner.timeOfDay()
        var notes = dateScanner.notes
        if let own, own.nanoseconds != 0, own.nanoseconds != clock.nanoseconds {
            notes.append(
                "the time of day in \(TimeError.quoted(date)) is not used: \(TimeError.quoted(timeOfDay)) stands for it"
            )
        }
        try self.init(days: days, clock: clock, scanner, notes)
    }

    /// The instant of a day and of what a clock shows, perhaps a minute of 60 seconds or a day of 24 hours.
    private init(days: Int, clock: ScannedTime, _ scanner: DateScanner, _ notes: [String]) throws {
        let scale = scanner.scale
        let length = scale == .utc ? UTC.length(daysSince1970: days) : nanosecondsPerDay
        let isLeapSecond = clock.hasSecond60 && clock.isLastMinute && clock.nanoseconds < length
        let isCarried = clock.hasSecond60 && !isLeapSecond
        var reading = ClockReading(day: days, nanoseconds: clock.nanoseconds)
        if clock.isHour24 || isCarried && clock.isLastMinute {
            reading = ClockReading(day: days + 1, nanoseconds: clock.nanoseconds - nanosecondsPerDay)
        }
        guard let instant = Instant(clock: reading, scale: scale) else { throw scanner.error(.range) }
        var notes = notes
        if isCarried || clock.isHour24 {
            let what = clock.isHour24 ? "hour 24" : "60 seconds that are no leap second"
            notes.append("\(scanner.quoted) has \(what); it is read as \(instant.isoText(scale: scale)) \(scale.name)")
        }
        self.init(scale: scale, found: .instant(instant), notes: notes)
    }
}

extension Instant {
    /// The instant of a date and a time of day that stand apart, as in the cards `DATE-OBS` and `UT`.
    ///
    /// Where something is to be remarked, a second 60 that is carried over for one, nobody is told: `DateReading` says it.
    ///
    /// - Throws: `TimeError` (`syntax`, `noSuchDay`, `noSuchTime`, `outOfRange`).
    public init(date: some StringProtocol, timeOfDay: some StringProtocol, scale: TimeScale) throws {
        let reading = try DateReading(date: date, timeOfDay: timeOfDay, scale: scale)
        guard let instant = reading.instant else {
            preconditionFailure("a date and a time of day are an instant")
        }
        self = instant
    }
}
