internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let headersFitCamera = ConformanceCheck(
        "headers-fit-camera", .geometry, .error,
        "Golden headers say of their chips what the camera of their date says.",
        documentation: """
            Serial numbers, sections of amplifiers and sizes in a header are an independent statement about the camera: where they \
            disagree, the camera is described wrongly, or a chip was changed and history.yaml does not know. \
            `obskit camera NAME --check FILE` compares everything.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            for diagnostic in observation.translated.report.diagnostics
            where aboutCamera.contains(diagnostic.code.rawValue) {
                findings.add(
                    at: observation.place(), "\(diagnostic.message) (\(diagnostic.code.rawValue))",
                    hint: diagnostic.hint ?? "correct the camera or its history", instrument: observation.instrument)
            }
        }
    }

    /// The diagnostics of a translation that compare a header with the camera.
    static let aboutCamera: Set<String> = [
        "serial-mismatch", "detector-mismatch", "section-mismatch", "size-mismatch", "unknown-device",
        "unknown-amplifier", "unknown-slot",
        "missing-hdu", "no-camera",
    ]
}
