internal import ObsKit
internal import ObsText
internal import ObsTranslation

extension ConformanceCheck {
    static let correctionsApply = ConformanceCheck(
        "corrections-apply", .corrections, .error, "No correction fails on a golden header.",
        documentation: """
            A correction that is for a header and cannot be computed, or that wants another value than a second one, leaves the \
            header with none at all.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument) else {
                continue
            }
            for observation in file.translation?.observations ?? [] {
                for diagnostic in observation.report.diagnostics where diagnostic.code.rawValue == "correction-failed" {
                    findings.add(
                        at: diagnostic.place, "on the header of \(file.fixture.path), \(diagnostic.message)",
                        hint: "make its condition narrower", instrument: instrument)
                }
            }
        }
    }
}
