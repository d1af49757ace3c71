internal import ObsFITS
internal import ObsYAML

/// The corrections of one instrument: the package's, and those that a site lays over them.
///
/// They are always applied to the raw header, all that match or none, and never written into it, so that they cannot be
/// applied twice.
public struct Corrections: Sendable {
    /// All corrections, in the order of their stages.
    public let all: [Correction]

    /// For each stage: the corrections that any header may match, and those for one observation each.
    private let stages: [Stage]

    private struct Stage: Sendable {
        var general: [Correction] = []
        var byObservationID: [String: [Correction]] = [:]
    }

    /// No corrections.
    public static let none = Corrections([])

    init(_ corrections: [Correction]) {
        all = corrections.sorted { $0.stage < $1.stage }
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
        self.stages = stages.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What corrections made of a header.
    struct Outcome {
        var header: Header
        var applied: [AppliedCorrection] = []
        var diagnostics: [Diagnostic] = []
        /// An evaluation of the very header, if nothing was changed: it can go on to translate.
        var evaluation: Evaluation?
    }

    func apply(to raw: Header, rules: TranslationRules, surroundings: HeaderSurroundings) -> Outcome {
        var evaluation = Evaluation(rules: rules, header: raw, surroundings: surroundings)
        var outcome = Outcome(header: raw, evaluation: evaluation)
        for stage in stages {
            var matching = stage.general.filter { $0.selector.holds(evaluation) }
            if !stage.byObservationID.isEmpty, case .text(let id)? = evaluation.value(.observationID),
                let own = stage.byObservationID[id]
            {
                matching += own.filter { $0.selector.holds(evaluation) }
            }
            if matching.isEmpty { continue }
            do {
                let edits = try edits(of: matching, &outcome, evaluation)
                if edits.isEmpty { continue }
                outcome.header = outcome.header.replacing(edits)
                evaluation = Evaluation(rules: rules, header: outcome.header, surroundings: surroundings)
                outcome.evaluation = evaluation
            } catch let failure as Refusal {
                let diagnostic = Diagnostic(
                    .error, .correctionFailed, at: failure.place, failure.message,
                    hint: "no correction of this header was applied")
                let fresh = Evaluation(rules: rules, header: raw, surroundings: surroundings)
                return Outcome(header: raw, diagnostics: [diagnostic], evaluation: fresh)
            } catch {
                return outcome
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
        of matching: [Correction], _ outcome: inout Outcome, _ evaluation: Evaluation
    ) throws -> [(keyword: Keyword, value: HeaderValue?)] {
        var edits: [(keyword: Keyword, value: HeaderValue?)] = []
        var owner: [Keyword: Correction] = [:]
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
                    value = try change.newValue(outcome.header, evaluation)
                } catch let failure as HeaderChange.Failure {
                    throw Refusal(
                        place: correction.place, message: "the correction '\(correction.name)': \(failure.message)")
                }
                if let other = owner[change.keyword],
                    edits.first(where: { $0.keyword == change.keyword })?.value != value
                {
                    throw Refusal(
                        place: correction.place,
                        message:
                            "the corrections '\(other.name)' and '\(correction.name)' want different values of \(change.keyword.name)"
                    )
                }
                owner[change.keyword] = correction
                edits.append((change.keyword, value))
                changes.append(
                    AppliedCorrection.Change(
                        card: change.keyword.name, before: outcome.header[change.keyword]?.words, after: value?.words))
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
