public import ObsFITS
public import ObsYAML

/// What became of one header: the observation, and everything that was decided on the way.
///
/// What costs time is computed when it is asked for: `explanation(of:)` runs a property's rule once more and writes
/// down what it does.
public struct TranslationReport: Sendable {
    /// The observation; a property that failed is absent, as one is that the header rightly does not say.
    public let info: ObservationInfo

    /// The type of observation in words that are the same for every instrument; nil when the package does not say.
    public let kind: ObservationKind?

    /// The properties that have no value though they should, in the order of the properties; then extensions, whose
    /// names begin with `ext_`.
    ///
    /// The reasons are found out when they are asked for; `isComplete` says whether there are any.
    public var failures: [PropertyFailure] { failedSlots.map { failure(ofSlot: $0) } }

    /// Whether every property has a value that should.
    public var isComplete: Bool { failedSlots.isEmpty }

    /// The corrections that were applied, in order.
    public let corrections: [AppliedCorrection]

    /// What looks wrong: unusable cards, corrections that could not be applied, values that contradict each other.
    public private(set) var diagnostics: [Diagnostic]

    /// The header as it was translated: with corrections.
    public let header: Header

    /// The header as it was given.
    public let rawHeader: Header

    private let failedSlots: [Int]
    private let flagsByProperty: FlagsByProperty
    private let translator: HeaderTranslator
    private let hdus: [(name: String, header: Header)]

    init(
        info: ObservationInfo, kind: ObservationKind?, failedSlots: [Int], corrections: [AppliedCorrection],
        diagnostics: [Diagnostic],
        header: Header, rawHeader: Header, flags: FlagsByProperty, translator: HeaderTranslator,
        hdus: [(name: String, header: Header)]
    ) {
        self.info = info
        self.kind = kind
        self.corrections = corrections
        self.diagnostics = diagnostics
        self.header = header
        self.rawHeader = rawHeader
        self.flagsByProperty = flags
        self.translator = translator
        self.hdus = hdus
        self.failedSlots = failedSlots
    }

    /// The name of the translator.
    public var translatorName: String { translator.name }

    /// Adds what the caller noticed about the observation.
    ///
    /// - Parameter diagnostic: what was noticed
    public mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// What happened to a property's value: defaulted, clipped, cast, from a repeated card.
    ///
    /// - Parameter property: a property
    /// - Returns: the flags; none for a property without a value
    public func flags(of property: ObservationProperty) -> ValueFlags { flagsByProperty[property] }

    /// The observation, if nothing failed.
    ///
    /// - Parameter required: the properties without which it is of no use; nil for those that failed, whatever they are
    /// - Returns: the observation
    /// - Throws: `ObservationError` of code `missingProperties` that names every one that failed, or every required one
    ///   that has no value
    public func strict(requiring required: Set<ObservationProperty>? = nil) throws -> ObservationInfo {
        var missing: [String] = []
        let failures = failures
        for property in ObservationProperty.allCases {
            let failure = failures.first { $0.property == property.name }
            if required?.contains(property) ?? (failure != nil), info[property] == nil {
                missing.append("\(property.name) (\(failure?.summary ?? "the header does not say it"))")
            }
        }
        guard missing.isEmpty else {
            throw ObservationError(
                code: .missingProperties,
                message: "\(translator.instrumentName): no value for \(missing.joined(separator: "; "))")
        }
        return info
    }

    /// Where a property's value comes from, or why it has none.
    ///
    /// - Parameter property: a property
    /// - Returns: the cards, the rule and what was done
    public func explanation(of property: ObservationProperty) -> PropertyExplanation {
        explanation(ofSlot: property.rawValue, name: property.name)
    }

    private func explanation(ofSlot slot: Int, name: String) -> PropertyExplanation {
        var evaluation = Evaluation(header, translator: translator, hdus: hdus)
        evaluation.trace = Trace()
        let value = evaluation.value(ofSlot: slot)
        let trace = evaluation.trace ?? Trace()
        let corrected = Set(corrections.flatMap { $0.changes.map(\.card) })
        return PropertyExplanation(
            property: name, value: value == .null ? nil : value, isFailure: value == nil, cards: trace.cards,
            correctedCards: trace.cards.map(\.keyword.name).filter { corrected.contains($0) },
            rule: translator.rules.rule(ofSlot: slot).place,
            alternative: value == nil ? nil : trace.alternative, flags: evaluation.flags(ofSlot: slot),
            reasons: trace.reasons)
    }

    private func failure(ofSlot slot: Int) -> PropertyFailure {
        let rules = translator.rules
        let name =
            slot < rules.extensionBase
            ? ObservationProperty.allCases[slot].name : "ext_" + rules.extensions[slot - rules.extensionBase].name
        let explanation = explanation(ofSlot: slot, name: name)
        return PropertyFailure(
            property: name, reasons: explanation.reasons, cards: rules.keywords(usedBySlot: slot),
            rule: explanation.rule)
    }

    /// The names of all cards that the values were made of, in alphabetical order.
    public var cardsUsed: [String] {
        var names: Set<String> = []
        for property in ObservationProperty.allCases {
            names.formUnion(explanation(of: property).cards.map(\.keyword.name))
        }
        return names.sorted()
    }
}

/// A property without a value, and why.
public struct PropertyFailure: Sendable, Hashable {
    /// The property's name.
    public let property: String
    /// Why, one reason for each thing that was tried, in order.
    public let reasons: [String]
    /// The cards that could have given it.
    public let cards: [String]
    /// The file and line of the rule.
    public let rule: SourcePosition?

    /// The reasons in one line.
    public var summary: String {
        var seen: Set<String> = []
        let distinct = reasons.filter { seen.insert($0).inserted }
        return distinct.isEmpty ? "no alternative of the rule applies" : distinct.joined(separator: ", ")
    }
}

/// Where a property's value comes from.
public struct PropertyExplanation: Sendable {
    /// The property's name.
    public let property: String
    /// The value, if there is one.
    public let value: PropertyValue?
    /// Whether it has none though it should.
    public let isFailure: Bool
    /// The cards that were used, as they were after corrections.
    public let cards: [Card]
    /// The names of those that a correction had changed.
    public let correctedCards: [String]
    /// The file and line of the rule.
    public let rule: SourcePosition?
    /// Which alternative of the rule gave the value, from 0.
    public let alternative: Int?
    /// What happened to it.
    public let flags: ValueFlags
    /// What was tried without success.
    public let reasons: [String]
}
