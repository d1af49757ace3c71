internal import ObsTime

extension CalibrationCoverage {
    /// The titles of `rows`.
    public static let titles = ["kind", "detector", "filter", "state", "from", "to", "dataset", "collection", "note"]

    /// The coverage as a table: a row for each span, texts as people and programs read them; an open end is empty.
    public var rows: [[String]] {
        lines.flatMap { line in
            line.spans.map { span in
                var note = ""
                if span.dataset == nil { note = line.isRequired ? "gap, required" : "gap" }
                if !span.hidden.isEmpty { note = "hides \(span.hidden.map(\.description).joined(separator: ", "))" }
                return [
                    line.kind, line.detector.map { "\($0)" } ?? "", line.filter ?? "",
                    line.state.isEmpty ? "" : "\(CalibrationKeys(state: line.state))",
                    span.validity.begin.map { "\($0)" } ?? "", span.validity.end.map { "\($0)" } ?? "",
                    span.dataset.map { "\($0)" } ?? "", span.collection ?? "", note,
                ]
            }
        }
    }
}
