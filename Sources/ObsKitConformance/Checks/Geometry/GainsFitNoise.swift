internal import ObsGeometry
internal import ObsKit
internal import ObsRaw
internal import ObsText

extension ConformanceCheck {
    static let gainsFitNoise = ConformanceCheck(
        "gains-fit-noise", .geometry, .error, "Photons scatter in raw images as the gain says.",
        documentation: """
            The check reads the raw files of `obskit conformance --raw FILE`. N electrons of light scatter by the root of N: a signal \
            of S ADU above the overscan scatters by sqrt(S / gain) ADU. Where an image scatters by less than 0.7 of that, the \
            stated gain is too small. Where it scatters by more, and by as much as 1 / gain predicts, the gain is in ADU/electron. \
            Use a flat, or an image with some thousand ADU of sky. A bias has no light, and the check skips it.
            """
    ) { subject, findings in
        for raw in subject.rawFiles {
            let exposure: RawFile
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
                    findings.add(
                        at: instrument.place(ofValue: "gain", of: detector.detector),
                        "the gain of amplifier \(amplifier.name) of \(detector.detector.name) contradicts the noise of "
                            + "\(raw.path): \(words)",
                        hint: "give the gain in electron/ADU", instrument: instrument)
                }
            }
        }
    }
}
