internal import ObsCalibrations
internal import ObsKit

extension ConformanceCheck {
    static let calibrationKindsExplained = ConformanceCheck(
        "calibration-kinds-explained", .calibrations, .advice, "Every kind of calibration says what it is for.",
        documentation: """
            Names such as `bfk` and `cti` mean nothing to those who meet them for the first time. `about` is what tools and \
            people see beside the name.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for kind in instrument.instrument.calibrationKinds.all where kind.about.isEmpty {
                findings.add(
                    at: instrument.place("calibrations/kinds.yaml", "kinds", kind.name),
                    "the kind \(kind.name) does not say what it is for", hint: "write about: and a sentence",
                    instrument: instrument)
            }
        }
    }
}
