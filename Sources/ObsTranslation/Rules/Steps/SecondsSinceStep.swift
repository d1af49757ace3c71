/// Counts the seconds from a date and time on.
final class SecondsSinceStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "seconds_since"
    static let about = "of a date and time as text: whole calendar seconds since, leap seconds not counted"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = DateTimeArgument()
    static let examples: [RuleExample] = [
        RuleExample("{seconds_since: '2015-01-01T00:00:00'}", of: "'2015-01-02T00:00:07.9'", gives: "86407"),
        RuleExample("{seconds_since: '2015-01-01T00:00:00'}", of: "x", ends: .refused),
    ]

    /// In seconds since 1858-11-17T00:00:00.
    private let zero: Int

    init(_ zero: Int) {
        self.zero = zero
        super.init(Self.word, mayRefuse: true)
    }

    override func result(of text: String) -> PropertyValue? { CalendarSeconds.parse(text).map { .integer($0 - zero) } }
}
