internal import ObsCalibrations
internal import ObsGeometry
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let defectsCoverDeadParts = ConformanceCheck(
        "defects-cover-dead-parts", .calibrations, .warning,
        "Curated defects cover what the camera says is dead.",
        documentation: """
            The camera's `status` is the truth about dead detectors and amplifiers. A pipeline that goes by the defects \
            alone would use their pixels: where a detector has curated defects, they cover its dead amplifiers on every \
            date on which both hold.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            guard let folder = try? instrument.instrument.curatedCalibrations(problems: Problems()) else { continue }
            for file in folder.files {
                guard case .defects(let defects) = file.content, let id = file.dataset.keys.detector else { continue }
                for version in instrument.versions {
                    let isCommon = folder.validities[file.path]?.contains { $0.overlaps(version.validity) } ?? false
                    guard isCommon, let detector = version.camera.detectors.first(where: { $0.id == id }) else {
                        continue
                    }
                    let isDead = detector.status == .dead
                    for amplifier in detector.amplifiers where isDead || amplifier.status == .dead {
                        if defects.covers(amplifier.box) { continue }
                        let path = subject.package.path(of: "calibrations/" + file.path, instrument: instrument.name)
                        findings.add(
                            at: path.map { path in
                                SourcePosition(file: subject.package.displayName(path), line: 1, column: 1)
                            },
                            "\(detector.name) \(amplifier.name) is dead, and the defects leave pixels of it out",
                            hint: "add a region over the whole amplifier", instrument: instrument)
                    }
                }
            }
        }
    }
}

extension Defects {
    /// Whether the regions together hold every pixel of a box.
    fileprivate func covers(_ box: Box) -> Bool {
        let inside = regions.compactMap { region -> Region? in
            let (left, bottom) = (max(region.x, box.x), max(region.y, box.y))
            return Region(
                x: left, y: bottom, width: min(region.x + region.width, box.endX) - left,
                height: min(region.y + region.height, box.endY) - bottom)
        }
        return Defects(regions: inside).pixelCount == box.area
    }
}
