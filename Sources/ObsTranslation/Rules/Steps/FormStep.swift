internal import ObsText

/// Matches a text with a pattern, and leaves a text of another form to another alternative.
final class FormStep: Step, StepWord, @unchecked Sendable {
    static let word = "form"
    static let about =
        "as pattern:, but a text of another form is left to the alternative that is written for it; see "
        + "2.6"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.text]
    static let argument = PatternArgument()
    static let examples: [RuleExample] = [
        RuleExample("{form: '\\d{8}'}", of: "'20130210'", gives: "'20130210'"),
        RuleExample("{form: '\\d{8}'}", of: "'2013-02-10'", ends: .otherForm),
    ]

    private let pattern: Pattern

    init(_ pattern: Pattern) {
        self.pattern = pattern
        super.init(Self.word, mayRefuse: false)
    }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        guard let text = value.castText else { return refuse(value, "text", source, &evaluation) }
        if let captured = pattern.capture(min(pattern.captureCount, 1), of: text) { return .value(.text(captured)) }
        let form = Form(value, of: source, notOf: pattern, slot: evaluation.runningSlot)
        evaluation.note(form.words)
        return .otherForm(form)
    }
}
