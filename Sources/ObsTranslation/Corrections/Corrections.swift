internal import ObsFITS
internal import ObsText

/// The corrections of one instrument: the package's, and those that a site lays over them.
///
/// They are always applied to the raw header, each whole or not at all, and never written into it, so that they cannot be
/// applied twice.
public struct Corrections: Sendable {
    /// All corrections outside of tables, in the order of their stages.
    public let all: [Correction]
    /// The tables of corrections, in the order of their stages.
    public let tables: [CorrectionTable]

    /// For each stage: the corrections that any header may match, and those for one observation each.
    private let stages: [Stage]

    private struct Stage: Sendable {
        let general: BorrowedList<Correction>
        let byObservationID: [String: [Correction]]
        let tables: [CorrectionTable]

        init(_ corrections: [Correction], _ tables: [CorrectionTable]) {
            var byObservationID: [String: [Correction]] = [:]
            for correction in corrections {
                for id in correction.selector.observationIDs ?? [] {
                    byObservationID[id, default: []].append(correction)
                }
            }
            general = BorrowedList(corrections.filter { $0.selector.observationIDs == nil })
            self.byObservationID = byObservationID
            self.tables = tables
        }

        /// The corrections that are meant for a header, and others that may be.
        func matching(_ evaluation: inout Evaluation) -> Matches {
            var found = Matches()
            for place in 0..<general.count {
                let truth = general.with(place) { $0.isMeant(for: &evaluation) }
                if case .no = truth { continue }
                found.add(general.objects[place].name, truth) { general.objects[place] }
            }
            if byObservationID.isEmpty && tables.isEmpty { return found }
            let outcome = evaluation.outcome(ofSlot: ObservationProperty.observationID.rawValue)
            guard case .text(let id)? = outcome.known else {
                if let reason = outcome.reason {
                    let named = byObservationID.values.joined().map(\.name) + tables.map(\.name)
                    for name in Set(named).sorted() { found.add(name, .undecided(reason)) { nil } }
                }
                return found
            }
            for correction in byObservationID[id] ?? [] {
                found.add(correction.name, correction.isMeant(for: &evaluation)) { correction }
            }
            for table in tables {
                guard let correction = table.correction(of: id) else { continue }
                found.add(correction.name, correction.isMeant(for: &evaluation)) { correction }
            }
            return found
        }
    }

    /// What a stage found for a header.
    private struct Matches {
        var meant: [Correction] = []
        var open = OpenCorrections()

        mutating func add(_ name: String, _ truth: Truth, _ correction: () -> Correction?) {
            switch truth {
            case .no: break
            case .yes: if let correction = correction() { meant.append(correction) }
            case .undecided(let reason): open.add([name], reason)
            }
        }
    }

    /// Names of corrections, by the reason for which it is not known whether they are meant.
    private struct OpenCorrections {
        var groups: [(reason: Reason, names: [String])] = []

        mutating func add(_ names: [String], _ reason: Reason) {
            // What was computed anew after a stage has a reason of its own that says the same.
            let place = groups.firstIndex {
                $0.reason === reason || ($0.reason.slot == reason.slot && $0.reason.text == reason.text)
            }
            guard let place else { return groups.append((reason, names)) }
            groups[place].names += names.filter { !groups[place].names.contains($0) }
        }
    }

    /// No corrections.
    public static let none = Corrections([])

    init(_ corrections: [Correction], tables: [CorrectionTable] = []) {
        all = corrections.sorted { $0.stage < $1.stage }
        self.tables = tables.sorted { $0.stage < $1.stage }
        stages = Set(corrections.map(\.stage) + tables.map(\.stage)).sorted().map { [all] stage in
            Stage(all.filter { $0.stage == stage }, tables.filter { $0.stage == stage })
        }
    }

    /// What corrections made of a header.
    struct Outcome {
        var applied: [AppliedCorrection] = []
        var diagnostics: [Diagnostic] = []
    }

    /// Applies the corrections that a header needs, each whole or not at all; one that cannot be made undoes no other.
    ///
    /// - Parameter evaluation: the header; it becomes the corrected one, for which what the selectors computed need not be
    ///   computed again
    /// - Returns: what was done
    func apply(to evaluation: inout Evaluation) -> Outcome {
        var outcome = Outcome()
        var open = OpenCorrections()
        for stage in stages {
            let matches = stage.matching(&evaluation)
            for (reason, names) in matches.open.groups { open.add(names, reason) }
            if !matches.meant.isEmpty { make(matches.meant, &evaluation, &outcome) }
        }
        for (reason, names) in open.groups { outcome.diagnostics.append(undecided(names, reason, evaluation)) }
        return outcome
    }

    private func undecided(_ names: [String], _ reason: Reason, _ evaluation: borrowing Evaluation) -> Diagnostic {
        let shown = names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
        let others = names.count > 3 ? " and \(names.count - 3) more" : ""
        let text =
            reason.text
            ?? reason.slot.flatMap { slot in
                evaluation.translator.map { "\($0.rules.name(ofSlot: slot)) has no value" }
            } ?? "what they ask has no value"
        let what = names.count == 1 ? "the correction \(shown) is" : "the corrections \(shown)\(others) are"
        return Diagnostic(
            .warning, .correctionUndecided, at: nil,
            "whether \(what) meant for this header cannot be decided: \(text)",
            hint: names.count == 1 ? "it was not made" : "they were not made")
    }

