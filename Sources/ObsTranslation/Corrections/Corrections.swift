internal import ObsFITS
internal import ObsYAML

/// The corrections of one instrument: the package's, and those that a site lays over them.
///
/// They are always applied to the raw header, all that match or none, and never written into it, so that they cannot be
/// applied twice.
public struct Corrections: Sendable {
    /// All corrections but those of tables, in the order of their stages.
    public let all: [Correction]
    /// The tables of corrections, in the order of their stages.
    public let tables: [CorrectionTable]

    /// For each stage: the corrections that any header may match, and those for one observation each.
    private let stages: [Stage]

    private struct Stage: Sendable {
        var general: [Correction] = []
        var byObservationID: [String: [Correction]] = [:]
        var tables: [CorrectionTable] = []

        /// The corrections whose selectors hold.
        func matching(_ evaluation: inout Evaluation) -> [Correction] {
            var found: [Correction] = []
            for correction in general where correction.isMeant(for: &evaluation) { found.append(correction) }
            if byObservationID.isEmpty && tables.isEmpty { return found }
            guard case .text(let id)? = evaluation.value(.observationID) else { return found }
            for correction in byObservationID[id] ?? [] where correction.isMeant(for: &evaluation) {
                found.append(correction)
            }
            for table in tables {
                guard let correction = table.correction(of: id), correction.isMeant(for: &evaluation) else {
                    continue
                }
                found.append(correction)
            }
            return found
        }
    }

    /// No corrections.
    public static let none = Corrections([])

    init(_ corrections: [Correction], tables: [CorrectionTable] = []) {
        all = corrections.sorted { $0.stage < $1.stage }
        self.tables = tables.sorted { $0.stage < $1.stage }
        var stages: [Int: Stage] = [:]
        for correction in all {
            if let ids = correction.selector.observationIDs {
                for id in ids {
                    stages[correction.stage, default: Stage()].byObservationID[id, default: []].append(correction)
                }
            } else {
                stages[correction.stage, default: Stage()].general.append(correction)
            }
        }
        for table in tables { stages[table.stage, default: Stage()].tables.append(table) }
        self.stages = stages.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What corrections made of a header.
    struct Outcome {
        var header: Header
        var applied: [AppliedCorrection] = []
        var diagnostics: [Diagnostic] = []
        /// An evaluation of the corrected header; what the selectors computed need not be computed again.
        var evaluation: Evaluation
    }

    func apply(
        to raw: Header, translator: HeaderTranslator, hdus: [(name: String, header: Header)]
    ) -> Outcome {
        var outcome = Outcome(header: raw, evaluation: Evaluation(raw, translator: translator, hdus: hdus))
        for stage in stages {
            let matching = stage.matching(&outcome.evaluation)
            if matching.isEmpty { continue }
            do {
                let edits = try edits(of: matching, &outcome)
                if edits.isEmpty { continue }
                outcome.header = outcome.header.replacing(edits)
                outcome.evaluation.correct(outcome.header, changed: edits.map(\.keyword))
            } catch {
                let failure = error as? Refusal
                let diagnostic = Diagnostic(
                    .error, .correctionFailed, at: failure?.place, failure?.message ?? "\(error)",
                    hint: "no correction of this header was applied")
                let fresh = Evaluation(raw, translator: translator, hdus: hdus)
                return Outcome(header: raw, diagnostics: [diagnostic], evaluation: fresh)
            }
        }
        return outcome
    }

    private struct Refusal: Error {
        let place: SourcePosition
        let message: String
    }

    /// The changes of one stage's corrections, each computed on the header as the stage found it.
    private func edits(
        of matching: [Correction], _ outcome: inout Outcome
    ) throws -> [(keyword: Keyword, value: HeaderValue?)] {
        var edits: [(keyword: Keyword, value: HeaderValue?)] = []
        var owners: [Correction] = []
        for correction in matching {
            guard correction.changes.allSatisfy({ $0.guardHolds(outcome.header) }) else {
                outcome.diagnostics.append(
                    Diagnostic(
                        .note, .correctionGuarded, at: correction.place,
                        "the correction '\(correction.name)' was written for another value of the card, and was not applied"
                    ))
                continue
            }
            var changes: [AppliedCorrection.Change] = []
            for change in correction.changes {
                let value: HeaderValue?
                do {
                    value = try change.newValue(outcome.header, &outcome.evaluation)
                } catch let failure as HeaderChange.Failure {
                    throw Refusal(
                        place: correction.place, message: "the correction '\(correction.name)': \(failure.message)")
                }
                if let other = edits.firstIndex(where: { $0.keyword == change.keyword }), edits[other].value != value {
                    throw Refusal(
                        place: correction.place,
                        message:
                            "the corrections '\(owners[other].name)' and '\(correction.name)' want different values of \(change.keyword.name)"
                    )
                }
                owners.append(correction)
                edits.append((change.keyword, value))
                changes.append(
                    AppliedCorrection.Change(
                        keyword: change.keyword, oldValue: outcome.header[change.keyword], newValue: value))
            }
            outcome.applied.append(
                AppliedCorrection(
                    name: correction.name, reason: correction.reason, reference: correction.reference,
                    place: correction.place, changes: changes))
        }
        return edits
    }
}

extension Diagnostic.Code {
    static let correctionFailed = Self(rawValue: "correction-failed")
    static let correctionGuarded = Self(rawValue: "correction-guarded")
}
