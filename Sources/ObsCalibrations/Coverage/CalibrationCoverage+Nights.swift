internal import ObsTime

extension CalibrationCoverage {
    /// A night of a line in which something is missing or hidden.
    public struct Night: Hashable, Sendable {
        /// What becomes of the night.
        public enum State: String, Hashable, Sendable {
            /// Nothing answers all night.
            case missing
            /// Nothing answers during a part of the night.
            case partlyMissing = "partly missing"
            /// Something answers, and hides another dataset.
            case overlapping
        }

        /// The observing day, 20130831.
        public let day: Int
        /// The line.
        public let line: Line
        /// What becomes of it.
        public let state: State
    }

    /// The nights with a gap or an overlap, by line and day.
    ///
    /// - Parameters:
    ///   - days: The observing days that count, each as one number: those on which was observed, for example.
    ///   - offset: Where a day changes, as in `ObservingDay`, seconds.
    /// - Returns: The nights that are not simply covered.
    /// - Throws: `TimeError` for a day that the calendar does not have.
    public func nights(_ days: [Int], offset: Int) throws -> [Night] {
        let spans = try days.sorted().map { ($0, try ObservingDay.span(day: $0, offset_s: offset)) }
        return lines.flatMap { line in
            spans.compactMap { day, night -> Night? in
                let parts = line.spans.filter { $0.validity.overlaps(night) }
                let isMissing = parts.map { $0.dataset == nil }
                if !isMissing.isEmpty, isMissing.allSatisfy({ $0 }) {
                    return Night(day: day, line: line, state: .missing)
                }
                if isMissing.contains(true) { return Night(day: day, line: line, state: .partlyMissing) }
                if parts.contains(where: { !$0.hidden.isEmpty }) {
                    return Night(day: day, line: line, state: .overlapping)
                }
                return nil
            }
        }
    }
}
