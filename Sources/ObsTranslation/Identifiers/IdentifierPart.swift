internal import ObsTime

extension IdentifierLayout.Part {
    /// Whether there is room for a value.
    package func holds(_ value: IdentifierValue) -> Bool { (try? digit(of: value)) != nil }

    /// The number that stands for a value, from 0 to below `size`.
    func digit(of value: IdentifierValue?) throws(IdentifierError) -> Int {
        guard let value else {
            throw IdentifierError(.missingPart, "\(name) must be given as well", part: name, expected: words)
        }
        switch encoding {
        case .words:
            guard case .word(let word) = value else {
                throw error(.wrongType, value, "\(name)=\(value) is no word")
            }
            for known in wordList where known.word == word { return known.number }
            throw error(.unknownWord, value, "\(name)='\(word)' has no number")
        case .number(let first):
            guard case .integer(let number) = value else {
                throw error(.wrongType, value, "\(name)='\(value)' is no number")
            }
            return try checked(number, number.subtractingReportingOverflow(first))
        case .calendarDay, .dayCount:
            guard case .integer(let number) = value else {
                throw error(.wrongType, value, "\(name)='\(value)' is no day as a number")
            }
            let day = try day(number)
            if case .dayCount(let since) = encoding {
                return try checked(number, (day.modifiedJulianDay - since.modifiedJulianDay, false))
            }
            return try checked(number, number.subtractingReportingOverflow(firstDay))
        }
    }

    /// The value for which a number stands; nil when it stands for none.
    func value(ofDigit digit: Int) -> IdentifierValue? {
        guard digit >= 0, digit < size ?? .max else { return nil }
        switch encoding {
        case .number(let first):
            let sum = first.addingReportingOverflow(digit)
            return isUsed(sum.partialValue) && !sum.overflow ? .integer(sum.partialValue) : nil
        case .calendarDay(let first):
            let sum = first.addingReportingOverflow(digit)
            guard !sum.overflow, isUsed(sum.partialValue) else { return nil }
            return CalendarDay(yyyymmdd: sum.partialValue).map { .integer($0.yyyymmdd) }
        case .dayCount(let since):
            guard digit <= Self.lastDigit(since: since, size: size) else { return nil }
            return .integer(CalendarDay(modifiedJulianDay: since.modifiedJulianDay + digit).yyyymmdd)
        case .words: return wordList.first { $0.number == digit }.map { .word($0.word) }
        }
    }

    /// The smallest and the largest digit, where a part without a size has so much room.
    func digits(below room: Int) -> ClosedRange<Int> {
        switch encoding {
        case .words(let numbers, _): return (numbers.values.min() ?? 0)...(numbers.values.max() ?? 0)
        case .dayCount(let since): return 0...Self.lastDigit(since: since, size: size)
        case .number(let first), .calendarDay(let first):
            if let range { return (range.lowerBound - first)...(range.upperBound - first) }
            return 0...(size.map { $0 - 1 } ?? room)
        }
    }

    /// The values of a part in words: `0 to 255`.
    public var words: String {
        switch encoding {
        case .words(_, let fallback):
            let list = wordList.map(\.word).joined(separator: ", ")
            return list + (fallback.map { " (else \($0))" } ?? "")
        case .number(let first):
            if let range { return "\(range.lowerBound) to \(range.upperBound)" }
            guard let size else { return "from \(first)" }
            let last = first.addingReportingOverflow(size - 1)
            return "\(first) to \(last.overflow ? .max : last.partialValue)"
        case .calendarDay(let first):
            let last = first.addingReportingOverflow((size ?? .max) - 1)
            return Self.dayWords(range ?? first...(last.overflow ? .max : last.partialValue))
        case .dayCount(let since):
            let last = since.modifiedJulianDay + Self.lastDigit(since: since, size: size)
            return Self.dayWords(since.yyyymmdd...CalendarDay(modifiedJulianDay: last).yyyymmdd)
        }
    }

    private static func dayWords(_ range: ClosedRange<Int>) -> String {
        "a day as YYYYMMDD or YYYY-MM-DD, \(day(range.lowerBound, 1)) to \(day(range.upperBound, -1))"
    }

    /// The first day from a number on, or the last one up to it.
    private static func day(_ number: Int, _ step: Int) -> Int {
        var day = min(max(number, 1_01_01), 9999_12_31)
        while CalendarDay(yyyymmdd: day) == nil {
            // Months end with 12 and begin with 1.
            switch (day % 10_000, step) {
            case (1_232..., -1): day -= day % 10_000 - 1_231
            case (..<101, 1): day += 101 - day % 10_000
            default: day += step
            }
        }
        return day
    }

