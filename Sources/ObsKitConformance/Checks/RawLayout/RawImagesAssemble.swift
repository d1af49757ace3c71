internal import ObsGeometry
internal import ObsKit
internal import ObsRawImages

extension ConformanceCheck {
    static let rawImagesAssemble = ConformanceCheck(
        "raw-images-assemble", .rawLayout, .error,
        "Images whose pixels say where they must land are assembled to a ramp.",
        documentation: """
            A golden raw layout has the sections that headers of real files give. Images are made of them and of nothing else; the \
            camera assembles them, and every pixel of the trimmed image, of the overscans and on the way back is compared. A wrong \
            box, flip, offset, HDU or order shows, which sums of pixels do not.
            """
    ) { subject, findings in
        for golden in subject.goldenRaws {
            for name in golden.instruments {
                guard let instrument = subject.instrument(named: name), let camera = instrument.camera else { continue }
                guard let detector = camera.detectors.first(where: { $0.layout.name == golden.layout }) else {
                    findings.add(
                        at: golden.place, "no detector of \(name) has the sensor layout \(golden.layout)",
                        hint: "name the layouts and instruments that the package has", instrument: instrument)
                    continue
                }
                for problem in golden.ramp.problems(with: detector) {
                    findings.add(
                        at: golden.place, problem,
                        hint: "correct the sensor layout \(golden.layout), or the golden raw layout",
                        instrument: instrument)
                }
            }
        }
    }
}
