internal import ObsGeometry
internal import ObsKit
internal import ObsTime
internal import ObsTranslation

extension ConformanceCheck {
    static let versionsTested = ConformanceCheck(
        "versions-tested", .versions, .advice, "A golden header or golden points look at every version of a camera.",
        documentation: """
            A version that nothing looks at can be broken by the next edition without anybody noticing. Golden points with an \
            `at:` in its time are enough.
            """
    ) { subject, findings in
        guard subject.hasFixtures else { return }
        for instrument in subject.instruments where instrument.versions.count > 1 {
            let dates =
                subject.goldenHeaders(of: instrument).flatMap { $0.translation?.observations ?? [] }
                .filter { $0.report.info.detectorNum != nil }.compactMap(\.report.info.datetimeBegin)
                + subject.goldenPoints.compactMap(\.golden).filter { $0.instrument == instrument.name }.compactMap(
                    \.date)
            let hasNewest = subject.goldenPoints.contains {
                $0.golden?.instrument == instrument.name && $0.golden?.date == nil
            }
            let untested = instrument.versions.enumerated().filter { index, version in
                !dates.contains { version.validity.contains($0) }
                    && !(hasNewest && index == instrument.versions.count - 1)
            }
            guard let first = untested.first else { continue }
            let begin = first.element.validity.begin.map { "\($0)" } ?? "the beginning"
            findings.add(
                at: instrument.place("history.yaml", "entries"),
                "nothing looks at \(untested.count) of \(instrument.versions.count) versions of the camera, "
                    + "the first is that from \(begin) on", hint: "add golden points with a date",
                instrument: instrument)
        }
    }
}
