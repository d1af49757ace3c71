internal import ObsText

extension ConformanceCheck {
    static let packageLoads = ConformanceCheck(
        "package-loads", .identity, .error, "Everything in the package's files can be read.",
        documentation: """
            What `obskit validate` says of the package, with its own words: errors because of which an instrument cannot be \
            used, and warnings. The other checks say nothing of an instrument that cannot be read. It cannot be waived.
            """
    ) { subject, findings in
        for diagnostic in subject.diagnostics {
            findings.add(
                at: diagnostic.place, "\(diagnostic.message) (\(diagnostic.code.rawValue))", hint: diagnostic.hint,
                level: Finding.Level(diagnostic.severity))
        }
    }
}

extension Finding.Level {
    /// The level of a finding that stands for a diagnostic.
    init(_ severity: Diagnostic.Severity) {
        switch severity {
        case .error: self = .error
        case .warning: self = .warning
        case .note: self = .advice
        }
    }
}
