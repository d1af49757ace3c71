internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let crosstalkDiagonal = ConformanceCheck(
        "crosstalk-diagonal", .geometry, .error, "No amplifier has crosstalk with itself.",
        documentation: """
            A coefficient on the diagonal of a crosstalk matrix is subtracted from every pixel's own value: it is a gain, and one \
            that nobody looks for. Believed is a magnitude below 0.1 for all others.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                for detector in version.camera.detectors {
                    guard let matrix = detector.crosstalk else { continue }
                    let place =
                        instrument.place("sensors.yaml", "sensors", detector.layout.name, "crosstalk")
                        ?? instrument.place("focal-plane.yaml", "slots", detector.name)
                    for victim in 0..<matrix.size {
                        let own = matrix[victim: victim, source: victim]
                        if own != 0 {
                            findings.add(
                                at: place,
                                "the coefficient of amplifier \(victim) of \(detector.layout.name) with itself is \(own)",
                                hint: "write 0 on the diagonal", instrument: instrument)
                        }
                    }
                    if let large = matrix.coefficients.first(where: { abs($0) >= 0.1 }),
                        (0..<matrix.size).allSatisfy({ matrix[victim: $0, source: $0] == 0 })
                    {
                        findings.add(
                            at: place, "a crosstalk coefficient of \(detector.layout.name) is \(large)",
                            hint: "give fractions, not percent", instrument: instrument)
                    }
                }
            }
        }
    }
}
