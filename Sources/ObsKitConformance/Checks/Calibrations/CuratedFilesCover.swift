internal import ObsCalibrations
internal import ObsKit
internal import ObsText
internal import ObsTime

extension ConformanceCheck {
    static let curatedFilesCover = ConformanceCheck(
        "curated-files-cover", .calibrations, .warning,
        "Where a required kind has curated files, they cover every detector without gaps.",
        documentation: """
            A package that ships files of a kind without which exposures cannot be processed promises them for all its \
            detectors, from its first file on. A gap that an `absences.yaml` states for a kind that is required leaves \
            exposures that nobody can process.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let problems = Problems()
            guard let folder = try? instrument.instrument.curatedCalibrations(problems: problems),
                !folder.files.isEmpty,
                let set = try? folder.set(in: "curated"),
                let index = try? CalibrationIndex(set, searching: ["curated"])
            else { continue }
            for kind in instrument.instrument.calibrationKinds.all where kind.isRequired {
                let files = folder.files.filter { $0.dataset.kind == kind.name }
                guard let first = files.map(\.begin).min(), let since = try? Validity(begin: first, end: nil),
                    let coverage = try? index.coverage(
                        of: [kind.name], detectors: instrument.camera?.detectors.map(\.id) ?? [], during: since)
                else { continue }
                let gaps = coverage.incomplete
                guard let gap = gaps.first, let time = gap.gaps.first else { continue }
                let what = [gap.detector.map { "detector \($0)" }, gap.filter.map { "filter \($0)" }].compactMap { $0 }
                findings.add(
                    at: instrument.place("calibrations/kinds.yaml", "kinds", kind.name),
                    "\(kind.name) is required, and \(gaps.count) of its series have gaps: "
                        + "\(what.joined(separator: ", ")) \(time)",
                    hint: "add files, or do not require the kind", instrument: instrument)
            }
        }
    }
}