    /// The number of the last day that there is room for and that the calendar has.
    private static func lastDigit(since: CalendarDay, size: Int?) -> Int {
        let last = CalendarDay(modifiedJulianDay: .max).modifiedJulianDay - since.modifiedJulianDay
        return min((size ?? .max) - 1, last)
    }

    /// The number that stands for the first day of a calendar.
    private var firstDay: Int { if case .calendarDay(let first) = encoding { first } else { 0 } }

    /// Whether the range, if there is one, has a value.
    private func isUsed(_ value: Int) -> Bool { range?.contains(value) ?? true }

    private func day(_ number: Int) throws(IdentifierError) -> CalendarDay {
        guard let day = CalendarDay(yyyymmdd: number) else {
            throw error(.noSuchDay, .integer(number), "\(name)=\(number) is no day of the calendar")
        }
        return day
    }

    private func checked(_ value: Int, _ digit: (partialValue: Int, overflow: Bool)) throws(IdentifierError) -> Int {
        guard !digit.overflow, digit.partialValue >= 0, digit.partialValue < size ?? .max, isUsed(value) else {
            throw error(.outOfRange, .integer(value), "\(name)=\(value) is out of range")
        }
        return digit.partialValue
    }

    private func error(_ code: IdentifierError.Code, _ value: IdentifierValue, _ found: String) -> IdentifierError {
        IdentifierError(code, "\(found); it is \(words)", part: name, value: value, expected: words)
    }
}

// Which values two parts have in common.
extension IdentifierLayout.Part {
    /// Whether no value is one of both parts; a fallback that both could take makes values common.
    func isDisjoint(from other: IdentifierLayout.Part) -> Bool {
        switch (encoding, other.encoding) {
        case (.words(let own, let fallback), .words(let others, let otherFallback)):
            return (fallback == nil || otherFallback == nil) && own.keys.allSatisfy { others[$0] == nil }
        case (.words, _), (_, .words): return true
        default: return !values.overlaps(other.values)
        }
    }

    /// The smallest and the largest number, for numbers and days.
    private var values: ClosedRange<Int> {
        switch encoding {
        case .words: return 0...0
        case .number(let first), .calendarDay(let first):
            let digits = digits(below: .max)
            let last = first.addingReportingOverflow(digits.upperBound)
            return (first + digits.lowerBound)...(last.overflow ? .max : last.partialValue)
        case .dayCount(let since):
            let last = CalendarDay(
                modifiedJulianDay: since.modifiedJulianDay + Self.lastDigit(since: since, size: size))
            return since.yyyymmdd...last.yyyymmdd
        }
    }
}

extension IdentifierLayout.Part {
    /// Values of the part, the same ones every time: the first and the last, those next to them, and others between.
    ///
    /// - Parameter count: how many there are at most
    /// - Returns: the values, each once; all words of a part of words
    package func samples(_ count: Int) -> [IdentifierValue] {
        switch encoding {
        case .words(let numbers, _): numbers.keys.sorted().map { .word($0) }
        case .number: Self.samples(values, count).map { .integer($0) }
        case .calendarDay, .dayCount:
            Self.samples(dates, count).map { .integer(CalendarDay(modifiedJulianDay: $0).yyyymmdd) }
        }
    }

    /// The first and the last day, as modified Julian days.
    private var dates: ClosedRange<Int> {
        let days = [Self.day(values.lowerBound, 1), Self.day(values.upperBound, -1)].compactMap {
            CalendarDay(yyyymmdd: $0)?.modifiedJulianDay
        }
        return (days.min() ?? 0)...(days.max() ?? 0)
    }

    private static func samples(_ range: ClosedRange<Int>, _ count: Int) -> [Int] {
        let room = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
        var offsets: [UInt64] = [0, room, 1, room &- 1].map { min($0, room) }
        // Multiples of the golden section spread evenly over a range (Knuth, The Art of Computer Programming, 6.4).
        for step in 1...UInt64(max(count, 1)) {
            offsets.append((step &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: room).high)
        }
        var found: [Int] = []
        for offset in offsets.prefix(count) {
            let value = range.lowerBound + Int(offset)
            if !found.contains(value) { found.append(value) }
        }
        return found
    }
}
