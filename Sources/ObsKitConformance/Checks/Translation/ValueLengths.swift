internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let valueLengths = ConformanceCheck(
        "value-lengths", .translation, .error, "Texts of an observation can be stored as they are.",
        documentation: """
            Data registries keep 64 characters of an observation id and of an exposure group, 16 of an observation type, 68 of a \
            reason. Longer ones are refused when the exposure is ingested.
            """
    ) { subject, findings in
        let limits: [(ObservationProperty, Int)] = [
            (.observationID, NameLimits.observationID), (.exposureGroup, NameLimits.group),
            (.observationType, NameLimits.observationType), (.observationReason, NameLimits.observationReason),
        ]
        for observation in subject.goldenObservations {
            for (property, limit) in limits {
                guard case .text(let text)? = observation.info[property],
                    let reason = text.unstorable(limit: limit)
                else { continue }
                findings.add(
                    at: observation.place(property.name), "\(property.name) '\(text)' \(reason)",
                    hint: "map it to a shorter word", instrument: observation.instrument)
            }
        }
    }
}
