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

        /// The corrections whose selectors hold.
        func matching(_ evaluation: inout Evaluation) -> [Correction] {
            var found: [Correction] = []
            for place in 0..<general.count where general.with(place, { $0.isMeant(for: &evaluation) }) {
                found.append(general.objects[place])
            }
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
        stages = Set(corrections.map(\.stage) + tables.map(\.stage)).sorted().map { [all] stage in
            Stage(all.filter { $0.stage == stage }, tables.filter { $0.stage == stage })
        }
    }

    /// What corrections made of a header.
    struct Outcome {
        var applied: [AppliedCorrection] = []
        var diagnostics: [Diagnostic] = []
    }

    /// Applies the corrections that a header needs, all of them or, when one fails, none.
    ///
    /// - Parameter evaluation: the header; it becomes the corrected one, for which what the selectors computed need not be
    ///   computed again
    /// - Returns: what was done
    func apply(to evaluation: inout Evaluation) -> Outcome {
        let raw = evaluation.header
        var outcome = Outcome()
        for stage in stages {
            let matching = stage.matching(&evaluation)
            if matching.isEmpty { continue }
            do {
                let edits = try edits(of: matching, &evaluation, &outcome)
                if !edits.isEmpty {
                    evaluation.correct(evaluation.header.replacing(edits), changed: edits)
                }
            } catch {
                let failure = error as? Refusal
                let diagnostic = Diagnostic(
                    .error, .correctionFailed, at: failure?.place, failure?.message ?? "\(error)",
                    hint: "no correction of this header was applied")
                evaluation = Evaluation(raw, translator: evaluation.translator, hdus: evaluation.hdus)
                return Outcome(diagnostics: [diagnostic])
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
        of matching: [Correction], _ evaluation: inout Evaluation, _ outcome: inout Outcome
    ) throws -> [(keyword: Keyword, value: HeaderValue?)] {
        var edits: [(keyword: Keyword, value: HeaderValue?)] = []
        edits.reserveCapacity(matching.reduce(0) { $0 + $1.changes.count })
        outcome.applied.reserveCapacity(outcome.applied.count + matching.count)
        for (place, correction) in matching.enumerated() {
            guard !correction.changes.contains(where: { !$0.guardHolds(evaluation.header) }) else {
                outcome.diagnostics.append(
                    Diagnostic(
                        .note, .correctionGuarded, at: correction.place,
                        "the correction '\(correction.name)' was written for another value of the card, and was not applied"
                    ))
                continue
            }
            var changes: [AppliedCorrection.Change] = []
            changes.reserveCapacity(correction.changes.count)
            for change in correction.changes.objects {
                let keyword = change.keyword
                let old = evaluation.header[keyword]
                let value: HeaderValue?
                do {
                    value = try change.newValue(insteadOf: old, &evaluation)
                } catch let failure as HeaderChange.Failure {
                    throw Refusal(
                        place: correction.place, message: "the correction '\(correction.name)': \(failure.message)")
                }
                if let other = edits.first(where: { $0.keyword == keyword }), other.value != value {
                    let owner = matching[..<place].first { $0.changes.contains { $0.keyword == keyword } }
                    throw Refusal(
                        place: correction.place,
                        message:
                            "the corrections '\((owner ?? correction).name)' and '\(correction.name)' want different values of \(keyword.name)"
                    )
                }
                edits.append((keyword, value))
                changes.append(AppliedCorrection.Change(keyword: keyword, oldValue: old, newValue: value))
            }
            outcome.applied.append(AppliedCorrection(correction, changes: changes))
        }
        return edits
    }
}

extension Diagnostic.Code {
    static let correctionFailed = Self(rawValue: "correction-failed")
    static let correctionGuarded = Self(rawValue: "correction-guarded")
}
