internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let detectorNames = ConformanceCheck(
        "detector-names", .geometry, .error, "Names of detectors and of their groups can be stored as they are.",
        documentation: """
            Data registries keep the names of a detector in 32 characters. Two names that differ only in case are one folder on \
            some disks.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                var folded: [String: String] = [:]
                for slot in version.camera.parts.slots {
                    let place = instrument.place("focal-plane.yaml", "slots", slot.name)
                    for text in [slot.name, slot.group].compactMap({ $0 }) {
                        guard let reason = text.unstorable(limit: NameLimits.detector) else { continue }
                        findings.add(
                            at: place, "the name '\(text)' \(reason)", hint: "use another name", instrument: instrument)
                    }
                    if let other = folded.updateValue(slot.name, forKey: slot.name.lowercased()) {
                        findings.add(
                            at: place, "the names '\(other)' and '\(slot.name)' differ only in case",
                            hint: "use another name", instrument: instrument)
                    }
                }
            }
        }
    }
}
