internal import ObsTime

/// Counts the days from a day on.
final class DaysSinceStep: Step, StepWord, @unchecked Sendable {
    static let word = "days_since"
    static let about = "of a YYYYMMDD: whole days since this day"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = DayArgument()
    static let examples: [RuleExample] = [
        RuleExample("{days_since: 2010-01-01}", of: "20100111", gives: "10"),
        RuleExample("{days_since: 2010-01-01}", of: "x", ends: .refused),
    ]

    private let first: CalendarDay

    init(_ first: CalendarDay) {
        self.first = first
        super.init(Self.word, mayRefuse: true)
    }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        var ignored: ValueFlags = []
        guard let day = NumberReading.integer(value, &ignored), let date = CalendarDay(yyyymmdd: day) else {
            return refuse(value, "a day as YYYYMMDD", source, &evaluation)
        }
        return .value(.integer(date.modifiedJulianDay - first.modifiedJulianDay))
    }
}
