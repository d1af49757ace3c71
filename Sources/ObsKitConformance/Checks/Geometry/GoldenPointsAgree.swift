internal import ObsDocuments
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTime

extension ConformanceCheck {
    static let goldenPointsAgree = ConformanceCheck(
        "golden-points-agree", .geometry, .error, "Golden points lie where they should, both ways.",
        documentation: """
            Each golden point is carried from each of its frames into the others. The file also says how many detectors the camera \
            has (`detectors`), which is the first (`first_detector`), and its `plate_scale_arcsec_per_mm`, to a thousandth.
            """
    ) { subject, findings in
        for file in subject.goldenPoints {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument),
                let history = instrument.history
            else { continue }
            func place(_ key: String) -> SourcePosition { golden.document.root.follow([key]).node.position }
            guard let camera = golden.date.flatMap({ try? history.camera(at: $0) }) ?? instrument.camera else {
                continue
            }
            if let count = golden.detectorCount, count != camera.detectors.count {
                findings.add(
                    at: place("detectors"),
                    "the camera has \(camera.detectors.count) detectors, not \(count) (exactly)",
                    instrument: instrument)
            }
            if let name = golden.firstDetector, name != camera.detectors.min(by: { $0.id < $1.id })?.name {
                let first = camera.detectors.min { $0.id < $1.id }?.name ?? "none"
                findings.add(
                    at: place("first_detector"), "the detector of the lowest id is \(first), not \(name) (exactly)",
                    instrument: instrument)
            }
            if let scale = golden.plateScale, abs(camera.plateScale - scale) > 1e-3 * abs(scale) {
                findings.add(
                    at: place("plate_scale_arcsec_per_mm"),
                    "the plate scale is \(camera.plateScale) arcsec/mm, not \(scale) (limit \(1e-3 * abs(scale)) arcsec/mm)",
                    instrument: instrument)
            }
            for point in golden.points {
                guard let detector = camera.detector(named: point.detector) else {
                    findings.add(
                        at: point.place, "the camera has no detector \(point.detector)", instrument: instrument)
                    continue
                }
                for difference in differences(of: point, on: detector, golden) {
                    findings.add(at: point.place, difference, instrument: instrument)
                }
            }
        }
    }

    /// What is not where it should be, as sentences.
    private static func differences(
        of point: GoldenPoints.Point, on detector: Detector, _ golden: GoldenPoints
    ) -> [String] {
        var sentences: [String] = []
        for (source, start) in point.frames {
            for (target, expected) in point.frames where target != source {
                guard let transform = try? detector.transform(from: source, to: target) else { continue }
                let found = transform(start)
                let (limit, unit) =
                    switch target {
                    case .pixels: (golden.tolerances.pixels, "px")
                    case .focalPlane: (golden.tolerances.focalPlane, "mm")
                    default: (golden.tolerances.fieldAngle, "rad")
                    }
                if found.distance(to: expected) <= limit { continue }
                sentences.append(
                    "\(source) \(start) of \(detector.name) are \(target) \(found), not \(expected) (limit \(limit) \(unit))"
                )
            }
        }
        return sentences
    }
}
