internal import ObsFITS
internal import ObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// Observations for people.
enum ObservationText {
    /// One observation, a property on each line.
    static func list(_ observation: HeaderObservation, explain: [ObservationProperty]) -> String {
        let report = observation.report
        var lines: [String] = []
        let table = TextTable(widths: [ObservationProperty.allCases.map(\.name.count).max() ?? 0])
        let failed = Set(report.failures.map(\.property))
        for property in ObservationProperty.allCases {
            let value = failed.contains(property.name) ? "-  failed" : report.info[property].map(property.words) ?? "-"
            let flags = report.flags(of: property).words
            lines.append(
                table.line([property.name, value] + (flags.isEmpty ? [] : ["(\(flags.joined(separator: ", ")))"])))
            if explain.contains(property) { lines += why(report.explanation(of: property)) }
        }
        for name in failed.filter({ ObservationProperty(name: $0) == nil }).sorted() {
            lines.append(table.line([name, "-  failed"]))
        }
        for (name, value) in report.info.extensions.sorted(by: { $0.key < $1.key }) {
            lines.append(table.line(["ext_" + name, "\(value)"]))
        }
        lines.append(table.line(["kind", report.kind?.rawValue ?? "not known"]))
        if report.status != .ok { lines.append(table.line(["status", report.status.rawValue])) }
        for diagnostic in report.failureDiagnostics { lines.append("    \(diagnostic.message)") }
        for correction in report.corrections {
            let changes = correction.changes.map { "\($0.card): \($0.before ?? "absent") -> \($0.after ?? "absent")" }
            lines.append("corrected by '\(correction.name)' (\(correction.place)): \(changes.joined(separator: ", "))")
        }
        return lines.map { DisplayText.visible($0) + "\n" }.joined()
    }

    private static func why(_ explanation: PropertyExplanation) -> [String] {
        var lines = explanation.cards.map { card in
            let mark = explanation.correctedCards.contains(card.keyword.name) ? " (corrected)" : ""
            return "    \(card.keyword.name) = \(card.value.words)\(mark)"
        }
        if let rule = explanation.rule {
            let which = explanation.alternative.map { ", alternative \($0 + 1)" } ?? ""
            lines.append("    by the rule at \(rule)\(which)")
        }
        lines += explanation.reasons.map { "    tried: \($0)" }
        return lines
    }

    /// What observers write without a limit stands last, where it moves nothing.
    static let tableHeader = [
        "ObsId", "Type", "Detector", "ExpTime", "Begin (UTC)", "Instrument", "Status", "Filter", "Object",
    ]

    /// Rows are printed as they come, so that the widths cannot wait for the longest texts.
    private static let table = TextTable(widths: [22, 12, 9, 9, 23, 11, 6, 32], gap: 1)

    /// The heading of the table.
    static var heading: String { table.line(tableHeader) + "\n" }

    /// One observation as a line of the table.
    static func row(_ observation: HeaderObservation) -> String {
        let info = observation.report.info
        return table.line([
            info.observationID ?? "-", info.observationType ?? "-",
            info.detectorUniqueName ?? info.detectorNum.map { "\($0)" } ?? "-",
            info.exposureTime.map { "\($0)" } ?? "-",
            info.datetimeBegin.map { $0.isoText(scale: .utc, fractionDigits: 3) } ?? "-", observation.instrument,
            observation.report.status == .ok ? "" : observation.report.status.rawValue, info.physicalFilter ?? "-",
            info.object ?? "-",
        ]) + "\n"
    }
}
