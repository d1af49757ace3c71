internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let referencePoints = ConformanceCheck(
        "reference-points", .geometry, .warning, "The point of a sensor that its position is about lies on the sensor.",
        documentation: """
            `position_mm` of a slot is where `reference_px` of its sensor lies: the center, when nothing is said. A point outside \
            the pixels is one in millimeters, or of a mosaic.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                for detector in version.camera.detectors where !detector.box.contains(detector.layout.referencePoint) {
                    findings.add(
                        at: instrument.place("sensors.yaml", "sensors", detector.layout.name, "reference_px"),
                        "the reference point \(detector.layout.referencePoint) of sensor \(detector.layout.name) is not on it",
                        hint: "give it in pixels of the sensor", instrument: instrument)
                }
            }
        }
    }
}
