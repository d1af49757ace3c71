internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let overscansGiven = ConformanceCheck(
        "overscans-given", .rawLayout, .advice, "Every amplifier has a serial overscan.",
        documentation: """
            The bias level of an exposure is measured in pixels that the chip does not have. An amplifier without \
            `serial_overscan_px` is one that was described from processed images, or whose raw layout nobody looked at.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            guard let camera = instrument.camera else { continue }
            let amplifiers = camera.detectors.flatMap { detector in detector.amplifiers.map { (detector, $0) } }
            let without = amplifiers.filter { $0.1.rawSerialOverscanBox.isEmpty }
            guard let first = without.first else { continue }
            findings.add(
                at: instrument.place("sensors.yaml", "sensors", first.0.layout.name, "amplifiers", first.1.name),
                "\(without.count) of \(amplifiers.count) amplifiers have no serial overscan, the first is \(first.1.name) of "
                    + first.0.name, hint: "give serial_overscan_px", instrument: instrument)
        }
    }
}
