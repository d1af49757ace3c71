internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let goldenHeadersClean = ConformanceCheck(
        "golden-headers-clean", .translation, .warning, "Nothing looks wrong in a golden header.",
        documentation: """
            What a translation remarks on its way: cards that cannot be used, times that end before they begin, a day that is not \
            that of the time, an airmass or a direction that contradicts another. Where the header itself is wrong, write a \
            correction; where it is wrong forever and nothing can be done, waive the finding with the reason.
            """
    ) { subject, findings in
        let elsewhere = aboutCamera.union([
            "unknown-filter", "correction-failed", "correction-guarded", "id-day-disagrees",
        ])
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument) else {
                continue
            }
            let observations = file.translation?.observations ?? []
            // Where there are ids, identifiers-distinct tells two that are equal.
            let told: Set<String> =
                observations.contains { $0.report.info.detectorExposureID != nil } ? ["detector-twice"] : []
            for diagnostic in file.translation?.diagnostics ?? [] where !told.contains(diagnostic.code.rawValue) {
                findings.add(
                    at: file.place(observation: 0), "\(diagnostic.message) (\(diagnostic.code.rawValue))",
                    hint: diagnostic.hint, instrument: instrument)
            }
            for (index, observation) in observations.enumerated() {
                for diagnostic in observation.report.diagnostics
                where !elsewhere.union(told).contains(diagnostic.code.rawValue) {
                    findings.add(
                        at: file.place(observation: index), "\(diagnostic.message) (\(diagnostic.code.rawValue))",
                        hint: diagnostic.hint, instrument: instrument)
                }
            }
        }
    }
}
