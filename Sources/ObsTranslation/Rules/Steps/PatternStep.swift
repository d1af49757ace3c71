internal import ObsText

/// Matches a text with a pattern.
final class PatternStep: StepOnText, StepWord, @unchecked Sendable {
    static let word = "pattern"
    static let about = "matched as a whole: its first capture, or the whole text; a text that does not match is refused"
    static let takes: Set<ValueTarget> = [.text]
    static let gives: Set<ValueTarget> = [.text]
    static let argument = PatternArgument()
    static let examples: [RuleExample] = [
        RuleExample("{pattern: 'HSC([A-Z])\\d+'}", of: "HSCA123", gives: "A"),
        RuleExample("{pattern: 'HSC([A-Z])\\d+'}", of: "xHSCA123", ends: .refused),
    ]

    private let pattern: Pattern

    init(_ pattern: Pattern) {
        self.pattern = pattern
        super.init(Self.word, mayRefuse: true)
    }

    override func result(of text: String) -> PropertyValue? {
        pattern.capture(min(pattern.captureCount, 1), of: text).map { .text($0) }
    }
}
