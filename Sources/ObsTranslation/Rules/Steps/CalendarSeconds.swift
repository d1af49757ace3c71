internal import ObsText
internal import ObsTime

/// Calendar dates and times as seconds on a calendar without leap seconds.
enum CalendarSeconds {
    /// Whole seconds since 1858-11-17T00:00:00 of `YYYY-MM-DDTHH:MM:SS`, what follows the seconds ignored.
    static func parse(_ text: String) -> Int? {
        let bytes = text.utf8.span
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A,
            bytes[16] == 0x3A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var sum = 0
            for index in range {
                let digit = Int(bytes[index]) - 0x30
                guard (0...9).contains(digit) else { return nil }
                sum = sum * 10 + digit
            }
            return sum
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), hour < 24, minute < 60, second < 60,
            let date = CalendarDay(yyyymmdd: year * 10_000 + month * 100 + day)
        else { return nil }
        return date.modifiedJulianDay * 86_400 + hour * 3600 + minute * 60 + second
    }
}
