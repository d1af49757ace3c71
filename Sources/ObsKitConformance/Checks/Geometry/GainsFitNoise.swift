internal import ObsGeometry
internal import ObsKit
internal import ObsRaw
internal import ObsText

extension ConformanceCheck {
    static let gainsFitNoise = ConformanceCheck(
        "gains-fit-noise", .geometry, .error, "Photons scatter in raw images as the gain says.",
        documentation: """
            Looked at are the raw files of `obskit conformance --raw FILE`. Light above the overscan scatters by the root of its number of \
            electrons: S ADU by sqrt(S / gain) ADU. An image that scatters by less than 0.7 of that has a gain that is too small; one \
            that scatters by more, and just as the reciprocal of the gain would have it, has a gain in ADU/electron. A flat, or a sky \
            background of some thousand ADU, is best; a bias says nothing.
            """
    ) { subject, findings in
        for raw in subject.rawFiles {
            let exposure: RawExposure
            switch raw.exposure {
            case .success(let opened): exposure = opened
            case .failure(let error):
                for one in error.diagnostics where one.severity == .error {
                    findings.add(at: one.place, "\(raw.path): \(one.message)", hint: one.hint)
                }
                continue
            }
            guard let instrument = subject.instrument(named: exposure.instrument) else { continue }
            for detector in exposure.detectors {
                let image: DetectorImage<Float>
                do {
                    image = try detector.image(.untrimmed, as: Float.self)
                } catch {
                    for one in DiagnosticsError(error).diagnostics {
                        findings.add(
                            at: one.place, "\(raw.path): \(one.message)", hint: one.hint, instrument: instrument)
                    }
                    continue
                }
                for amplifier in image.amplifiers {
                    guard let gain = amplifier.gain, let estimate = GainEstimate(amplifier, in: image),
                        let words = estimate.contradiction(of: gain)
                    else { continue }
                    let place = detector.detector.device.flatMap {
                        instrument.place("focal-plane.yaml", "devices", $0.name, "gain")
                    }
                    findings.add(
                        at: place ?? instrument.place("sensors.yaml", "sensors", detector.detector.layout.name),
                        "the gain of amplifier \(amplifier.name) of \(detector.detector.name) is against the noise of "
                            + "\(raw.path): \(words)",
                        hint: "give the gain in electron/ADU", instrument: instrument)
                }
            }
        }
    }
}
