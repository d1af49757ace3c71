internal import ObsDocuments
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let goldenLookupsGiven = ConformanceCheck(
        "golden-lookups-given", .calibrations, .advice, "An instrument with curated calibrations has golden look-ups.",
        documentation: """
            Curated files are selected by the names of folders and files. A few look-ups with known answers keep a slip in \
            them from being noticed in somebody's images.
            """
    ) { subject, findings in
        guard subject.hasFixtures else { return }
        let named = subject.fixtures("lookups").compactMap { try? $0.value.get().root["instrument"]?.text }
        for instrument in subject.instruments where !named.contains(instrument.name) {
            guard let folder = try? instrument.instrument.curatedCalibrations(problems: Problems()),
                !folder.files.isEmpty
            else { continue }
            findings.add(
                at: nil, "\(instrument.name) has curated calibrations and no golden look-ups",
                hint: "add conformance/lookups/\(instrument.name).yaml", instrument: instrument)
        }
    }
}
