public import ObsFITS
internal import ObsText

/// Turns headers of one instrument into observations.
///
/// Immutable, without state between headers (except the sky's matrices of the last nights, which only the consistency
/// checks use), for many threads at once. Header in, `TranslationReport` out; it never throws, since what cannot be
/// translated is a failure of that property in the report.
public final class HeaderTranslator: Sendable {
    /// The instrument's name, as a pipeline names it.
    public let instrumentName: String
    /// The compiled rules.
    public let rules: TranslationRules
    /// The corrections, applied to a copy of each header.
    public let corrections: Corrections
    /// What finds detectors for rules that ask the camera.
    public let detectors: (any DetectorDirectory)?
    /// Which consistency checks run, and how strictly.
    public let checks: ConsistencyChecks
    let hooks: [String: TranslationHook]
    private let tables: SlotTablePool

    /// The name in the wire form's `_translator`.
    public var name: String { rules.translatorName ?? instrumentName }

    /// A translator.
    ///
    /// - Parameters:
    ///   - instrumentName: the instrument's name, as a pipeline names it
    ///   - rules: the compiled rules
    ///   - corrections: the corrections
    ///   - hooks: the package's Swift rules by name
    ///   - detectors: what finds detectors for rules that ask the camera
    ///   - checks: which consistency checks run
    public init(
        instrumentName: String, rules: TranslationRules, corrections: Corrections = .none,
        hooks: [String: TranslationHook] = [:], detectors: (any DetectorDirectory)? = nil,
        checks: ConsistencyChecks = ConsistencyChecks()
    ) {
        self.instrumentName = instrumentName
        self.rules = rules
        self.corrections = corrections
        self.hooks = hooks
        self.detectors = detectors
        self.checks = checks
        tables = SlotTablePool(count: rules.slotCount)
    }

    /// Translates one header.
    ///
    /// - Parameters:
    ///   - header: the header, uncorrected; it is not changed
    ///   - hdus: the other headers of the file by extension name (`primary` for the first), for rules that name an HDU
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the observation, what failed and why, what was corrected and what looks wrong
    public func translate(
        _ header: Header, hdus: [(name: String, header: Header)] = [], properties: Set<ObservationProperty>? = nil
    ) -> TranslationReport {
        header.prefetch(rules.allKeywords)
        var evaluation = Evaluation(header, translator: self, hdus: hdus, table: tables.take())
        let outcome = corrections.apply(to: &evaluation)
        var failed: [FailedSlot] = []
        var flags = FlagsByProperty()
        for property in ObservationProperty.allCases {
            if let properties, !properties.contains(property) { continue }
            let slot = property.rawValue
            guard evaluation.hasValue(inSlot: slot) else {
                failed.append(FailedSlot(slot: slot, reason: evaluation.reason(ofSlot: slot)))
                continue
            }
            let happened = evaluation.flags(ofSlot: slot)
            if !happened.isEmpty { flags[property] = happened }
        }
        var extensions: [String: PropertyValue] = [:]
        for (index, named) in rules.extensions.enumerated() where properties == nil {
            let slot = rules.extensionBase + index
            guard case .value(let value) = evaluation.outcome(ofSlot: slot) else {
                failed.append(FailedSlot(slot: slot, reason: evaluation.reason(ofSlot: slot)))
                continue
            }
            if !value.isNull { extensions[named.name] = value }
        }
        var values = ObservationInfo.Values()
        for property in ObservationProperty.allCases {
            if let properties, !properties.contains(property) { continue }
            _ = values.set(evaluation.takeValue(ofSlot: property.rawValue), for: property)
        }
        evaluation.end(givingTableTo: tables)
        let kind = values.observationType.flatMap { rules.observationKinds[$0] }
        var diagnostics = outcome.diagnostics
        if !evaluation.remarks.isEmpty { diagnostics += self.diagnostics(evaluation.remarks) }
        checks.findings(values, into: &diagnostics)
        if properties == nil {
            checks.findings(evaluation.header, into: &diagnostics)
        }
        if let date = values.datetimeBegin ?? values.datetimeEnd { TableReach.report(date, into: &diagnostics) }
        return TranslationReport(
            info: ObservationInfo(values: consume values, translatorName: name, extensions: extensions), kind: kind,
            failed: failed, corrections: outcome.applied, corrected: evaluation.corrected, diagnostics: diagnostics,
            header: evaluation.header, rawHeader: header, flags: flags, translator: self, hdus: hdus)
    }

    /// The cards that give values to properties; some of them more than once.
    ///
    /// - Parameters:
    ///   - header: the header after its corrections
    ///   - hdus: the other headers of the file by name
    ///   - corrected: what corrections did to the header
    /// - Returns: their keywords, in the order in which they were read
    func cardsRead(_ header: Header, hdus: [(name: String, header: Header)], corrected: CorrectedCards?) -> [Keyword] {
        var evaluation = Evaluation(
            header, translator: self, hdus: hdus, table: tables.take(), corrected: corrected)
        evaluation.trace = Trace(isOfNames: true)
        for property in ObservationProperty.allCases { _ = evaluation.hasValue(inSlot: property.rawValue) }
        let keywords = evaluation.trace?.keywords ?? []
        evaluation.end(givingTableTo: tables)
        return keywords
    }

    /// Each remark once, however many values it is about.
    private func diagnostics(_ remarks: [Remark]) -> [Diagnostic] {
        var seen: Set<String> = []
        return remarks.filter { seen.insert($0.text).inserted }.map { remark in
            let name = remark.slot.map { rules.name(ofSlot: $0) + ": " } ?? ""
            switch remark.severity {
            case .fallback:
                return Diagnostic(
                    .warning, .fallback, at: nil, name + remark.text, hint: "a weaker alternative gave the value")
            case .reading: return Diagnostic(.note, .readOtherwise, at: nil, name + remark.text)
            }
        }
    }
}

extension Diagnostic.Code {
    static let fallback = Self(rawValue: "fallback")
    static let readOtherwise = Self(rawValue: "read-otherwise")
}
