internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let nominalValuesGiven = ConformanceCheck(
        "nominal-values-given", .geometry, .advice,
        "Every amplifier of the camera of today has a gain and a read noise.",
        documentation: """
            Without them nothing can be processed before the first calibrations are there: no variance, no cosmic rays. A value from \
            the vendor's sheet will do.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            guard let camera = instrument.camera else { continue }
            let amplifiers = camera.detectors.flatMap { detector in detector.amplifiers.map { (detector, $0) } }
            let without = amplifiers.filter { $0.1.gain == nil || $0.1.readNoise == nil }
            guard let first = without.first else { continue }
            findings.add(
                at: instrument.place("focal-plane.yaml", "slots", first.0.name),
                "\(without.count) of \(amplifiers.count) amplifiers have no gain or no read noise, the first is "
                    + "\(first.1.name) of \(first.0.name)", hint: "give them with the device", instrument: instrument)
        }
    }
}
