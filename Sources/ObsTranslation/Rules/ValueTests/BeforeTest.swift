internal import ObsTime

/// Whether a time is before another.
final class BeforeTest: TestOfTime, TestWord, @unchecked Sendable {
    static let word = "before"
    static let about = "the time is before this one; a text is a date in the time scale of the file"
    static let takes: Set<ValueTarget> = [.instant, .text]
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = InstantArgument()
    static let examples: [RuleExample] = [
        RuleExample("before: 2021-01-01", of: "'2020-12-31T23:59:59'", gives: "true"),
        RuleExample("before: 2021-01-01", of: "'2021-01-01T00:00:00'", gives: "false"),
        RuleExample("before: 2021-01-01", of: "n/a", ends: .undecided),
    ]

    init(_ limit: Instant) { super.init(limit, "is before") }

    override func holds(at instant: Instant) -> Bool { instant < limit }

    override func holds(on day: Range<Instant>) -> Bool { day.upperBound <= limit }

    override func fails(on day: Range<Instant>) -> Bool { day.lowerBound >= limit }
}
