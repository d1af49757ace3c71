internal import ObsText
internal import ObsTime

/// How far the tables reach that are built in: nothing is fetched, so a program that is old enough works beyond them.
enum TableReach {
    private static let tables = [LeapSeconds.table, EarthRotation.table]
    /// The days for which all of them have numbers.
    private static let days: ClosedRange<CalendarDay> = {
        let first = tables.map(\.firstDay).max() ?? LeapSeconds.table.firstDay
        return first...max(first, tables.map(\.lastDay).min() ?? first)
    }()

    /// Says which tables do not reach a date, and what was assumed there.
    static func report(_ date: Instant, into diagnostics: inout [Diagnostic]) {
        if days.contains(date.calendarDay(scale: .utc)) { return }
        for table in tables where !table.covers(date) {
            guard let note = table.note(at: date) else { continue }
            diagnostics.append(Diagnostic(.note, .staleTable, at: nil, note))
        }
    }
}

extension Diagnostic.Code {
    static let staleTable = Self(rawValue: "stale-table")
}
