internal import ObsText

/// A time of day as it is written, before anybody asks whether its day has such a time.
struct ScannedTime {
    /// Since midnight; second 60 and hour 24 count on.
    var nanoseconds: Int64
    /// Whether the seconds are 60 or 60 and a fraction.
    var hasSecond60: Bool
    /// Whether the minute is 23:59.
    var isLastMinute: Bool
    /// Whether it is 24:00:00.
    var isHour24: Bool
}

/// Reads the forms of dates and times that cards have; see `DateReading`.
struct DateScanner {
    let scale: TimeScale
    /// What is to be remarked of what was read so far.
    private(set) var notes: [String] = []
    /// The whole text, for messages.
    private let text: [UInt8]
    /// Where what is left to read begins and ends, outer blanks aside.
    private var place: Int
    private let end: Int

    init(_ text: Span<UInt8>, scale: TimeScale) {
        self.text = text.array
        self.scale = scale
        var (start, end) = (0, text.count)
        while start < end, text[start] == Self.blank { start += 1 }
        while end > start, text[end - 1] == Self.blank { end -= 1 }
        (place, self.end) = (start, end)
    }

    private static let blank = UInt8(ascii: " ")

    /// The text as it may stand in a message.
    var quoted: String { TimeError.quoted(text.span) }

    /// Reads `YYYY-MM-DD` or `DD/MM/YY`: days since 1970-01-01.
    mutating func date() throws -> Int {
        guard place < end else {
            throw TimeError(
                .syntax, "the date is blank; expected YYYY-MM-DD, with or without THH:MM:SS[.s…], or DD/MM/YY")
        }
        let start = place
        let first = number(atMost: 4)
        let (year, month, day): (Int, Int, Int)
        if let first, first.count == 4, skip(UInt8(ascii: "-")), let second = number(atMost: 2), second.count == 2,
            skip(UInt8(ascii: "-")), let third = number(atMost: 2), third.count == 2
        {
            (year, month, day) = (first.value, second.value, third.value)
        } else {
            place = start
            guard let first = number(atMost: 2), skip(UInt8(ascii: "/")), let second = number(atMost: 2),
                skip(UInt8(ascii: "/")), let third = number(atMost: 2), third.count == 2, !isDigit
            else { throw shape }
            (year, month, day) = (1900 + third.value, second.value, first.value)
            guard 1...12 ~= month else {
                throw TimeError(
                    .noSuchDay, "\(quoted) has no such month; in the form DD/MM/YY the day comes first, then the month")
            }
            // Whoever wrote 13 in 2013 had no right to this form.
            if year < 1960 {
                notes.append(
                    "\(quoted) is read as a day of \(year): the form DD/MM/YY ends with 1999 (FITS 4.0, section 4.4.2.1)"
                )
            }
        }
        guard 1...12 ~= month else { throw error(.month) }
        guard day >= 1, day <= Civil.daysInMonth(year: year, month: month) else { throw error(.day) }
        let days = Civil.days(year: year, month: month, day: day)
        guard days >= ISODate.firstDay, days <= ISODate.lastDay else { throw error(.range) }
        return days
    }

    /// Reads the time of day behind a date; nil where the text ends.
    mutating func timeBehindDate() throws -> ScannedTime? {
        guard place < end else { return nil }
        if !skip(UInt8(ascii: "T")) {
            guard skip(Self.blank) else { throw shape }
            while skip(Self.blank) {}
        }
        guard let time = try time() else { throw shape }
        return time
    }

    /// Reads a time of day that stands by itself.
    mutating func timeOfDay() throws -> ScannedTime {
        guard place < end else {
            throw TimeError(.syntax, "the time of day is blank; expected HH:MM:SS[.s…]")
        }
        guard let time = try time() else {
            throw TimeError(.syntax, "\(quoted) is not a time of day; expected HH:MM:SS[.s…]")
        }
        return time
    }

    /// Reads `H:M[:S[.s…]]` of one digit or two each, and what says that it is UTC; nil when it has another shape.
    private mutating func time() throws -> ScannedTime? {
        guard let hour = number(atMost: 2), skip(UInt8(ascii: ":")), let minute = number(atMost: 2) else { return nil }
        var second = (value: 0, count: 2)
        var fraction = SecondFraction.none
        if skip(UInt8(ascii: ":")) {
            guard let found = number(atMost: 2) else { return nil }
            second = found
            if skip(UInt8(ascii: ".")) {
                guard let found = SecondFraction(text.span, from: place, to: end) else { return nil }
                fraction = found
                place = found.end
            }
        }
        guard try isUTCOrNothing() else { return nil }
        let isHour24 = hour.value == 24 && minute.value == 0 && second.value == 0 && fraction.rounded == 0
        guard hour.value < 24 || isHour24 else { throw error(.hour) }
        guard minute.value < 60 else { throw error(.minute) }
        guard second.value <= 60 else { throw error(.second) }
        let whole = Int64(hour.value * 3_600 + minute.value * 60 + second.value)
        return ScannedTime(
            nanoseconds: whole * 1_000_000_000 + fraction.rounded, hasSecond60: second.value == 60,
            isLastMinute: hour.value == 23 && minute.value == 59, isHour24: isHour24)
    }

    /// Reads `Z`, or an offset of zero, up to the end of the text; true also where the text ends.
    private mutating func isUTCOrNothing() throws -> Bool {
        guard place < end else { return true }
        let zone = text[place..<end]
        let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
        let isOffset =
            (zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-"))
            && (digits.count == 2 || digits.count == 4) && digits.allSatisfy { 0x30...0x39 ~= $0 }
        guard isOffset || zone.elementsEqual([UInt8(ascii: "Z")]) else { return false }
        guard scale == .utc else { throw error(.notUTC) }
        guard !isOffset || digits.allSatisfy({ $0 == 0x30 }) else {
            throw TimeError(
                .syntax, "\(quoted) is written in the time of a zone; expected a date in UTC, with Z or without")
        }
        place = end
        return true
    }

    /// The value of digits, one to `most` of them; nil when there is none.
    private mutating func number(atMost most: Int) -> (value: Int, count: Int)? {
        var (value, count) = (0, 0)
        while count < most, isDigit {
            value = value * 10 + Int(text[place] - 0x30)
            count += 1
            place += 1
        }
        return count > 0 ? (value, count) : nil
    }

    private var isDigit: Bool { place < end && 0x30...0x39 ~= text[place] }

    /// Goes behind a byte if it stands here.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard place < end, text[place] == byte else { return false }
        place += 1
        return true
    }

    /// The error of a text of another form, with a word on what it seems to be.
    private var shape: TimeError {
        let letters = text.filter { (0x61...0x7A).contains($0 | 0x20) }
        let expected = "expected YYYY-MM-DD, with or without THH:MM:SS[.s…], or DD/MM/YY"
        return TimeError(
            .syntax,
            letters.count >= 3
                ? "\(quoted) is not a date: it has words in it, and a month is a number; \(expected)"
                : "\(quoted) is not a date; \(expected)")
    }

    /// What a failure means for this text.
    func error(_ failure: ISODate.Failure) -> TimeError {
        if case .second = failure {
            return TimeError(.noSuchTime, "\(quoted) has no such second; expected 00 to 59, or 60 to be carried over")
        }
        return ISODate.error(failure, text.span, scale)
    }
}
