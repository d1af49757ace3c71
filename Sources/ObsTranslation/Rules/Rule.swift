internal import ObsFITS
internal import ObsYAML

/// How one property or intermediate result is computed: the first alternative that has a value.
final class Rule: Sendable {
    let alternatives: [Alternative]
    let place: SourcePosition?

    init(alternatives: [Alternative], place: SourcePosition?) {
        self.alternatives = alternatives
        self.place = place
    }

    func value(_ evaluation: Evaluation) -> PropertyValue? {
        for (index, alternative) in alternatives.enumerated() {
            if let value = alternative.value(evaluation) {
                if evaluation.trace != nil { evaluation.trace?.alternative = index }
                return value
            }
        }
        return nil
    }
}

extension Rule {
    /// What messages call the rule's first source.
    func subject(or other: String) -> String { alternatives.first?.source.subject ?? other }
}

/// One line of a rule: where the value comes from, under which condition, and what is done to it.
final class Alternative: Sendable {
    let source: Source
    let condition: Condition?
    let steps: [Step]
    let unit: PropertyUnit?
    let target: ValueTarget?

    init(source: Source, condition: Condition?, steps: [Step], unit: PropertyUnit?, target: ValueTarget?) {
        self.source = source
        self.condition = condition
        self.steps = steps
        self.unit = unit
        self.target = target
    }

    func value(_ evaluation: Evaluation) -> PropertyValue? {
        if let condition, !condition.holds(evaluation) {
            evaluation.note("its condition does not hold")
            return nil
        }
        let flagsBefore = evaluation.flags
        evaluation.cardUnit = nil
        guard var value = source.value(evaluation) else {
            evaluation.flags = flagsBefore
            return nil
        }
        let unit = evaluation.cardUnit ?? unit
        // The unit of this card is not that of what a rule around this one makes of it.
        evaluation.cardUnit = nil
        for step in steps where value != .null {
            guard let next = step.apply(to: value, evaluation, source.keyword) else {
                evaluation.note("\(source.subject): \(step.name) refuses \(value.quoted)")
                evaluation.flags = flagsBefore
                return nil
            }
            value = next
        }
        if case .null = value { return value }
        if let unit {
            guard let number = NumberReading.real(value, &evaluation.flags) else {
                evaluation.complain(source.keyword, "\(source.subject) is \(value.quoted), not a number")
                evaluation.flags = flagsBefore
                return nil
            }
            let canonical = unit.canonical(number)
            value =
                target == .integer ? Int(exactly: canonical).map { .integer($0) } ?? .real(canonical) : .real(canonical)
        }
        guard let target else { return value }
        guard let typed = target.coerce(value, &evaluation.flags) else {
            evaluation.complain(source.keyword, "\(source.subject) is \(value.quoted), not \(target.words)")
            evaluation.flags = flagsBefore
            return nil
        }
        return typed
    }
}

extension PropertyValue {
    /// The value as a message shows it: bounded, text in quotes.
    var quoted: String {
        switch self {
        case .text(let text):
            text.utf8.count <= 60 ? "'\(text)'" : "'\(String(text.prefix(57)))...'"
        default: description
        }
    }
}
