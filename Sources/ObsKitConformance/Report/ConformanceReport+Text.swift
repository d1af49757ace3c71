internal import ObsText

extension ConformanceReport {
    /// The report for people: a line for each finding and waiver, sorted by place, and a last line with the numbers.
    public var text: String {
        var lines = findings.map(\.description)
        for outcome in outcomes {
            for (finding, reason) in outcome.waived {
                lines.append("waived: \(finding.description): \(DisplayText.visible(reason))")
            }
            for finding in outcome.known { lines.append("known: \(finding.description)") }
        }
        lines.append("\(package) \(version) (\(location)): \(summary)")
        if !hasFixtures { lines.append("\(package) is compiled in: name its folder to check what is in conformance/") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The numbers: `47 checks, 0 errors, 1 warning, 2 advice, 1 waived`.
    public var summary: String {
        let errors = count(.error)
        let warnings = count(.warning)
        var parts = [
            "\(outcomes.count) checks", "\(errors) \(errors == 1 ? "error" : "errors")",
            "\(warnings) \(warnings == 1 ? "warning" : "warnings")", "\(count(.advice)) advice",
        ]
        let waived = outcomes.reduce(0) { $0 + $1.waived.count }
        let known = outcomes.reduce(0) { $0 + $1.known.count }
        if waived > 0 { parts.append("\(waived) waived") }
        if known > 0 { parts.append("\(known) known") }
        return parts.joined(separator: ", ")
    }
}
