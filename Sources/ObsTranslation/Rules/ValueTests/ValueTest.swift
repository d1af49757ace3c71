internal import ObsText
internal import ObsTime

/// What a condition asks of a value.
///
/// A value is cast to the type of what it is compared with, as a rule's value would be; one that cannot be cast leaves
/// the test undecided. Subclasses are immutable after initialization, which is why they may be used from many threads.
class ValueTest: @unchecked Sendable {
    /// What the test asks, behind the subject of a sentence.
    var words: String { "" }

    /// The texts that pass, if no others do.
    var texts: CardNeed.State? { nil }

    /// Whether a value that is not null passes.
    func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth { .no }

    /// What the test comes to where a source has no value, or null: a missing value passes no test, and of a refused one nothing is
    /// known.
    func truth(
        without outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth { Self.truth(without: outcome) }

    /// Whether the test holds of what a source gives.
    final func truth(
        of outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        if let value = outcome.known { return truth(of: value, &evaluation, subject()) }
        return truth(without: outcome, &evaluation, subject())
    }

    /// What a test comes to where one side has no value.
    ///
    /// In a condition a value of another form counts as missing.
    static func truth(without outcome: Outcome) -> Truth {
        switch outcome {
        case .refused(let reason), .undecided(let reason): .undecided(reason)
        case .value, .none, .otherForm: .no
        }
    }

    /// What a test comes to of a value that cannot be cast.
    final func undecided(
        _ value: PropertyValue, _ wanted: String, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        let reason = evaluation.reason(
            "whether \(subject()) \(words) cannot be decided: it is \(value.quoted), not \(wanted)")
        evaluation.note(reason.text ?? "")
        return .undecided(reason)
    }

    /// Texts as the state of a card that a condition needs; nil where a number in the card could be one of them.
    static func texts(_ values: [PropertyValue], ignoringCase: Bool) -> CardNeed.State? {
        let texts = values.compactMap(\.asText)
        guard texts.count == values.count, !texts.contains(where: { NumberReading.real($0) != nil }) else { return nil }
        return ignoringCase ? .lowerTexts(texts.map(TextSteps.lower)) : .texts(texts)
    }
}

/// A word that tests a value.
protocol TestWord: ValueTest, RuleWord {}

/// Several tests, all of which must hold.
final class AllTests: ValueTest, @unchecked Sendable {
    private let tests: [ValueTest]

    init(_ tests: [ValueTest]) { self.tests = tests }

    override var words: String { tests.map(\.words).joined(separator: " and ") }

    override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth { truth { $0.truth(of: value, &evaluation, subject()) } }

    override func truth(
        without outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth { truth { $0.truth(without: outcome, &evaluation, subject()) } }

    /// False if one is, else undecided if one is.
    private func truth(_ ask: (ValueTest) -> Truth) -> Truth {
        var open: Truth?
        for test in tests {
            let truth = ask(test)
            if case .no = truth { return .no }
            if case .undecided = truth, open == nil { open = truth }
        }
        return open ?? .yes
    }
}

/// A test of text; a number is taken as the text that it is written as.
class TestOfText: ValueTest, @unchecked Sendable {
    /// Whether a text passes.
    func holds(of text: String) -> Bool { false }

    final override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        if case .text(let text) = value { return Truth(holds(of: text)) }
        guard let text = value.castText else { return undecided(value, "text", &evaluation, subject()) }
        return Truth(holds(of: text))
    }
}

/// What a number is compared with.
enum Bound: Sendable {
    case number(Double)
    /// What another rule gives.
    case rule(Rule)
}

/// A comparison of numbers; a text that is a number is one.
class TestOfNumber: ValueTest, @unchecked Sendable {
    private let bound: Bound
    private let relation: String

    init(_ bound: Bound, _ relation: String) {
        self.bound = bound
        self.relation = relation
    }

    /// Whether a number passes.
    func holds(of number: Double, _ bound: Double) -> Bool { false }

    final override var words: String {
        if case .number(let number) = bound { "\(relation) \(number)" } else { "\(relation) another" }
    }

    final override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        switch bound {
        case .number(let limit):
            guard let number = value.castReal else { return undecided(value, "a number", &evaluation, subject()) }
            return Truth(holds(of: number, limit))
        case .rule(let rule):
            let other = rule.outcome(&evaluation)
            guard let limit = other.known else { return Self.truth(without: other) }
            guard let one = value.castReal else { return undecided(value, "a number", &evaluation, subject()) }
            guard let two = limit.castReal else {
                return undecided(limit, "a number", &evaluation, rule.subject(or: "the other value"))
            }
            return Truth(holds(of: one, two))
        }
    }
}

/// A comparison of times; a text is a date in the scale of the file's dates.
class TestOfTime: ValueTest, @unchecked Sendable {
    final let limit: Instant
    private let relation: String

    init(_ limit: Instant, _ relation: String) {
        self.limit = limit
        self.relation = relation
    }

    /// Whether a time passes.
    func holds(at instant: Instant) -> Bool { false }

    /// Whether each time of a day passes.
    func holds(on day: Range<Instant>) -> Bool { false }

    /// Whether no time of a day passes.
    func fails(on day: Range<Instant>) -> Bool { false }

    final override var words: String { "\(relation) \(limit)" }

    final override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        if case .instant(let instant) = value { return Truth(holds(at: instant)) }
        guard case .text(let text) = value else { return undecided(value, "a date", &evaluation, subject()) }
        let scale: TimeScale
        switch TimeBuilder.fileScale(&evaluation) {
        case .value(let found): scale = found
        case .ended(let outcome):
            return .undecided(outcome.reason ?? evaluation.reason("the scale of \(subject()) is not known"))
        }
        guard let reading = try? DateReading(text, scale: scale) else {
            return undecided(value, "a date", &evaluation, subject())
        }
        if let instant = reading.instant { return Truth(holds(at: instant)) }
        let outer = evaluation.dayAlone
        evaluation.dayAlone = reading.span
        defer { evaluation.dayAlone = outer }
        return truth(without: .none, &evaluation, subject())
    }

    /// A date without time of day decides where its whole day lies on one side; without a date nothing is decided.
    final override func truth(
        without outcome: Outcome, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        var reason: Reason?
        switch outcome {
        case .refused(let found), .undecided(let found): reason = found
        case .value, .none, .otherForm: break
        }
        if let day = reason == nil ? evaluation.dayAlone : reason?.day {
            if holds(on: day) { return .yes }
            if fails(on: day) { return .no }
        }
        if let reason { return .undecided(reason) }
        return .undecided(evaluation.reason("whether \(subject()) \(words) is not known, since it has no value"))
    }
}
