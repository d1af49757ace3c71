internal import ObsFITS
internal import ObsText
internal import ObsTranslation

/// Compares the observations that two versions of an instrument's description give, and finds what explains a difference.
struct InstrumentDifferences: Sendable {
    private let parts: PartDifferences
    private let old: TranslationRules
    private let new: TranslationRules
    /// What may change each answer.
    private let behind: [Answer: Set<PartDifference>]

    init(_ parts: PartDifferences, _ old: TranslationRules, _ new: TranslationRules) {
        self.parts = parts
        self.old = old
        self.new = new
        var behind: [Answer: Set<PartDifference>] = [:]
        for property in ObservationProperty.allCases {
            behind[.property(property)] = parts.behind(RuleName(.properties, property.name))
        }
        for name in Set(old.extensionNames + new.extensionNames) {
            behind[.other(name)] = parts.behind(RuleName(.extensions, name))
        }
        self.behind = behind
    }

    private func description(_ keys: String...) -> Set<PartDifference> {
        Set(keys.compactMap { parts.description[$0] })
    }

    /// What may change which instrument a file is of, or whether it is an observation.
    var detection: Set<PartDifference> { description("detection", "products", "name") }

    /// What may change which HDUs hold observations.
    var layout: Set<PartDifference> { description("headers") }

    /// What differs between two observations of the same HDU.
    func changes(from before: HeaderObservation, to after: HeaderObservation, exposure: Int) -> [AnswerChange] {
        var changes: [AnswerChange] = []
        let hdu = after.hdu
        func add(_ answer: Answer, _ before: String, _ after: String, _ reasons: Set<PartDifference>) {
            if before == after { return }
            changes.append(
                AnswerChange(
                    answer: answer, before: before, after: after, reasons: reasons, hdu: hdu,
                    exposures: [exposure]))
        }
        let (one, other) = (Answers(before.report), Answers(after.report))
        let corrected = corrections(before.report, after.report)
        for property in ObservationProperty.allCases {
            let (previous, current) = (one.words(property), other.words(property))
            if previous == current { continue }
            add(.property(property), previous, current, reasons(.property(property), property, corrected))
        }
        for name in Set(one.extensionNames + other.extensionNames).sorted() {
            add(.other(name), one.words(name), other.words(name), reasons(.other(name), nil, corrected))
        }
        let typeReasons = reasons(.property(.observationType), .observationType, corrected)
        add(
            .kind, before.report.kind?.rawValue ?? "not known", after.report.kind?.rawValue ?? "not known",
            typeReasons.union([parts.settings["observation_kinds"]].compactMap(\.self)))
        add(
            .translator, before.report.translatorName, after.report.translatorName,
            Set([parts.settings["translator"]].compactMap(\.self)))
        add(
            .corrections, Self.words(before.report.corrections), Self.words(after.report.corrections),
            corrected.reduce(into: []) { $0.formUnion($1.differences) })
        // What changed so far explains what follows from it.
        let causes = changes.reduce(into: Set<PartDifference>()) { $0.formUnion($1.reasons) }
        let said = self.changes(
            from: before.report.diagnostics, to: after.report.diagnostics, hdu: hdu, because: causes,
            exposures: [exposure])
        add(
            .status, before.report.status.rawValue, after.report.status.rawValue,
            said.reduce(into: causes.union([parts.settings["required"]].compactMap(\.self))) {
                $0.formUnion($1.reasons)
            })
        return changes + said
    }

    /// Diagnostics that appear or vanish, by their codes.
    func changes(
        from before: [Diagnostic], to after: [Diagnostic], hdu: Int?, because causes: Set<PartDifference>,
        exposures: [Int]
    ) -> [AnswerChange] {
        func words(_ diagnostics: [Diagnostic], without others: [Diagnostic]) -> [String: [String]] {
            let known = Set(others.map { "\($0.severity.rawValue): \($0.message)" })
            let found = diagnostics.map { ($0.code.rawValue, "\($0.severity.rawValue): \($0.message)") }
            return Dictionary(grouping: found.filter { !known.contains($0.1) }, by: \.0).mapValues { $0.map(\.1) }
        }
        let (gone, come) = (words(before, without: after), words(after, without: before))
        return Set(gone.keys).union(come.keys).sorted().map { code in
            func text(_ said: [String]?) -> String { said?.joined(separator: "; ") ?? "nothing" }
            return AnswerChange(
                answer: .diagnostic(code), before: text(gone[code]), after: text(come[code]),
                reasons: causes.union(judges(code)), hdu: hdu, exposures: exposures)
        }
    }

    /// What decides of a diagnostic besides the values that it is about.
    private func judges(_ code: String) -> Set<PartDifference> {
        if code == Diagnostic.Code.unknownFilter.rawValue { return Set(parts.filters.values) }
        return description("consistency", "camera", "headers").union(parts.camera)
    }

    private func reasons(
        _ answer: Answer, _ property: ObservationProperty?, _ corrected: [ChangedCorrection]
    ) -> Set<PartDifference> {
        var found = behind[answer] ?? []
        for one in corrected {
            let isRead = property.map { property in
                old.mayReadAnyCard(property) || new.mayReadAnyCard(property)
                    || !one.cards.isDisjoint(with: old.keywords(usedBy: property) + new.keywords(usedBy: property))
            }
            if isRead ?? true { found.formUnion(one.differences) }
        }
        // The header itself is another one where its HDUs are put together otherwise.
        return found.isEmpty ? layout : found
    }

    private struct ChangedCorrection {
        let differences: Set<PartDifference>
        let cards: Set<String>
    }

    /// The corrections that only one of the reports has, or that did something else there.
    private func corrections(_ before: TranslationReport, _ after: TranslationReport) -> [ChangedCorrection] {
        let (old, new) = (before.corrections, after.corrections)
        let names = Set(old.map(\.name) + new.map(\.name))
        return names.sorted().compactMap { name in
            let (previous, current) = (old.first { $0.name == name }, new.first { $0.name == name })
            if let previous, let current, previous.changes == current.changes { return nil }
            let cards = ((previous?.changes ?? []) + (current?.changes ?? [])).map { Keyword($0.card).name }
            return ChangedCorrection(
                differences: parts.behind(correction: name, before: previous?.place, after: current?.place),
                cards: Set(cards))
        }
    }

    private static func words(_ corrections: [AppliedCorrection]) -> String {
        corrections.isEmpty ? "none" : corrections.map(\.name).joined(separator: ", ")
    }
}

/// What a report answers, in words that tell any two answers apart.
private struct Answers {
    private let report: TranslationReport
    private let failures: [String: String]

    init(_ report: TranslationReport) {
        self.report = report
        failures =
            report.isComplete
            ? [:] : Dictionary(report.failures.map { ($0.property, $0.summary) }) { first, _ in first }
    }

    /// A value with its unit and flags, or why there is none.
    func words(_ property: ObservationProperty) -> String {
        let flags = report.flags(of: property).words
        let value =
            report.info[property].map(property.words) ?? failures[property.name].map { "no value: \($0)" } ?? "null"
        return flags.isEmpty ? value : "\(value) (\(flags.joined(separator: ", ")))"
    }

    /// The names of the extensions that have a value, or should.
    var extensionNames: [String] {
        report.info.extensions.map(\.key)
            + failures.keys.filter { $0.hasPrefix("ext_") }.map { String($0.dropFirst(4)) }
    }

    func words(_ name: String) -> String {
        report.info.extensions[name].map { "\($0)" } ?? failures["ext_" + name].map { "no value: \($0)" } ?? "null"
    }
}
