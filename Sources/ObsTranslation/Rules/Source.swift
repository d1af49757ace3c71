internal import ObsFITS
internal import ObsYAML

/// Where a value comes from.
///
/// Subclasses are immutable after initialisation, which is why they may be used from many threads.
class Source: @unchecked Sendable {
    /// The value; nil when there is none, which lets the next alternative try.
    func value(_ evaluation: inout Evaluation) -> PropertyValue? { nil }

    /// The card that messages name, if the source is one.
    var keyword: Keyword? { nil }

    /// What messages call the source.
    var subject: String { keyword?.name ?? "the value" }

    /// Every card that the source may read by itself (not through other properties).
    var keywords: [Keyword] { keyword.map { [$0] } ?? [] }
}

/// `constant:` and `default:`.
final class ConstantSource: Source, @unchecked Sendable {
    let constant: PropertyValue
    let isDefault: Bool

    init(_ constant: PropertyValue, isDefault: Bool) {
        self.constant = constant
        self.isDefault = isDefault
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        if isDefault { evaluation.flags.insert(.defaulted) }
        return constant
    }

    override var subject: String { "the constant" }
}

/// `fail:`.
final class FailSource: Source, @unchecked Sendable {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        evaluation.note(reason)
        return nil
    }
}

/// `property:`, `value:` — the result of another rule.
final class SlotSource: Source, @unchecked Sendable {
    let slot: Int
    let name: String

    init(slot: Int, name: String) {
        self.slot = slot
        self.name = name
    }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let value = evaluation.value(ofSlot: slot) else {
            evaluation.note("\(name) has no value")
            return nil
        }
        return value
    }

    override var subject: String { name }
}

/// A rule in the place of a source: `super: true`, and the fields of builders.
final class RuleSource: Source, @unchecked Sendable {
    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        let alternative = evaluation.trace?.alternative
        defer { if evaluation.trace != nil { evaluation.trace?.alternative = alternative } }
        return rule.value(&evaluation)
    }
}

/// `test:` — a condition as true or false.
final class TestSource: Source, @unchecked Sendable {
    let condition: Condition

    init(_ condition: Condition) { self.condition = condition }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? { .boolean(condition.holds(&evaluation)) }
}

/// `hook:` — what the package's Swift says.
final class HookSource: Source, @unchecked Sendable {
    let name: String

    init(_ name: String) { self.name = name }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let hook = evaluation.translator?.hooks[name] else {
            evaluation.complain(
                nil, "the hook '\(name)' is not linked; link the package's module, or use a tool that does")
            return nil
        }
        let state = TranslationHook.Context.State(evaluation)
        defer { evaluation = state.evaluation }
        do {
            return try hook.compute(TranslationHook.Context(state))
        } catch {
            state.evaluation.complain(nil, "the hook '\(name)' failed: \(error)")
            return nil
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

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let directory = evaluation.detectors else {
            evaluation.complain(nil, "no camera is at hand in which to look a detector up")
            return nil
        }
        guard let wanted = rule.value(&evaluation), !wanted.isNull else { return nil }
        guard let found = directory.detector(key, equalTo: wanted.description)?.fact(fact) else {
            evaluation.complain(
                nil, directory.defect ?? "the camera has no detector whose \(key.rawValue) is \(wanted.quoted)")
            return nil
        }
        return found
    }
}
