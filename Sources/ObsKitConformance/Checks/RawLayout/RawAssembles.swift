internal import ObsGeometry
internal import ObsKit
internal import ObsRaw
internal import ObsText

extension ConformanceCheck {
    static let rawAssembles = ConformanceCheck(
        "raw-assembles", .rawLayout, .error, "The raw sections of every detector make an image.",
        documentation: """
            Amplifiers are put together by their raw boxes, flips and offsets, with the sizes that the camera describes. \
            `obskit raw assemble` does it with a file.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            // The same layouts come again in every version.
            var sound: [SensorLayout] = []
            for version in instrument.versions {
                for detector in version.camera.detectors where !sound.contains(detector.layout) {
                    do {
                        _ = try RawLayout(of: detector)
                        sound.append(detector.layout)
                    } catch {
                        for diagnostic in DiagnosticsError(error).diagnostics {
                            findings.add(
                                at: instrument.place("sensors.yaml", "sensors", detector.layout.name, "amplifiers"),
                                "\(diagnostic.message) (\(diagnostic.code.rawValue))", hint: diagnostic.hint,
                                instrument: instrument)
                        }
                    }
                }
            }
        }
    }
}
