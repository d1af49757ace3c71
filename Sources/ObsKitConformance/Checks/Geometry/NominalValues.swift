internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let nominalValues = ConformanceCheck(
        "nominal-values", .geometry, .warning, "Gain, read noise and saturation are in electrons and ADU.",
        documentation: """
            Nominal values stand in for calibrations that are not there yet. Believed are gains from 0.01 to 100 electron/ADU, a \
            read noise from 0.1 to 500 electron, and a saturation from 1,000 to 10,000,000 ADU: beyond that the unit is another one.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                for detector in version.camera.detectors {
                    for amplifier in detector.amplifiers {
                        let values = [
                            ("gain", amplifier.gain, 0.01...100), ("read_noise", amplifier.readNoise, 0.1...500),
                            ("saturation", amplifier.saturation, 1_000...10_000_000),
                        ]
                        for (key, value, range) in values {
                            guard let value, !range.contains(value) else { continue }
                            findings.add(
                                at: instrument.place(ofValue: key, of: detector),
                                "the \(key) of amplifier \(amplifier.name) of \(detector.name) is \(value)",
                                hint: "from \(range.lowerBound) to \(range.upperBound) is believed",
                                instrument: instrument)
                        }
                    }
                }
            }
        }
    }
}
