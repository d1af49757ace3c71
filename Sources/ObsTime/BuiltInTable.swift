/// A table of facts that comes with the library, and how far it reaches.
///
/// Nothing is ever fetched: a program that works on later dates asks `note(at:)` and reports what it says.
public struct BuiltInTable: Hashable, Sendable {
    /// What the table holds.
    public let name: String
    /// Who published the numbers.
    public let source: String
    /// The first day (UTC) for which the table was made.
    public let firstDay: CalendarDay
    /// The last day (UTC) for which the numbers are measured or decided, not predicted.
    public let lastFinalDay: CalendarDay
    /// The last day (UTC) for which the table has numbers, predictions included.
    public let lastDay: CalendarDay
    /// What the library assumes outside the table.
    public let beyond: String

    /// Whether the table has a number for the instant, measured or predicted.
    public func covers(_ instant: Instant) -> Bool {
        let day = instant.calendarDay(scale: .utc)
        return firstDay <= day && day <= lastDay
    }

    /// A sentence to report when the table is predicted or stale at the instant, nil when all is well.
    public func note(at instant: Instant) -> String? {
        let day = instant.calendarDay(scale: .utc)
        if day < firstDay {
            return "the built-in table of \(name) (\(source)) begins on \(firstDay), before which \(beyond)"
        }
        if day > lastDay {
            return "the built-in table of \(name) (\(source)) ends on \(lastDay), after which \(beyond); "
                + "use a newer ObsKit for \(day)"
        }
        if day > lastFinalDay {
            return "\(name) on \(day) is a prediction (\(source)), final values end on \(lastFinalDay)"
        }
        return nil
    }
}
