internal import ObsFITS
internal import ObsText
internal import ObsTime

/// How a source, a step or an alternative ends: the law of the rule language.
enum Outcome {
    /// It has a value; null is one.
    case value(PropertyValue)
    /// There is nothing to take: the next alternative tries.
    case none
    /// The value is of another form, for which a later alternative of the rule is written.
    case otherForm(Form)
    /// Something is there that cannot be taken: the rule ends.
    case refused(Reason)
    /// A condition cannot be decided: the rule ends.
    case undecided(Reason)

    /// The value, if there is one that is not null.
    @inline(__always)
    var known: PropertyValue? {
        if case .value(let value) = self, !value.isNull { value } else { nil }
    }

    /// How the whole ends when this part of it has no value: null is as good as none.
    @inline(__always)
    var withoutValue: Outcome {
        if case .value = self { .none } else { self }
    }

    /// Why a rule ends here; nil where the next alternative tries.
    var reason: Reason? {
        switch self {
        case .refused(let reason), .undecided(let reason): reason
        case .otherForm(let form): form.reason
        case .value, .none: nil
        }
    }
}

/// A value that a `form:` step did not take.
///
/// Its words are made when somebody wants them: nearly always a later alternative takes the value.
final class Form: Sendable {
    private let value: PropertyValue
    private let source: Source
    private let pattern: Pattern
    private let slot: Int?
    private let known: Reason?

    init(_ value: PropertyValue, of source: Source, notOf pattern: Pattern, slot: Int?, reason: Reason? = nil) {
        self.value = value
        self.source = source
        self.pattern = pattern
        self.slot = slot
        known = reason
    }

    var words: String { "\(source.subject) is \(value.quoted), not of the form \(pattern)" }

    /// Why the value is refused where no later alternative takes it.
    var reason: Reason { known ?? Reason(words, slot: slot) }

    /// The form with a reason that everybody who asks shares.
    var withReason: Form { Form(value, of: source, notOf: pattern, slot: slot, reason: reason) }

    /// Whether the value was made of one of these.
    func isMade(of sources: Set<TakenSource>) -> Bool { source.taken.contains { sources.contains($0) } }
}

/// What an alternative takes values from.
enum TakenSource: Hashable, Sendable {
    case card(Keyword)
    /// A property or an intermediate result.
    case slot(Int)
}

/// Why a rule ended without a value.
///
/// Properties that fail for one reason share it.
final class Reason: Sendable {
    /// What was found and what was expected; nil where nothing was found at all, which the trace of the rule tells.
    let text: String?
    /// The slot whose rule met it first; nil outside of rules.
    let slot: Int?
    /// The day of a date that has no time of day, where that is all that is known.
    let day: Range<Instant>?

    init(_ text: String?, slot: Int?, day: Range<Instant>? = nil) {
        self.text = text
        self.slot = slot
        self.day = day
    }
}

/// The three values of a condition.
enum Truth {
    case yes
    case no
    /// It cannot be decided, with the reason.
    case undecided(Reason)

    init(_ holds: Bool) { self = holds ? .yes : .no }

    var isYes: Bool { if case .yes = self { true } else { false } }

    /// No for yes, yes for no; what is undecided stays so.
    var negated: Truth {
        switch self {
        case .yes: .no
        case .no: .yes
        case .undecided: self
        }
    }
}

/// A part of a builder: what it is, or how the builder ends without it.
enum Part<Value> {
    case value(Value)
    case ended(Outcome)
}
