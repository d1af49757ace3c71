internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersVary = ConformanceCheck(
        "identifiers-vary", .identifiers, .error, "Identifiers of exposures come from their headers.",
        documentation: """
            An `exposure_id`, an `observation_id` or an `observing_day` that reads no card is the same for every file, so all \
            exposures of the camera get one identifier. The check also looks at the `observation_counter` of an instrument whose ids \
            have a sequence number, and at the `detector_num` of a camera with several chips. A rule may end in a constant or a \
            default, but that must not be what answers for a golden header. Write the rule with the card that numbers exposures, or \
            with that of the date. The check skips rules in Swift and rules that find cards by a pattern.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            let instrument = observation.instrument
            let rules = instrument.instrument.translator.rules
            var isNumbered = true
            for property in properties(of: instrument)
            where observation.info[property] != nil && !rules.mayReadAnyCard(property) {
                let explanation = observation.translated.report.explanation(of: property)
                guard explanation.cards.isEmpty, let value = explanation.value else { continue }
                // A label that is made of the number is mended with it.
                if property == .exposureID { isNumbered = false }
                if property == .observationID && !isNumbered { continue }
                if property == .observationCounter && !isCounted(observation) { continue }
                findings.add(
                    at: instrument.place("translation.yaml", "properties", property.name) ?? explanation.rule,
                    "\(property.name) is \(value) for every file: its rule reads no card",
                    hint: property == .detectorNum
                        ? "write a rule with the card that names or numbers the chip"
                        : "write a rule with the card that numbers exposures, or with that of the date",
                    instrument: instrument)
            }
        }
    }

    /// Whether the number in the exposure's id is the observation's counter; identifiers-agree reports where it is not.
    private static func isCounted(_ observation: GoldenObservation) -> Bool {
        guard let id = observation.info.exposureID else { return false }
        let parts = try? observation.instrument.instrument.identifiers.parts(ofExposureID: id)
        return parts?.integer("sequence") == observation.info.observationCounter
    }

    /// The properties that must not be the same for every file.
    private static func properties(of instrument: ConformanceSubject.CheckedInstrument) -> [ObservationProperty] {
        var properties: [ObservationProperty] = [.exposureID, .observationID, .observingDay]
        if instrument.instrument.identifiers.exposure?.partNames.contains("sequence") ?? false {
            properties.append(.observationCounter)
        }
        if instrument.camera.map({ $0.detectors.count > 1 }) ?? false { properties.append(.detectorNum) }
        return properties
    }
}
