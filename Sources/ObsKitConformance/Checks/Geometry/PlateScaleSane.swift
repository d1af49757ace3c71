internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let plateScaleSane = ConformanceCheck(
        "plate-scale-sane", .geometry, .warning,
        "A pixel is between a milliarcsecond and two arcminutes wide on the sky.",
        documentation: """
            The plate scale times the size of a pixel is what everybody knows of a camera. A number beyond this is one in another \
            unit: degrees for radians, micrometers for millimeters.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                for detector in version.camera.detectors.prefix(1) {
                    let scale = version.camera.plateScale * max(detector.pixelSize.x, detector.pixelSize.y)
                    if (0.001...120).contains(scale) { continue }
                    findings.add(
                        at: instrument.place("focal-plane.yaml", "field_angle"),
                        "a pixel of \(detector.name) is \(scale) arcseconds wide",
                        hint: "check the units of the field angle and of pixel_size_mm", instrument: instrument)
                }
            }
        }
    }
}
