internal import ObsText

extension ConformanceReport {
    /// Reports of packages as JUnit XML, which CI services show: a suite for each package, a case for each check.
    ///
    /// - Parameters:
    ///   - reports: the reports
    ///   - level: findings as bad as this are failures; others stand in the output of their case
    /// - Returns: the text, ending in a newline
    public static func junit(_ reports: [ConformanceReport], failingOn level: Finding.Level = .error) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"obskit conformance\">\n"
        for report in reports {
            let failures = report.outcomes.count { outcome in outcome.findings.contains { $0.level <= level } }
            text += "  <testsuite name=\"\(XMLText.escaped(report.package)) \(XMLText.escaped(report.version))\" "
            text += "tests=\"\(report.outcomes.count)\" failures=\"\(failures)\">\n"
            for outcome in report.outcomes { text += testCase(outcome, report.package, level) }
            text += "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testCase(_ outcome: Outcome, _ package: String, _ level: Finding.Level) -> String {
        let name = XMLText.escaped("\(package).\(outcome.check.group.rawValue)")
        var text = "    <testcase classname=\"\(name)\" name=\"\(XMLText.escaped(outcome.check.code))\""
        let failures = outcome.findings.filter { $0.level <= level }
        let others =
            outcome.findings.filter { $0.level > level }.map(\.description)
            + outcome.waived.map { "waived: \($0.finding): \($0.reason)" } + outcome.known.map { "known: \($0)" }
        if failures.isEmpty && others.isEmpty { return text + "/>\n" }
        text += ">\n"
        if let first = failures.first {
            let lines = failures.map(\.description).joined(separator: "\n")
            text += "      <failure message=\"\(XMLText.escaped(first.message))\" type=\"\(first.level.rawValue)\">"
            text += "\(XMLText.escaped(lines))</failure>\n"
        }
        if !others.isEmpty {
            let lines = others.joined(separator: "\n")
            text += "      <system-out>\(XMLText.escaped(lines))</system-out>\n"
        }
        return text + "    </testcase>\n"
    }
}
