internal import ObsText

extension Instant {
    /// The date as ISO 8601 text in a scale, `2013-08-31T06:03:30.500`, rounded to 0 to 9 decimals of a second.
    ///
    /// Halves round up. No zone is written: the scale is for the reader to know. A leap second reads `23:59:60`.
    public func isoText(scale: TimeScale, fractionDigits: Int = 3) -> String {
        let digits = min(max(fractionDigits, 0), 9)
        var unit: Int64 = 1
        for _ in digits..<9 { unit *= 10 }
        var clock = clock(scale: scale)
        let length = scale == .utc ? UTC.length(daysSince1970: clock.day) : nanosecondsPerDay
        clock.nanoseconds = (clock.nanoseconds + unit / 2) / unit * unit
        if clock.nanoseconds >= length {
            clock = ClockReading(day: clock.day + 1, nanoseconds: 0)
        }
        let date = Civil.date(daysSince1970: clock.day)
        let (second, fraction) = clock.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        // In a leap second the count exceeds 86,399 s: the minute stays 59.
        let minuteOfDay = min(Int(second) / 60, 1_439)
        var text = InlineArray<29, UInt8>(repeating: 0)
        var end = 0
        func put(_ number: Int, _ width: Int, then separator: Unicode.Scalar?) {
            var rest = number
            for place in stride(from: end + width - 1, through: end, by: -1) {
                text[place] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
                rest /= 10
            }
            end += width
            if let separator {
                text[end] = UInt8(ascii: separator)
                end += 1
            }
        }
        put(date.year, 4, then: "-")
        put(date.month, 2, then: "-")
        put(date.day, 2, then: "T")
        put(minuteOfDay / 60, 2, then: ":")
        put(minuteOfDay % 60, 2, then: ":")
        put(Int(second) - minuteOfDay * 60, 2, then: digits > 0 ? "." : nil)
        if digits > 0 { put(Int(fraction / unit), digits, then: nil) }
        return String(decoding: text.span.extracting(..<end))
    }
}
