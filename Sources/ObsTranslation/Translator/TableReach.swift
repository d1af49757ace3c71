internal import ObsTime
internal import ObsYAML

/// How far the tables reach that are built in: nothing is fetched, so a program that is old enough works beyond them.
enum TableReach {
    /// Says of which tables a date is outside, and what was assumed there.
    static func report(_ date: Instant, into diagnostics: inout [Diagnostic]) {
        for table in [LeapSeconds.table, EarthRotation.table] where !table.covers(date) {
            guard let note = table.note(at: date) else { continue }
            diagnostics.append(Diagnostic(.note, .staleTable, at: nil, note))
        }
    }
}

extension Diagnostic.Code {
    static let staleTable = Self(rawValue: "stale-table")
}
