internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let rawPlacesDistinct = ConformanceCheck(
        "raw-places-distinct", .rawLayout, .error, "No two detectors are in the same HDU of a raw file.",
        documentation: """
            `hdu` and `extension` of a slot say where its pixels are in a file with all chips: the same place twice gives one chip's \
            pixels to another.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                var owners: [String: String] = [:]
                for slot in version.camera.parts.slots {
                    let places = [slot.hdu.map { "HDU \($0)" }, slot.extensionName.map { "extension \($0)" }]
                    for place in places.compactMap({ $0 }) {
                        guard let other = owners.updateValue(slot.name, forKey: place) else { continue }
                        findings.add(
                            at: instrument.place("focal-plane.yaml", "slots", slot.name),
                            "\(other) and \(slot.name) are both in \(place)", hint: "correct hdu or extension",
                            instrument: instrument)
                    }
                }
            }
        }
    }
}
