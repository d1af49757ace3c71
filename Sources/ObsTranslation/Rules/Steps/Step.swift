/// One thing that is done to a value.
///
/// Subclasses are immutable after initialization, which is why they may be used from many threads.
class Step: @unchecked Sendable {
    /// The step's word in the language.
    let name: String
    /// Whether there are values of the types that it takes which it refuses.
    let mayRefuse: Bool

    init(_ name: String, mayRefuse: Bool) {
        self.name = name
        self.mayRefuse = mayRefuse
    }

    /// Whether a number that is not one means that there is none.
    var takesNaNAsMissing: Bool { false }

    /// How this step ends.
    ///
    /// - Parameters:
    ///   - value: a value that is not null
    ///   - source: what gave it, for messages
    ///   - evaluation: takes the reason of a refusal
    /// - Returns: a value, none, another form or a refusal
    func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome { .value(value) }

    /// Refuses a value that cannot be read as what the step wants.
    final func refuse(
        _ value: PropertyValue, _ wanted: String, _ source: Source, _ evaluation: inout Evaluation
    ) -> Outcome {
        evaluation.refuse("\(source.subject) is \(value.quoted), not \(wanted)")
    }

    /// Refuses a value that can be read and that the step does not take.
    final func refuse(_ value: PropertyValue, _ source: Source, _ evaluation: inout Evaluation) -> Outcome {
        evaluation.refuse("\(source.subject) is \(value.quoted), which the step \(name) does not take")
    }

    /// Refuses a value that is no number, or one that the step does not take.
    final func refuseNumber(_ value: PropertyValue, _ source: Source, _ evaluation: inout Evaluation) -> Outcome {
        value.castReal == nil
            ? refuse(value, "a number", source, &evaluation) : refuse(value, source, &evaluation)
    }
}

/// A word of a list of steps.
protocol StepWord: Step, RuleWord {}

/// A step that takes text and nothing else.
class StepOnText: Step, @unchecked Sendable {
    /// What becomes of a text; nil when it is refused.
    func result(of text: String) -> PropertyValue? { .text(text) }

    final override func apply(
        to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation
    ) -> Outcome {
        guard case .text(let text) = value else {
            return evaluation.refuse("\(source.subject) is \(value.quoted); the step \(name) needs text")
        }
        return result(of: text).map { .value($0) } ?? refuse(value, source, &evaluation)
    }
}

/// A step that computes with a number; a text that is one is read, and flagged.
class StepOnNumber: Step, @unchecked Sendable {
    /// What becomes of a number; nil when it is refused.
    ///
    /// - Parameters:
    ///   - number: a finite number
    ///   - unchanged: the number as a value, a whole one where it was one
    ///   - source: what gave it, for messages
    ///   - evaluation: takes flags
    /// - Returns: the result; one that is not finite is refused
    func result(
        of number: Double, unchanged: PropertyValue, _ source: Source, _ evaluation: inout Evaluation
    ) -> PropertyValue? { unchanged }

    override func apply(to value: PropertyValue, of source: Source, _ evaluation: inout Evaluation) -> Outcome {
        guard let number = NumberReading.real(value, &evaluation.flags) else {
            return refuseNumber(value, source, &evaluation)
        }
        let unchanged = value.asInteger == nil ? .real(number) : value
        guard let result = result(of: number, unchanged: unchanged, source, &evaluation) else {
            return refuse(value, source, &evaluation)
        }
        if case .real(let number) = result, !number.isFinite { return refuse(value, source, &evaluation) }
        return .value(result)
    }
}
