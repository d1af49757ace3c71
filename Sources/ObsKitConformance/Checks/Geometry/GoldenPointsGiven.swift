internal import ObsKit

extension ConformanceCheck {
    static let goldenPointsGiven = ConformanceCheck(
        "golden-points-given", .geometry, .warning, "Every camera has golden points.",
        documentation: """
            A file of conformance/points has points of the camera in two frames or three, by numbers that do not come of the \
            package: a survey, an astrometric solution, another program. Corners of a few chips at the edge find every \
            mistake in positions, angles, pixel sizes, parity and distortion.
            """
    ) { subject, findings in
        guard subject.hasFixtures else { return }
        for instrument in subject.instruments where instrument.history != nil {
            if subject.goldenPoints.contains(where: { $0.golden?.instrument == instrument.name }) { continue }
            findings.add(
                at: nil, "\(instrument.name) has no golden points",
                hint: "add conformance/points/\(instrument.name).yaml", instrument: instrument)
        }
    }
}