    /// Makes the corrections of a stage, each computed on the header as the stage found it.
    private func make(_ meant: [Correction], _ evaluation: inout Evaluation, _ outcome: inout Outcome) {
        var edits: [(keyword: Keyword, value: HeaderValue?)] = []
        var made: [String] = []
        var failed: [(cards: [Keyword], reason: Reason)] = []
        edits.reserveCapacity(meant.reduce(0) { $0 + $1.changes.count })
        made.reserveCapacity(meant.count)
        outcome.applied.reserveCapacity(meant.count)
        for correction in meant {
            guard !correction.changes.contains(where: { !$0.guardHolds(evaluation.header) }) else {
                outcome.diagnostics.append(
                    Diagnostic(
                        .note, .correctionGuarded, at: correction.place,
                        "the correction '\(correction.name)' was written for another value of the card, and was not applied"
                    ))
                continue
            }
            do throws(HeaderChange.Failure) {
                let changes = try changes(of: correction, besides: edits, &evaluation)
                for change in changes { edits.append((change.keyword, change.newValue)) }
                made.append(correction.name)
                outcome.applied.append(AppliedCorrection(correction, changes: changes))
            } catch {
                let message = "the correction '\(correction.name)' cannot be made: \(error.message)"
                outcome.diagnostics.append(
                    Diagnostic(
                        .error, .correctionFailed, at: correction.place, message,
                        hint: "what the cards \(correction.cards.joined(separator: ", ")) say is not used"))
                failed.append((correction.changes.objects.map(\.keyword), Reason(message, slot: nil)))
            }
        }
        evaluation.correct(edits, by: made)
        if !made.isEmpty { evaluation.forgetCorrectedConditions() }
        for (cards, reason) in failed { evaluation.refuse(cards, for: reason) }
    }

    /// The changes of a correction.
    ///
    /// - Throws: `HeaderChange.Failure` when one of them cannot be made, or contradicts what another correction wants
    private func changes(
        of correction: Correction, besides edits: [(keyword: Keyword, value: HeaderValue?)],
        _ evaluation: inout Evaluation
    ) throws(HeaderChange.Failure) -> [AppliedCorrection.Change] {
        var changes: [AppliedCorrection.Change] = []
        changes.reserveCapacity(correction.changes.count)
        for change in correction.changes.objects {
            let keyword = change.keyword
            if let reason = evaluation.refusal(of: keyword), !change.isAbsolute {
                throw HeaderChange.Failure(message: reason.text ?? "\(keyword.name) is refused")
            }
            let old = evaluation.header[keyword]
            let value = try change.newValue(insteadOf: old, &evaluation)
            if let other = edits.first(where: { $0.keyword == keyword }), other.value != value {
                throw HeaderChange.Failure(
                    message: "another correction of this stage wants another value of \(keyword.name): "
                        + "\(other.value?.words ?? "no card"), and not \(value?.words ?? "no card")")
            }
            changes.append(AppliedCorrection.Change(keyword: keyword, oldValue: old, newValue: value))
        }
        return changes
    }

    /// Whether a header that says it was repaired before holds what a correction would have written.
    ///
    /// Where the new value follows from the old one, the header cannot tell; such changes say nothing.
    func wasMade(_ name: String, _ evaluation: inout Evaluation) -> Truth {
        guard evaluation.header.contains(Self.repairedBefore) else { return .no }
        var candidates = all.filter { $0.name == name }
        if let table = tables.first(where: { $0.name == name }) {
            let outcome = evaluation.outcome(ofSlot: ObservationProperty.observationID.rawValue)
            guard case .text(let id)? = outcome.known else { return outcome.reason.map { .undecided($0) } ?? .no }
            candidates += table.correction(of: id).map { [$0] } ?? []
        }
        var open: Truth?
        for correction in candidates {
            switch correction.isSelected(by: &evaluation) {
            case .no: continue
            case .undecided(let reason):
                open = open ?? .undecided(reason)
                continue
            case .yes: break
            }
            let telling = correction.changes.objects.filter(\.isAbsolute)
            if telling.isEmpty {
                open =
                    open
                    ?? .undecided(evaluation.reason("whether the correction '\(name)' was made before cannot be seen"))
                continue
            }
            let isMade = telling.allSatisfy { change in
                let held = evaluation.header[change.keyword]
                do throws(HeaderChange.Failure) {
                    return Self.isSame(try change.newValue(insteadOf: held, &evaluation), held)
                } catch {
                    return false
                }
            }
            if isMade { return .yes }
        }
        return open ?? .no
    }

    /// What astro_metadata_translator leaves in a header that it has repaired.
    private static let repairedBefore = Keyword("ASTRO METADATA FIX MODIFIED")

    /// An undefined card is as good as none: a header that is written and read again may lose it.
    private static func isSame(_ wanted: HeaderValue?, _ held: HeaderValue?) -> Bool {
        (wanted?.isUndefined ?? true) ? held?.isUndefined ?? true : wanted == held
    }
}

extension Diagnostic.Code {
    static let correctionFailed = Self(rawValue: "correction-failed")
    static let correctionUndecided = Self(rawValue: "correction-undecided")
    static let correctionGuarded = Self(rawValue: "correction-guarded")
}
