internal import ObsGeometry
internal import ObsKit
internal import ObsRaw

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
        var proofs: [RampProof] = []
        for golden in subject.goldenRaws {
            for name in golden.instruments {
                guard let instrument = subject.instrument(named: name), !instrument.versions.isEmpty else { continue }
                let detectors = instrument.detectorsByRawGeometry.filter { $0.layout.name == golden.layout }
                if detectors.isEmpty {
                    findings.add(
                        at: golden.place, "no detector of \(name) has the sensor layout \(golden.layout)",
                        hint: "name the layouts and instruments that the package has", instrument: instrument)
                }
                proofs += detectors.map { RampProof(golden: golden, detector: $0, instrument: instrument) }
            }
        }
        // Detectors of one raw geometry differ in nothing but what they are called in a finding: one stands for all of them.
        let distinct = Dictionary(grouping: proofs, by: \.subject).values.compactMap(\.first)
        let failing = Set(ParallelWork.map(distinct) { $0.problems.isEmpty ? nil : $0.subject }.compactMap(\.self))
        for proof in proofs where failing.contains(proof.subject) {
            for problem in proof.problems {
                findings.add(
                    at: proof.golden.place, problem,
                    hint: "correct the sensor layout \(proof.golden.layout), or the golden raw layout",
                    instrument: proof.instrument)
            }
        }
    }
}

/// A detector that a golden raw layout stands for.
private struct RampProof: Sendable {
    /// What decides whether it is assembled right.
    struct Subject: Hashable {
        let ramp: RawRamp
        let geometry: RawGeometry
    }

    let golden: GoldenRaw
    let detector: Detector
    let instrument: ConformanceSubject.CheckedInstrument
    let subject: Subject

    init(golden: GoldenRaw, detector: Detector, instrument: ConformanceSubject.CheckedInstrument) {
        (self.golden, self.detector, self.instrument) = (golden, detector, instrument)
        subject = Subject(ramp: golden.ramp, geometry: RawGeometry(of: detector.layout))
    }

    var problems: [String] { golden.ramp.problems(with: detector) }
}

extension ConformanceSubject.CheckedInstrument {
    /// One detector for each raw geometry that the camera has at some date, of each sensor layout.
    fileprivate var detectorsByRawGeometry: [Detector] {
        var known: [String: [SensorLayout]] = [:]
        var detectors: [Detector] = []
        for detector in versions.flatMap(\.camera.detectors) {
            let layouts = known[detector.layout.name] ?? []
            // Layouts of a camera share their amplifiers, so that equal ones are soon found to be.
            guard !layouts.contains(detector.layout) else { continue }
            let geometry = RawGeometry(of: detector.layout)
            if !layouts.contains(where: { RawGeometry(of: $0) == geometry }) { detectors.append(detector) }
            known[detector.layout.name] = layouts + [detector.layout]
        }
        return detectors
    }
}
