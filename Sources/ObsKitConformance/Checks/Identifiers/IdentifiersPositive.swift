internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersPositive = ConformanceCheck(
        "identifiers-positive", .identifiers, .error, "No identifier of an observation or a detector is negative.",
        documentation: """
            Exposure, visit and detector ids are packed into one integer: a negative one comes out as another exposure. Counters of \
            groups and sequences are none either.
            """
    ) { subject, findings in
        let properties: [ObservationProperty] = [
            .exposureID, .visitID, .detectorNum, .detectorExposureID, .observationCounter, .groupCounterStart,
            .groupCounterEnd,
        ]
        for observation in subject.goldenObservations {
            for property in properties {
                guard case .integer(let number)? = observation.info[property], number < 0 else { continue }
                findings.add(
                    at: observation.place(property.name), "\(property.name) is \(number)",
                    hint: "refuse such a card in the rule", instrument: observation.instrument)
            }
        }
    }
}
