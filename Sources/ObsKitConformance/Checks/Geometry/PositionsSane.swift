internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let positionsSane = ConformanceCheck(
        "positions-sane", .geometry, .error, "Chips lie within a meter of the axis, and near each other.",
        documentation: """
            Positions are in millimeters. The largest focal planes are 0.7 meters across, so a chip whose center is more than a meter \
            from the axis is one whose position is in micrometers, or in pixels. A chip that is farther from all others than twenty \
            times its own size is told as a warning: a camera may have a guider far out, which a waiver can say. An inventory \
            of chips has no focal plane and is not looked at.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for camera in instrument.versions.map(\.camera) where camera.parts.arrangement == .focalPlane {
                let chips = camera.detectors.map { (detector: $0, center: $0.pixelsToFocalPlane($0.box.center)) }
                for (detector, center) in chips {
                    let place = instrument.place("focal-plane.yaml", "slots", detector.name, "position_mm")
                    if center.radius > farthest {
                        findings.add(
                            at: place,
                            "\(detector.name) lies \(rounded(center.radius)) mm from the axis; no focal plane is so large",
                            hint: "position_mm is in millimeters, not in micrometers or pixels", instrument: instrument)
                        continue
                    }
                    let gaps = chips.filter { $0.detector !== detector && $0.center.radius <= farthest }
                        .map { $0.center.distance(to: center) }
                    guard let gap = gaps.min(), gap > isolation * detector.diagonal else { continue }
                    findings.add(
                        at: place,
                        "\(detector.name) is \(rounded(detector.diagonal)) mm across and \(rounded(gap)) mm from the next chip",
                        hint: "position_mm is in millimeters; waive it for a chip that stands alone",
                        instrument: instrument, level: .warning)
                }
            }
        }
    }

    /// Millimeters from the axis beyond which no chip is believed.
    private static let farthest = 1000.0

    /// How many times its own size a chip may be away from the next.
    private static let isolation = 20.0

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

extension Detector {
    /// From corner to corner, millimeters.
    fileprivate var diagonal: Double {
        Point(Double(box.width) * pixelSize.x, Double(box.height) * pixelSize.y).radius
    }
}
