public import ObsFITS
public import ObsText

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
    public var failures: [PropertyFailure] { keptFailures ?? failed.map { failure($0) } }

    /// The properties that failed, without their reasons, which cost time.
    package var failedProperties: [ObservationProperty] {
        failed.compactMap { ObservationProperty(rawValue: $0.slot) }
    }

    /// Whether every property has a value that should.
    public var isComplete: Bool { failed.isEmpty }

    /// Whether one of the properties failed that the package requires.
    var lacksRequired: Bool {
        failed.contains { ObservationProperty(rawValue: $0.slot).map(isRequired) ?? false }
    }

    /// Whether the observation has failed without this property.
    func isRequired(_ property: ObservationProperty) -> Bool {
        translator.rules.requiredProperties.contains(property)
    }

    /// Whether a value was taken though a better alternative was refused.
    var hasFallback: Bool { flagsByProperty.contains(.fallback) }

    /// Whether something contradicts itself so that the observation cannot be used as it is.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The corrections that were applied, in order.
    public let corrections: [AppliedCorrection]

    /// What looks wrong: unusable cards, corrections that could not be applied, values that contradict each other.
    public private(set) var diagnostics: [Diagnostic]

    /// The header as it was translated: with corrections; without a card where it was not kept.
    public private(set) var header: Header

    /// The header as it was given; without a card where it was not kept.
    public private(set) var rawHeader: Header

    /// Whether the headers are still there, which `explanation(of:)` and `cardsUsed` read.
    package private(set) var keepsHeaders = true

    private let failed: [FailedSlot]
    /// Why properties failed, written down when the headers went.
    private var keptFailures: [PropertyFailure]?
    private let corrected: CorrectedCards?
    private let flagsByProperty: FlagsByProperty
    private let translator: HeaderTranslator
    private var hdus: [(name: String, header: Header)]

    init(
        info: ObservationInfo, kind: ObservationKind?, failed: [FailedSlot], corrections: [AppliedCorrection],
        corrected: CorrectedCards?, diagnostics: [Diagnostic],
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
        self.failed = failed
        self.corrected = corrected
    }

    /// The name of the translator.
    package var translatorName: String { translator.name }

    /// The name of the instrument whose rules translated the header.
    package var instrumentName: String { translator.instrumentName }

    /// Why a card must not be read though it is there: a correction should have changed it and could not.
    ///
    /// - Parameter card: its name
    /// - Returns: the reason; nil of a card that can be read
    package func refusal(ofCard card: Keyword) -> String? {
        corrected?.refused[card].map { $0.text ?? "a correction of the card failed" }
    }

    /// The report without its headers, for whoever keeps many: it says the same, but cannot explain a value any more.
    ///
    /// - Returns: the report; why properties failed is found out now
    public consuming func withoutHeaders() -> TranslationReport {
        guard keepsHeaders else { return self }
        keptFailures = failures
        keepsHeaders = false
        header = Header(cards: [])
        rawHeader = Header(cards: [])
        hdus = []
        return self
    }

    /// Adds what the caller noticed about the observation.
    ///
    /// - Parameter diagnostic: what was noticed
    package mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// The report with more that the caller noticed.
    package consuming func adding(_ diagnostics: [Diagnostic]) -> TranslationReport {
        self.diagnostics += diagnostics
        return self
    }

    /// What happened to a property's value: defaulted, clipped, cast, from a repeated card, second best.
    ///
    /// - Parameter property: a property
    /// - Returns: the flags; none for a property without a value, except `fallback` where something better was refused
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
    /// - Returns: the cards, the rule and what was done; of a report without its headers the value and the rule, and as its
    ///   reason that the headers are gone
    public func explanation(of property: ObservationProperty) -> PropertyExplanation {
        guard keepsHeaders else {
            return PropertyExplanation(
                property: property.name, value: info[property],
                isFailure: failed.contains { $0.slot == property.rawValue }, cards: [], correctedCards: [],
                rule: translator.rules.rule(ofSlot: property.rawValue).place, alternative: nil,
                flags: flags(of: property),
                reasons: ["the headers of the report were not kept; translate the file again and keep them"])
        }
        return explanation(ofSlot: property.rawValue, name: property.name)
    }

    private func explanation(ofSlot slot: Int, name: String) -> PropertyExplanation {
        var evaluation = Evaluation(header, translator: translator, hdus: hdus, corrected: self.corrected)
        evaluation.trace = Trace()
        var value: PropertyValue?
        if case .value(let found) = evaluation.outcome(ofSlot: slot) { value = found }
        let trace = evaluation.trace ?? Trace()
        let corrected = Set(corrections.flatMap { $0.changes.map { Keyword($0.card) } })
        return PropertyExplanation(
            property: name, value: value == .null ? nil : value, isFailure: value == nil, cards: trace.cards,
            correctedCards: trace.cards.map(\.keyword).filter { corrected.contains($0) }.map(\.name),
            rule: translator.rules.rule(ofSlot: slot).place,
            alternative: value == nil ? nil : trace.alternative, flags: evaluation.flags(ofSlot: slot),
            reasons: trace.reasons)
    }

    private func failure(_ failed: FailedSlot) -> PropertyFailure {
        let rules = translator.rules
        let name = rules.name(ofSlot: failed.slot)
        let origin = failed.reason?.slot ?? failed.slot
        let isRoot = origin == failed.slot
        let reasons = failed.reason?.text.map { [$0] } ?? explanation(ofSlot: origin, name: name).reasons
        let root = isRoot ? nil : rules.name(ofSlot: origin)
        return PropertyFailure(
            property: name, root: root, reasons: reasons, cards: rules.keywords(usedBySlot: failed.slot),
            rule: rules.rule(ofSlot: failed.slot).place)
    }

    /// The failures by what they come from: one missing date is one entry with all properties that hang on it.
    ///
    /// The order is the properties'; in each group the property comes first that is the root, if one is.
    package var failureGroups: [[PropertyFailure]] {
        var groups: [(reason: Reason?, failures: [PropertyFailure])] = []
        for (one, failure) in zip(failed, failures) {
            if let reason = one.reason, let place = groups.firstIndex(where: { $0.reason === reason }) {
                if reason.slot == one.slot {
                    groups[place].failures.insert(failure, at: 0)
                } else {
                    groups[place].failures.append(failure)
                }
            } else {
                groups.append((one.reason, [failure]))
            }
        }
        return groups.map(\.failures)
    }

    /// The names of all cards that the values were made of, each once, in upper case and in alphabetical order.
    ///
    /// The properties are computed again to find them. Of a report without its headers there are none.
    public var cardsUsed: [String] {
        guard keepsHeaders else { return [] }
        return Keyword.names(of: translator.cardsRead(header, hdus: hdus, corrected: corrected))
    }
}

/// A slot of the rules that failed.
struct FailedSlot: Sendable {
    let slot: Int
    let reason: Reason?
}

/// A property without a value, and why.
public struct PropertyFailure: Sendable, Hashable {
    /// The property's name.
    public let property: String
    /// The property or intermediate result whose failure this one follows from; nil when it is its own.
    public let root: String?
    /// Why the root failed: one reason for each thing that was tried, in order.
    public let reasons: [String]
    /// The cards that could have given it.
    public let cards: [String]
    /// The file and line of the rule.
    public let rule: SourcePosition?

    /// The reasons in one line, the root's name before them.
    public var summary: String {
        var seen: Set<String> = []
        let distinct = reasons.filter { seen.insert($0).inserted }
        let text = distinct.isEmpty ? "no alternative of the rule applies" : distinct.joined(separator: ", ")
        return root.map { "\($0) has no value: \(text)" } ?? text
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
    package let correctedCards: [String]
    /// The file and line of the rule.
    public let rule: SourcePosition?
    /// Which alternative of the rule gave the value, from 0.
    public let alternative: Int?
    /// What happened to it.
    public let flags: ValueFlags
    /// What was tried without success.
    public let reasons: [String]
}
