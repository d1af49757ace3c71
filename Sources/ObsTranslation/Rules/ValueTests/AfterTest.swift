internal import ObsTime

/// Whether a time is after another.
final class AfterTest: TestOfTime, TestWord, @unchecked Sendable {
    static let word = "after"
    static let about = "the time is after this one; a text is a date in the time scale of the file"
    static let takes: Set<ValueTarget> = [.instant, .text]
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = InstantArgument()
    static let examples: [RuleExample] = [
        RuleExample("after: 2021-01-01", of: "'2021-01-01T00:00:01'", gives: "true"),
        RuleExample("after: 2021-01-01", of: "'2020-01-01T00:00:00'", gives: "false"),
        RuleExample("after: 2021-01-01", of: "n/a", ends: .undecided),
    ]

    init(_ limit: Instant) { super.init(limit, "is after") }

    override func holds(at instant: Instant) -> Bool { instant > limit }

    override func holds(on day: Range<Instant>) -> Bool { day.lowerBound > limit }

    override func fails(on day: Range<Instant>) -> Bool { day.upperBound.nanoseconds - 1 <= limit.nanoseconds }
}
