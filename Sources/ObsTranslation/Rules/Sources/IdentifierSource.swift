internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// `identifier:` — an integer that `identifiers:` of instrument.yaml describes, made of what the header says.
final class IdentifierSource: Source, SourceWord, @unchecked Sendable {
    static let word = "identifier"
    static let about =
        "an integer that `identifiers:` of instrument.yaml describes, made of what `with: {PART: RULE}` gives and of the "
        + "usual properties; see 2.7"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{identifier: exposure_id, with: {sequence: {card: SEQNUM}, day: {card: DAY}}}",
            of: "{DAY: 20130210, SEQNUM: 12}",
            among:
                "{identifiers: {exposure_id: [{part: sequence, size: 1000}, {part: day, size: 10000000, first: 20000000, calendar: true}]}}",
            gives: "130210012"),
        RuleExample(
            "{identifier: exposure_id, with: {sequence: {card: SEQNUM}}}", of: "{SEQNUM: 1000}",
            among: "{identifiers: {exposure_id: [{part: sequence, size: 1000}]}}", ends: .refused),
        RuleExample(
            "{identifier: exposure_id, with: {sequence: {card: SEQNUM}}}", of: "{}",
            among: "{identifiers: {exposure_id: [{part: sequence, size: 1000}]}}", ends: .none),
    ]

    /// How an identifier is made, and of what.
    struct Told {
        let composer: IdentifierComposer
        let parts: [(input: IdentifierInput, rule: Rule)]
    }

    /// The name of an identifier.
    struct Argument: RuleArgument {
        let notation: String? = "NAME"
        let schema = #""type": "string", "minLength": 1"#

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Told? {
            let given = place.reader.node[AlternativeKey.with.name].map { $0.entries.compactMap { $0.key.text } } ?? []
            compiler.needs.identifiers = true
            return compiler.identifier(node, given)
        }
    }

    /// How the value of an input is read.
    private enum Reading { case number, text, instant }

    private let composer: IdentifierComposer
    private let inputs: [IdentifierInput]
    // Beside the inputs, so that nothing is copied to look at it.
    private let readings: [Reading]
    private let hasFallback: [Bool]
    private let rules: BorrowedList<Rule>

    init(_ told: Told) {
        composer = told.composer
        inputs = told.parts.map(\.input)
        readings = inputs.map { input in
            switch input.kind {
            case .number, .day: .number
            case .word, .text: .text
            case .instant: .instant
            }
        }
        hasFallback = inputs.map(\.hasFallback)
        rules = BorrowedList(told.parts.map(\.rule))
    }

    override var subject: String { "the identifier" }

    override var parts: [Rule] { rules.objects }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        var values: [IdentifierValue?] = []
        values.reserveCapacity(readings.count)
        for place in 0..<readings.count {
            switch value(place, &evaluation) {
            case .ended(let outcome): return outcome
            case .value(let value): values.append(value)
            }
        }
        do throws(IdentifierError) {
            return .value(.integer(try composer.compose(values)))
        } catch {
            return evaluation.refuse(error.message)
        }
    }

    /// The value of an input; nil where there is none and the identifier has a value of its own in its place.
    private func value(_ place: Int, _ evaluation: inout Evaluation) -> Part<IdentifierValue?> {
        let outcome = rules.with(place) { $0.outcome(&evaluation) }
        guard let value = outcome.known else {
            if hasFallback[place] && outcome.reason == nil {
                // The word that stands in is nobody's statement.
                evaluation.flags.insert(.defaulted)
                return .value(nil)
            }
            evaluation.note("\(inputs[place].name) has no value")
            return .ended(outcome.withoutValue)
        }
        switch readings[place] {
        case .number:
            if let number = NumberReading.integer(value, &evaluation.flags) { return .value(.integer(number)) }
        case .text:
            if let text = value.castText { return .value(.word(text)) }
        case .instant:
            if let instant = value.asInstant { return .value(.instant(instant)) }
        }
        return .ended(evaluation.refuse("\(inputs[place].name) is \(value.quoted), and it is \(inputs[place].values)"))
    }
}
