internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersVary = ConformanceCheck(
        "identifiers-vary", .identifiers, .error, "What tells exposures apart comes out of their headers.",
        documentation: """
            An `exposure_id`, an `observation_id` or an `observing_day` that no card has part in is the same for every file: all \
            exposures of the camera would be one. The same holds for the `observation_counter` of an instrument that makes its ids of a \
            sequence number, and for the `detector_num` of a camera with several chips. A rule that ends in a constant or a default may do so where every exposure has \
            the card; in golden headers it must not be the constant that answers. Write the rule with the card that numbers \
            exposures, or of the date. A rule in Swift, or one that looks for cards by a pattern, is not looked at.
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
                    "\(property.name) is \(value) for every file: no card has part in it",
                    hint: property == .detectorNum
                        ? "write a rule with the card that names or numbers the chip"
                        : "write a rule with the card that numbers exposures, or of the date", instrument: instrument)
            }
        }
    }

    /// Whether the number in the exposure's id is the observation's counter; that it is not, identifiers-agree says.
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
