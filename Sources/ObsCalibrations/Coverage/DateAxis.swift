internal import ObsText
internal import ObsTime

/// The dates beside a chart: hours, days, months or years, so that about ten of them are legible.
enum DateAxis {
    /// A date that is written.
    struct Mark {
        let nanoseconds: Double
        let text: String
    }

    private static let day = 86_400e9
    /// So many marks fit beside each other.
    private static let most = 12.0

    /// The marks of a range, nanoseconds TAI.
    static func marks(from begin: Double, to end: Double) -> [Mark] {
        let days = (end - begin) / day
        guard days > 0 else { return [] }
        for step in [1 / 24.0, 2 / 24.0, 3 / 24.0, 6 / 24.0, 12 / 24.0, 1, 2, 5, 10] where days / step <= most {
            return clockMarks(from: begin, to: end, step: step)
        }
        for months in [1, 3, 6, 12, 24, 60, 120, 240] where days / 30.4 / Double(months) <= most {
            return monthMarks(from: begin, to: end, step: months)
        }
        return monthMarks(from: begin, to: end, step: 600)
    }

    /// Marks at equal distances from the midnight before the range.
    private static func clockMarks(from begin: Double, to end: Double, step: Double) -> [Mark] {
        let date = Instant(nanosecondsTAI: Int64(begin)).isoText(scale: .utc, fractionDigits: 0).prefix(10)
        guard let midnight = try? Instant(iso: "\(date)T00:00:00", scale: .utc) else { return [] }
        var marks: [Mark] = []
        var place = Double(midnight.nanoseconds)
        while place <= end {
            if place >= begin {
                // A leap second on the way moves the mark by a second, and must not move its text to another day.
                let text = Instant(nanosecondsTAI: Int64(place) + 2_000_000_000).isoText(scale: .utc, fractionDigits: 0)
                let clock = text.dropFirst(11).prefix(5)
                let isMidnight = step >= 1 || clock == "00:00"
                marks.append(Mark(nanoseconds: place, text: String(isMidnight ? text.prefix(10) : clock)))
            }
            place += step * day
        }
        return marks
    }

    /// Marks at the beginnings of months; of years where only those are marked.
    private static func monthMarks(from begin: Double, to end: Double, step: Int) -> [Mark] {
        let first = Instant(nanosecondsTAI: Int64(begin)).calendarDay(scale: .utc).year
        let last = Instant(nanosecondsTAI: Int64(end)).calendarDay(scale: .utc).year
        let months = (first * 12)...(last * 12 + 11)
        return months.filter { $0 % step == 0 }.compactMap { number in
            let (year, month) = (number / 12, number % 12 + 1)
            let text = "\(year)-\(month.zeroPadded(2))"
            guard let instant = try? Instant(iso: text + "-01", scale: .utc) else { return nil }
            let place = Double(instant.nanoseconds)
            guard place >= begin, place <= end else { return nil }
            return Mark(nanoseconds: place, text: step >= 12 ? "\(year)" : text)
        }
    }
}
