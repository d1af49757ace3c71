internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersVary = ConformanceCheck(
        "identifiers-vary", .identifiers, .error, "What tells exposures apart comes out of their headers.",
        documentation: """
            An `exposure_id`, an `observation_id` or an `observing_day` that no card has part in is the same for every file: all \
            exposures of the camera would be one. A rule that ends in a constant or a default may do so where every exposure has \
            the card; in golden headers it must not be the constant that answers. Write the rule with the card that numbers \
            exposures, or of the date. A rule in Swift, or one that looks for cards by a pattern, is not looked at.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            let instrument = observation.instrument
            let rules = instrument.instrument.translator.rules
            var isNumbered = true
            for property in [ObservationProperty.exposureID, .observationID, .observingDay]
            where observation.info[property] != nil && !rules.mayReadAnyCard(property) {
                let explanation = observation.translated.report.explanation(of: property)
                guard explanation.cards.isEmpty, let value = explanation.value else { continue }
                // A label that is made of the number is mended with it.
                if property == .exposureID { isNumbered = false }
                if property == .observationID && !isNumbered { continue }
                findings.add(
                    at: instrument.place("translation.yaml", "properties", property.name) ?? explanation.rule,
                    "\(property.name) is \(value) for every file: no card has part in it",
                    hint: "write a rule with the card that numbers exposures, or of the date", instrument: instrument)
            }
        }
    }
}
