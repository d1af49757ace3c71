internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsText

/// What a look-up came to, as the command prints it.
struct CalibrationOutcome {
    let kind: String
    let detector: Int?
    let result: Result<CalibrationAnswer, any Error>

    init(_ query: CalibrationQuery, _ result: Result<CalibrationAnswer, any Error>) {
        (kind, detector) = (query.kind, query.detector)
        self.result = result
    }

    init(_ answer: ExposureAnswer) {
        (kind, detector, result) = (answer.kind, answer.detector, answer.result)
    }

    var isFailure: Bool { if case .failure = result { true } else { false } }

    /// Prints why there is no answer.
    func printFailure(about source: String?) {
        if case .failure(let error) = result { Report.print(error, about: source) }
    }

    /// Writes the members of the answer.
    func write(_ writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("detector", detector)
        switch result {
        case .success(let answer):
            writer.member("status", "found")
            writer.key("dataset")
            answer.dataset.write(&writer)
            writer.key("certification")
            answer.certification.write(&writer)
            writer.member("trace", answer.trace?.description)
        case .failure(let error):
            let miss = error as? CalibrationMiss
            writer.member("status", miss?.reason.rawValue ?? "refused")
            writer.key("dataset")
            writer.null()
            writer.key("certification")
            writer.null()
            writer.member("trace", miss?.trace.description)
        }
    }

    /// A table of the answers, and behind it their traces.
    ///
    /// - Parameters:
    ///   - outcomes: the outcomes, each with the name of its exposure where there is one
    ///   - isNamingKinds: whether the kind stands before the detector
    /// - Returns: the lines; none where nothing was found
    static func text(
        _ outcomes: [(exposure: String?, outcome: CalibrationOutcome)], namingKinds isNamingKinds: Bool
    ) -> String {
        var rows: [[String]] = []
        var traces = ""
        let namesExposures = outcomes.contains { $0.exposure != nil }
        for (exposure, outcome) in outcomes {
            guard case .success(let answer) = outcome.result else { continue }
            let certification = answer.certification
            let first = (namesExposures ? [exposure ?? "-"] : []) + (isNamingKinds ? [outcome.kind] : [])
            rows.append(
                first + [
                    outcome.detector.map { "\($0)" } ?? "-", "\(answer.dataset.id)", "\(certification.validity)",
                    certification.collection, answer.dataset.uri,
                ])
            if let trace = answer.trace { traces += "\(trace)\n" }
        }
        if rows.isEmpty { return "" }
        let heads = (namesExposures ? ["exposure"] : []) + (isNamingKinds ? ["kind"] : [])
        return TextTable.text([heads + ["detector", "dataset", "validity", "collection", "uri"]] + rows) + traces
    }
}
