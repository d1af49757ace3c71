internal import ObsFITS
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
final class Form: Sendable {
    /// Why the value is refused where no later alternative takes it.
    let reason: Reason
    /// The cards and slots that the value was made of.
    let sources: [TakenSource]

    init(_ reason: Reason, sources: [TakenSource]) {
        self.reason = reason
        self.sources = sources
    }
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
