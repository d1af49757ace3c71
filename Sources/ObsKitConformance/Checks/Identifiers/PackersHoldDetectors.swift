internal import ObsGeometry
internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let packersHoldDetectors = ConformanceCheck(
        "packers-hold-detectors", .identifiers, .error, "Every detector of the camera fits into the packed integers.",
        documentation: """
            With the exposure of a golden header, each slot's id is packed by every layout and taken apart again: a detector beyond \
            the size of its part is refused at the telescope, or comes out as another exposure.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let exposures = subject.goldenHeaders(of: instrument).flatMap { file in
                file.translation?.observations.compactMap(\.report.info.exposureID) ?? []
            }
            guard let exposure = exposures.first, let camera = instrument.camera else { continue }
            let scheme = instrument.instrument.identifiers
            let packers: [String?] =
                scheme.packers.keys.sorted().map { $0 } + (scheme.detectorExposure?.hasDetector ?? false ? [nil] : [])
            for packer in packers {
                for slot in camera.parts.slots {
                    guard let reason = reason(scheme, packer, exposure, slot.id) else { continue }
                    findings.add(
                        at: instrument.place(
                            "instrument.yaml", "identifiers", packer == nil ? "detector_exposure_id" : "packers"),
                        "\(packer.map { "packer \($0)" } ?? "detector_exposure_id") does not hold detector \(slot.id): \(reason)",
                        hint: "make the part detector larger", instrument: instrument)
                    break
                }
            }
        }
    }

    /// Why an exposure and a detector do not come back; nil when they do.
    private static func reason(
        _ scheme: IdentifierScheme, _ packer: String?, _ exposure: Int, _ detector: Int
    ) -> String? {
        do {
            if let packer {
                // Parts beside the exposure and the detector have no value that is known here.
                guard let layout = scheme.packers[packer], layout.forms.allSatisfy({ $0.parts.count <= 2 }) else {
                    return nil
                }
                let found = try scheme.unpacked(
                    try scheme.packed(exposure: exposure, detector: detector, packer: packer), packer: packer)
                return found.exposure == exposure && found.detector == detector
                    ? nil : "they come back as \(found.exposure) and \(found.detector)"
            }
            let packed = try scheme.detectorExposureID(exposure: exposure, detector: detector)
            let found = try scheme.exposureAndDetector(ofDetectorExposureID: packed)
            return found.exposure == exposure && found.detector == detector
                ? nil : "they come back as \(found.exposure) and \(found.detector)"
        } catch {
            return "\(error)"
        }
    }
}
