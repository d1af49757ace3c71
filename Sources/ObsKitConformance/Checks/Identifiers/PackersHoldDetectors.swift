internal import ObsGeometry
internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let packersHoldDetectors = ConformanceCheck(
        "packers-hold-detectors", .identifiers, .error, "Every detector of the camera fits into the packed integers.",
        documentation: """
            Each slot's id, of all versions of the camera, has room in the part `detector` of every layout of `identifiers:`. With the \
            exposure of a golden header it is packed and taken apart again. A detector beyond the size of its part is refused at \
            the telescope, or comes out as another exposure.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let slots = Dictionary(
                instrument.versions.flatMap(\.camera.parts.slots).map { ($0.id, $0.name) },
                uniquingKeysWith: { first, _ in first }
            ).sorted { $0.key < $1.key }
            if slots.isEmpty { continue }
            let scheme = instrument.instrument.identifiers
            let exposure = subject.goldenHeaders(of: instrument).lazy.compactMap { file in
                file.translation?.observations.lazy.compactMap(\.report.info.exposureID).first
            }.first
            for (name, layout) in scheme.layouts {
                let isPacker = scheme.packers[name] != nil
                let found = slots.lazy.compactMap { slot in
                    (tooSmall(layout, slot.key) ?? exposure.flatMap { fault(scheme, name, $0, slot.key) })
                        .map { (slot, $0) }
                }.first
                guard let (slot, reason) = found else { continue }
                findings.add(
                    at: instrument.place("instrument.yaml", "identifiers", isPacker ? "packers" : name),
                    "\(isPacker ? "packer \(name)" : name) does not hold detector \(slot.key), \(slot.value): \(reason)",
                    hint: "make the part detector larger, before anybody has stored such an integer",
                    instrument: instrument)
            }
        }
    }

    /// Why no form of a layout has room for a detector; nil when one has, or when none has a part for it.
    private static func tooSmall(_ layout: IdentifierLayout, _ detector: Int) -> String? {
        let parts = layout.forms.compactMap { form in form.parts.first { $0.name == "detector" } }
        guard parts.count == layout.forms.count, !parts.contains(where: { $0.holds(.integer(detector)) }),
            let size = parts.compactMap(\.size).max()
        else { return nil }
        return "its part detector has the size \(size)"
    }

    /// Why an exposure and a detector do not come back from a layout; nil when they do.
    private static func fault(
        _ scheme: IdentifierScheme, _ name: String, _ exposure: Int, _ detector: Int
    ) -> String? {
        guard let layout = scheme.layouts.first(where: { $0.name == name })?.layout, layout.hasDetector else {
            return nil
        }
        let packer = scheme.packers[name] != nil ? name : nil
        // Parts beside the exposure and the detector have no value that is known here.
        if packer == nil && name != "detector_exposure_id"
            || packer != nil && layout.forms.contains(where: { $0.parts.count > 2 })
        {
            return nil
        }
        do {
            let found: (exposure: Int, detector: Int)
            if let packer {
                let packed = try scheme.packed(exposure: exposure, detector: detector, packer: packer)
                let parts = try scheme.unpacked(packed, packer: packer)
                found = (parts.exposure, parts.detector)
            } else {
                let packed = try scheme.detectorExposureID(exposure: exposure, detector: detector)
                found = try scheme.exposureAndDetector(ofDetectorExposureID: packed)
            }
            return found.exposure == exposure && found.detector == detector
                ? nil : "exposure \(exposure) comes back as \(found.exposure), and the detector as \(found.detector)"
        } catch {
            return "\(error)"
        }
    }
}
