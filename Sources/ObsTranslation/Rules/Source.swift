internal import ObsFITS

/// Where a value comes from.
///
/// Subclasses are immutable after initialization, which is why they may be used from many threads.
class Source: @unchecked Sendable {
    /// How the source ends for a header.
    func outcome(_ evaluation: inout Evaluation) -> Outcome { .none }

    /// The card that messages name, if the source is one.
    var keyword: Keyword? { nil }

    /// What messages call the source.
    var subject: String { keyword?.name ?? "the value" }

    /// The cards and slots that the value is taken from, also through parts.
    var taken: [TakenSource] { parts.flatMap(\.taken) }

    /// The rules that the source is made of.
    var parts: [Rule] { [] }
}

/// `constant:` and `default:`.
final class ConstantSource: Source, @unchecked Sendable {
    let constant: PropertyValue
    let isDefault: Bool

    init(_ constant: PropertyValue, isDefault: Bool) {
        self.constant = constant
        self.isDefault = isDefault
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if isDefault { evaluation.flags.insert(.defaulted) }
        return .value(constant)
    }

    override var subject: String { "the constant" }
}

/// `fail:`.
final class FailSource: Source, @unchecked Sendable {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome { evaluation.refuse(reason) }
}

/// `property:`, `value:` — the result of another rule.
final class SlotSource: Source, @unchecked Sendable {
    let slot: Int
    let name: String

    init(slot: Int, name: String) {
        self.slot = slot
        self.name = name
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let outcome = evaluation.outcome(ofSlot: slot)
        if case .value = outcome { return outcome }
        evaluation.note("\(name) has no value")
        return outcome
    }

    override var subject: String { name }

    override var taken: [TakenSource] { [.slot(slot)] }
}

/// A rule in the place of a source: `super: true`, and several cards of a condition.
final class RuleSource: Source, @unchecked Sendable {
    let rule: Rule
    /// What messages call it, where the rule's first source is not all of it.
    private let name: String?

    init(_ rule: Rule, name: String? = nil) {
        self.rule = rule
        self.name = name
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let alternative = evaluation.trace?.alternative
        defer { if evaluation.trace != nil { evaluation.trace?.alternative = alternative } }
        return rule.outcome(&evaluation)
    }

    override var keyword: Keyword? { rule.keyword }

    override var subject: String { name ?? rule.subject(or: "the value") }

    override var parts: [Rule] { [rule] }
}

/// `test:` — a condition as true or false.
final class TestSource: Source, @unchecked Sendable {
    let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        switch condition.truth(&evaluation) {
        case .yes: .value(.boolean(true))
        case .no: .value(.boolean(false))
        case .undecided(let reason): .undecided(reason)
        }
    }
}

/// `hook:` — what the package's Swift says.
final class HookSource: Source, @unchecked Sendable {
    let name: String

    init(_ name: String) { self.name = name }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        guard let hook = evaluation.translator?.hooks[name] else {
            return evaluation.refuse(
                "the hook '\(name)' is not linked; link the package's module, or use a tool that does")
        }
        let state = TranslationHook.Context.State(evaluation)
        defer { evaluation = Evaluation(copying: state.evaluation) }
        do {
            switch try hook.compute(TranslationHook.Context(state)) {
            case .value(let value): return .value(value)
            case .none: return .none
            case .refused(let text): return state.evaluation.refuse(text)
            case .undecided(let text): return .undecided(state.evaluation.reason(text))
            }
        } catch {
            return state.evaluation.refuse("the hook '\(name)' failed: \(error)")
        }
    }

    override var subject: String { "the hook '\(name)'" }
}

/// `detector:` — a fact of the camera.
final class DetectorSource: Source, @unchecked Sendable {
    let fact: DetectorFact
    let key: DetectorKey
    let rule: Rule

    init(fact: DetectorFact, key: DetectorKey, rule: Rule) {
        self.fact = fact
        self.key = key
        self.rule = rule
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        guard let directory = evaluation.detectors else {
            return evaluation.refuse("no camera is at hand in which to look a detector up")
        }
        let wanted = rule.outcome(&evaluation)
        guard let key = wanted.known else { return wanted.withoutValue }
        // A number is one however it is written: 14, 14.0 or '14'.
        var name = key.description
        if self.key == .number, let number = NumberReading.integer(key, &evaluation.flags) { name = String(number) }
        guard let found = directory.detector(self.key, equalTo: name) else {
            return evaluation.refuse(
                directory.defect ?? "the camera has no detector whose \(self.key.words) is \(key.quoted)")
        }
        guard let value = found.fact(fact) else {
            evaluation.note("the camera does not say the \(fact.rawValue) of this detector")
            return .none
        }
        return .value(value)
    }

    override var parts: [Rule] { [rule] }
}
