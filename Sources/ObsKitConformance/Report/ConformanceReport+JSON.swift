internal import ObsDocuments
internal import ObsText

extension ConformanceReport {
    /// Reports of packages as one JSON document, for machines.
    ///
    /// - Parameter reports: the reports
    /// - Returns: the text, ending in a newline
    public static func json(_ reports: [ConformanceReport]) -> String {
        var writer = JSONWriter(pretty: true)
        writer.beginObject()
        writer.member("schema", "obskit/conformance-report/1")
        writer.key("packages")
        writer.beginArray()
        for report in reports { report.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.newLine()
        return writer.text
    }

    private func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("package", package)
        writer.member("version", version)
        writer.member("location", location)
        writer.member("fixtures", hasFixtures)
        for level in Finding.Level.allCases { writer.member(level.rawValue, count(level)) }
        writer.key("checks")
        writer.beginArray()
        for outcome in outcomes {
            writer.beginObject()
            writer.member("check", outcome.check.code)
            writer.member("group", outcome.check.group.rawValue)
            writer.member("level", outcome.check.level.rawValue)
            writer.member("title", outcome.check.title)
            Self.write("findings", outcome.findings.map { ($0, nil) }, &writer)
            Self.write("waived", outcome.waived.map { ($0.finding, $0.reason) }, &writer)
            Self.write("known", outcome.known.map { ($0, nil) }, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ name: String, _ findings: [(Finding, reason: String?)], _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginArray()
        for (finding, reason) in findings {
            writer.beginObject()
            writer.member("level", finding.level.rawValue)
            writer.member("instrument", finding.instrument)
            writer.member("file", finding.place?.file)
            writer.member("line", finding.place?.line)
            writer.member("column", finding.place?.column)
            writer.member("message", finding.message)
            writer.member("hint", finding.hint)
            if let reason { writer.member("reason", reason) }
            writer.endObject()
        }
        writer.endArray()
    }
}
