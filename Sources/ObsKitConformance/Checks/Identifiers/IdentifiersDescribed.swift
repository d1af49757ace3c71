internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersDescribed = ConformanceCheck(
        "identifiers-described", .identifiers, .advice, "Instruments describe how their integers are made.",
        documentation: """
            `identifiers:` of instrument.yaml says how large exposure ids and detector numbers can become, how both are packed into \
            one integer, and when the observing day changes: without it nothing can be taken apart again, and the other checks of \
            this group have less to look at.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let scheme = instrument.instrument.identifiers
            var missing: [String] = []
            if scheme.exposure == nil { missing.append("exposure_id") }
            if scheme.detectorExposure == nil && scheme.packers.isEmpty { missing.append("detector_exposure_id") }
            if scheme.days == nil { missing.append("observing_day") }
            if missing.isEmpty { continue }
            findings.add(
                at: instrument.place("instrument.yaml", "identifiers"),
                "\(instrument.name) does not describe \(missing.joined(separator: ", "))",
                hint: "add it to identifiers:", instrument: instrument)
        }
    }
}
